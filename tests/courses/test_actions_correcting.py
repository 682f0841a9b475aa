import uuid
from dataclasses import replace

import pytest

from courses.actions import correct_lesson, correct_question, release_course
from courses.enums import QuestionKind
from courses.exceptions import CourseNotReleasable
from courses.models import Course, CourseVersion, Enrolment
from courses.plans import plan_of
from courses.queries import course_of_key, lesson_shown
from foundation.models import AuditLine
from tests.factories.courses import (
    EN,
    ZH,
    compiled_course,
    compiled_lesson,
    compiled_question,
    enrolled,
    released,
    single_check,
    truth_check,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]


def titles_in(course_or_enrolment):
    version = course_or_enrolment.structure.version
    return {(str(row.lesson_key), row.language): row.body["title"] for row in version.lessons.all()}


def fresh(row):
    return type(row).objects.select_related("structure__version").get(pk=row.pk)


def test_corrected_lesson_goes_out_as_the_next_version():
    compiled = compiled_course()
    course = released(compiled)

    correction = correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={4: 44})

    assert correction.version.number == 2
    assert not correction.is_waiting
    assert correction.version.revisions == {"1": 10, "4": 44}
    assert titles_in(fresh(course))[str(compiled.lessons[0].key), ZH] == "改好了"


def test_corrected_lesson_reaches_somebody_under_way_with_the_next_page():
    compiled = compiled_course()
    enrolment = enrolled(course=released(compiled))

    correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    shown = lesson_shown(fresh(enrolment), lesson_key=compiled.lessons[0].key, language=ZH)
    assert shown.lesson.title == "改好了"


def test_everything_else_stays_as_it_was():
    compiled = compiled_course()
    course = released(compiled)
    before = titles_in(course)

    correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    after = titles_in(fresh(course))
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {(str(compiled.lessons[0].key), ZH)}
    assert fresh(course).structure.version.questions.count() == len(compiled.questions)


def test_equal_lesson_makes_nothing_new():
    compiled = compiled_course()
    released(compiled)

    correction = correct_lesson(compiled.key, compiled.lessons[0], revisions={4: 44})

    assert (correction.version, correction.reason) == (None, "")
    assert CourseVersion.objects.count() == 1
    assert course_of_key(compiled.key).revisions["4"] == 44


def test_translation_flows_in_without_publishing_the_course():
    whole = compiled_course()
    only_chinese = replace(whole, lessons=tuple(one for one in whole.lessons if one.language == ZH))
    course = released(only_chinese)

    for lesson in whole.lessons:
        if lesson.language == EN:
            assert correct_lesson(whole.key, lesson, revisions={}).version

    assert len(titles_in(fresh(course))) == len(whole.lessons)


def test_lesson_of_an_unreleased_course_waits():
    correction = correct_lesson(uuid.uuid4(), compiled_lesson(), revisions={})

    assert correction.is_waiting
    assert "not released yet" in correction.reason
    assert not Course.objects.exists()


def test_new_lesson_waits():
    compiled = compiled_course()
    released(compiled)

    correction = correct_lesson(compiled.key, compiled_lesson(), revisions={9: 90})

    assert "new in the course" in correction.reason
    assert CourseVersion.objects.count() == 1
    assert course_of_key(compiled.key).revisions["9"] == 90


def test_lesson_with_another_right_answer_waits():
    compiled = compiled_course()
    course = released(compiled)
    lesson = compiled.lessons[0]
    changed = replace(lesson, checks=(single_check(lesson.key, answer="c"), lesson.checks[1]))

    correction = correct_lesson(compiled.key, changed, revisions={})

    assert "check questions of this lesson changed" in correction.reason
    assert titles_in(fresh(course)) == titles_in(course)


def test_waiting_lesson_goes_out_with_the_course():
    compiled = compiled_course()
    released(compiled)
    key = compiled.lessons[4].key
    changed = compiled_lesson(key, title="有题了", checks=[truth_check(key)])
    correct_lesson(compiled.key, changed, revisions={})

    version = release_course(replace(compiled, lessons=(*compiled.lessons[:4], changed)))

    assert plan_of(version.structure).lessons[str(key)]


