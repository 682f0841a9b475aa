import uuid
from dataclasses import replace

import pytest

from certificates.models import Credential
from courses.actions import close_course, release_course
from courses.compiled import CompiledCertificate, ExamRules
from courses.enums import QuestionKind
from courses.exceptions import CourseNotReleasable
from courses.models import Course, CourseVersion, LessonVersion, QuestionVersion, Structure
from courses.queries import course_of_key
from foundation.models import AuditLine
from learning.models import Activity
from tests.factories.courses import (
    EN,
    ZH,
    compiled_course,
    compiled_lesson,
    compiled_question,
    enrolled,
    lesson_in_both,
    released,
    single_check,
    truth_check,
    without_exam,
)
from tests.factories.people import SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]


def renamed(compiled, number=0, title="换个说法"):
    lessons = list(compiled.lessons)
    lessons[number] = replace(lessons[number], title=title)
    return replace(compiled, lessons=tuple(lessons))


def with_other_answer(compiled):
    questions = [replace(one, answer="c") if one.kind == QuestionKind.SINGLE else one for one in compiled.questions]
    return replace(compiled, questions=tuple(questions))


def test_first_release_makes_an_open_course_with_its_activity_and_credential():
    compiled = compiled_course(positions=("OWNER",))

    version = release_course(compiled)

    course = course_of_key(compiled.key)
    assert version.number == 1
    assert course.is_open
    assert course.positions == ["OWNER"]
    assert course.structure.version == version
    assert course.activity.titles == {ZH: "库存管理", EN: "Inventory Management"}
    assert course.activity.credential.valid_months == 24
    assert course.activity.credential.words[EN]["outcome"] == "Works out days of stock."
    assert "passed its exam" in course.activity.credential.words[EN]["did"]


def test_certificate_of_a_course_without_an_exam_says_nothing_of_one():
    course = released(without_exam())

    words = course.activity.credential.words
    assert words[EN]["did"] == "has completed the course below"
    assert "考" not in words[ZH]["did"]


def test_course_without_a_certificate_earns_none():
    course = released(compiled_course(certificate=None))

    assert course.activity.credential is None
    assert not Credential.objects.exists()


def test_a_certificate_taken_away_is_earned_no_more():
    compiled = compiled_course()
    release_course(compiled)

    release_course(replace(compiled, certificate=None))

    assert course_of_key(compiled.key).activity.credential is None


def test_equal_source_makes_no_version():
    compiled = compiled_course()
    release_course(compiled)

    assert release_course(compiled) is None

    assert CourseVersion.objects.count() == 1


def test_equal_digest_makes_no_version_even_if_the_html_came_out_differently():
    key = uuid.uuid4()
    before = compiled_course(lessons=(compiled_lesson(key, title="一", digest="d" * 64),), questions=())
    after = replace(before, lessons=(compiled_lesson(key, title="二", digest="d" * 64),))
    release_course(before)

    assert release_course(after) is None


def test_new_words_move_people_under_way_silently():
    compiled = compiled_course()
    course = released(compiled)
    enrolment = enrolled(course=course)

    version = release_course(renamed(compiled))

    enrolment.structure.refresh_from_db()
    assert version.number == 2
    assert version.structure == course.structure
    assert enrolment.structure.version == version
    assert Structure.objects.count() == 1


def test_another_right_answer_is_another_structure_and_people_under_way_finish_theirs():
    compiled = compiled_course()
    course = released(compiled)
    enrolment = enrolled(course=course)

    version = release_course(with_other_answer(compiled))

    enrolment.refresh_from_db()
    course.refresh_from_db()
    assert course.structure == version.structure != enrolment.structure
    assert enrolment.structure.version.number == 1
    assert enrolled(course=course).structure == version.structure