def test_typo_goes_out_while_other_parts_wait():
    compiled = compiled_course()
    course = released(compiled)
    correct_lesson(compiled.key, compiled_lesson(), revisions={})

    correction = correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    assert correction.version.number == 2
    assert fresh(course).structure == course.structure


def test_words_flow_into_every_structure_in_use_that_asks_the_same():
    compiled = compiled_course()
    under_way = enrolled(course=released(compiled))
    release_course(replace(compiled, lessons=compiled.lessons[:4]))

    correction = correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    key = str(compiled.lessons[0].key), ZH
    course = Course.objects.get(key=compiled.key)
    assert titles_in(course)[key] == titles_in(fresh(under_way))[key] == "改好了"
    assert correction.version.structure == course.structure
    assert sorted(CourseVersion.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_words_flow_to_people_under_way_even_if_the_lesson_is_gone_for_others():
    compiled = compiled_course()
    under_way = enrolled(course=released(compiled))
    release_course(replace(compiled, lessons=compiled.lessons[2:]))

    correction = correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    assert correction.is_waiting
    assert titles_in(fresh(under_way))[str(compiled.lessons[0].key), ZH] == "改好了"


def test_structures_that_nobody_is_on_are_left_alone():
    compiled = compiled_course()
    released(compiled)
    release_course(replace(compiled, lessons=compiled.lessons[:4]))

    correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    assert CourseVersion.objects.count() == 3
    assert not Enrolment.objects.exists()


def test_lesson_that_nobody_could_take_is_refused():
    compiled = compiled_course()
    released(compiled)

    with pytest.raises(CourseNotReleasable, match="has no title"):
        correct_lesson(compiled.key, replace(compiled.lessons[0], title=""), revisions={})


def test_correction_is_written_down():
    compiled = compiled_course()
    released(compiled)

    correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    facts = AuditLine.objects.get(action="correct_lesson").facts
    assert facts == {"lesson": str(compiled.lessons[0].key), "language": ZH, "version": 2}


def test_corrected_question_goes_out():
    compiled = compiled_course()
    course = released(compiled)

    correction = correct_question(compiled.key, replace(compiled.questions[0], prompt="换个问法"), revisions={})

    prompts = [row.body["prompt"] for row in fresh(course).structure.version.questions.all()]
    assert correction.version.number == 2
    assert "换个问法" in prompts
    assert len(prompts) == len(compiled.questions)
    assert fresh(course).structure.version.lessons.count() == len(compiled.lessons)


@pytest.mark.parametrize(
    "change",
    [{"answer": "c"}, {"choices": (("a", "A"), ("b", "B"))}],
    ids=["right answer", "a choice less"],
)
def test_question_whose_answers_changed_waits(change):
    compiled = compiled_course()
    released(compiled)

    correction = correct_question(compiled.key, replace(compiled.questions[0], **change), revisions={})

    assert "answers of this question changed" in correction.reason
    assert CourseVersion.objects.count() == 1


def test_new_question_waits():
    compiled = compiled_course()
    released(compiled)

    correction = correct_question(compiled.key, compiled_question(QuestionKind.NUMERIC), revisions={})

    assert "new in the exam" in correction.reason


def test_question_of_an_unreleased_course_waits():
    assert "not released yet" in correct_question(uuid.uuid4(), compiled_question(), revisions={}).reason


def test_corrected_question_reaches_a_structure_that_people_are_on():
    compiled = compiled_course()
    under_way = enrolled(course=released(compiled))
    release_course(replace(compiled, lessons=compiled.lessons[:4]))

    correct_question(compiled.key, replace(compiled.questions[0], prompt="换个问法"), revisions={})

    prompts = [row.body["prompt"] for row in fresh(under_way).structure.version.questions.all()]
    assert "换个问法" in prompts


def test_numbers_written_otherwise_are_the_same_answer():
    key = uuid.uuid4()
    before = compiled_question(QuestionKind.NUMERIC, key, answer={"value": "60", "tolerance": "0.5"})
    released(compiled_course(questions=(before,), key=key))
    after = compiled_question(QuestionKind.NUMERIC, key, answer={"value": "60.0", "tolerance": "0.50"}, prompt="换")

    assert correct_question(key, after, revisions={}).version.number == 2