@pytest.mark.parametrize(
    "change",
    [
        lambda c: replace(c, lessons=c.lessons[2:]),
        lambda c: replace(c, lessons=(*c.lessons[2:4], *c.lessons[:2], *c.lessons[4:])),
        lambda c: replace(c, lessons=(*c.lessons, *lesson_in_both(4))),
        lambda c: replace(c, questions=c.questions[2:]),
        lambda c: replace(c, rules=ExamRules(pass_mark=90)),
        with_other_answer,
    ],
    ids=["lesson gone", "lesson moved", "lesson new", "question gone", "rules", "right answer"],
)
def test_what_must_be_done_makes_a_structure(change):
    compiled = compiled_course()
    release_course(compiled)

    release_course(change(compiled))

    assert Structure.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        renamed,
        lambda c: replace(c, words={**c.words, EN: {**c.words[EN], "ask": "Why?"}}),
        lambda c: replace(c, questions=(replace(c.questions[0], prompt="换个问法"), *c.questions[1:])),
        lambda c: replace(c, lessons=c.lessons[:1] + c.lessons[2:]),
    ],
    ids=["lesson title", "course words", "prompt", "a translation less"],
)
def test_words_make_a_version_of_the_same_structure(change):
    compiled = compiled_course()
    release_course(compiled)

    version = release_course(change(compiled))

    assert version.number == 2
    assert Structure.objects.count() == 1


def test_going_back_to_an_earlier_structure_takes_that_one_again():
    compiled = compiled_course()
    course = released(compiled)
    first = course.structure
    release_course(with_other_answer(compiled))

    version = release_course(compiled)

    course.refresh_from_db()
    assert course.structure == first
    assert version.number == 1
    assert Structure.objects.count() == 2


def test_words_of_equal_digest_are_stored_once():
    compiled = compiled_course()
    release_course(compiled)
    lessons, questions = LessonVersion.objects.count(), QuestionVersion.objects.count()

    release_course(renamed(compiled))

    assert LessonVersion.objects.count() == lessons + 1
    assert QuestionVersion.objects.count() == questions


def test_translation_that_asks_something_else_is_left_out():
    key = uuid.uuid4()
    written = compiled_lesson(key, checks=[single_check(key)])
    outdated = compiled_lesson(key, language=EN, checks=[truth_check(key)])

    course = released(compiled_course(lessons=(written, outdated), questions=()))

    assert [row.language for row in course.structure.version.lessons.all()] == [ZH]


def test_translated_question_with_another_answer_is_left_out():
    key = uuid.uuid4()
    written = compiled_question(key=key, answer="a")
    outdated = compiled_question(key=key, language=EN, answer="b")

    course = released(compiled_course(questions=(written, outdated)))

    assert [row.language for row in course.structure.version.questions.all()] == [ZH]


def test_question_about_a_lesson_that_is_not_there_points_nowhere():
    course = released(compiled_course(questions=(compiled_question(lesson=uuid.uuid4()),)))

    assert course.structure.plan["questions"][0]["lesson"] == ""


def test_written_language_is_the_first_one():
    compiled = compiled_course()
    words = {EN: compiled.words[EN], ZH: compiled.words[ZH]}

    assert release_course(replace(compiled, words=words)).language == EN


def test_course_that_cannot_be_taken_is_refused_and_leaves_nothing():
    with pytest.raises(CourseNotReleasable, match="no published lesson"):
        release_course(compiled_course(lessons=()))

    assert not Course.objects.exists()
    assert not Activity.objects.exists()


def test_release_remembers_what_was_handed_in():
    compiled = compiled_course(revisions={7: 70, "question:3": 30})
    release_course(compiled)
    release_course(replace(compiled, revisions={7: 71}))

    assert course_of_key(compiled.key).revisions == {"7": 71, "question:3": 30}


def test_release_is_written_down_with_who_did_it():
    editor = SuperuserFactory()
    compiled = compiled_course()

    version = release_course(compiled, by=editor)

    line = AuditLine.objects.get(action="release_course")
    assert version.released_by == editor
    assert (line.actor, line.facts["version"]) == (editor.uuid, 1)


def test_release_again_writes_no_audit_line():
    compiled = compiled_course()
    release_course(compiled)
    release_course(compiled)

    assert AuditLine.objects.filter(action="release_course").count() == 1


def test_closed_course_opens_with_the_next_publish():
    compiled = compiled_course()
    release_course(compiled)
    close_course(compiled.key)
    assert not course_of_key(compiled.key).is_open

    release_course(compiled)

    course = course_of_key(compiled.key)
    assert course.is_open
    actions = AuditLine.objects.filter(object_uuid=course.uuid).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["release_course", "close_course", "open_course"]


def test_closing_an_unknown_course_does_nothing():
    close_course(uuid.uuid4())

    assert not Course.objects.exists()


def test_certificate_may_be_for_ever():
    course = released(compiled_course(certificate=CompiledCertificate()))

    assert course.activity.credential.valid_months is None
