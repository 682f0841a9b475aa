import uuid
from dataclasses import replace

import pytest

from courses.actions import correct_lesson, keep_note, keep_place, release_course
from courses.enums import LessonState
from courses.exceptions import LessonNotInCourse
from courses.models import Enrolment
from courses.plans import plan_of
from courses.queries import enrolments_of, lesson_etag, lesson_shown
from tests.factories.courses import (
    EN,
    ZH,
    answer_check,
    compiled_course,
    compiled_lesson,
    completed,
    do_lessons,
    enrolled,
    lesson_in_both,
    released,
    short_course,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return enrolled()


def read(enrolment):
    """As a request reads it."""
    return enrolments_of(enrolment.person).filter(course=enrolment.course).first()


def key_of(enrolment, number):
    return uuid.UUID(list(plan_of(enrolment.structure).lessons)[number - 1])


def shown(enrolment, number=1, language=ZH):
    return lesson_shown(read(enrolment), lesson_key=key_of(enrolment, number), language=language)


def etag(enrolment, number=1, language=ZH):
    return lesson_etag(read(enrolment), shown(enrolment, number, language), language=language)


def test_lesson_shows_its_blocks_and_neighbours(enrolment):
    lesson = shown(enrolment, 2)

    assert [block["id"] for block in lesson.blocks] == ["owner", "text", "own", "tomorrow", "q3"]
    assert (lesson.lesson.number, lesson.lesson_count) == (2, 3)
    assert (lesson.previous.number, lesson.next.number) == (1, 3)
    assert (lesson.course_title, lesson.state) == ("库存管理", LessonState.NOT_STARTED)


def test_first_and_last_lesson_have_one_neighbour(enrolment):
    assert shown(enrolment, 1).previous is None
    assert shown(enrolment, 3).next is None


def test_lesson_is_shown_in_the_language_asked_for(enrolment):
    lesson = shown(enrolment, language=EN)

    assert (lesson.language, lesson.is_fallback, lesson.lesson.title) == (EN, False, "Lesson 1")


def test_missing_language_falls_back_with_a_label():
    course = released(compiled_course(lessons=(compiled_lesson(title="一"),), questions=()))

    lesson = shown(enrolled(course=course), language=EN)

    assert (lesson.language, lesson.is_fallback, lesson.lesson.title) == (ZH, True, "一")


def test_lesson_of_another_course_is_not_found(enrolment):
    foreign = enrolled()

    with pytest.raises(LessonNotInCourse):
        lesson_shown(read(enrolment), lesson_key=key_of(foreign, 1), language=ZH)


def test_check_questions_tell_what_is_right_and_explain_that_only(enrolment):
    single, number = plan_of(enrolment.structure).lessons[str(key_of(enrolment, 1))]
    answer_check(enrolment, single)
    answer_check(enrolment, number, "1")

    checks = shown(enrolment).checks

    assert list(checks) == [single.key, number.key]
    assert (checks[single.key].number, checks[single.key].is_right) == (1, True)
    assert checks[single.key].explanation == f"CANARY explains {single.key} {ZH}"
    assert (checks[number.key].is_right, checks[number.key].explanation) == (False, "")


def test_only_a_lesson_without_questions_has_a_button(enrolment):
    assert not shown(enrolment, 1).can_be_done_by_button
    assert shown(enrolment, 3).can_be_done_by_button
    assert not shown(do_lessons(enrolment), 3).can_be_done_by_button


def test_notes_are_ones_own(enrolment):
    other = enrolled(course=enrolment.course)
    keep_note(other, lesson_key=key_of(other, 1), block_id="own", value={"stock": "2"})
    keep_note(enrolment, lesson_key=key_of(enrolment, 1), block_id="own", value={"stock": "1"})
    keep_note(enrolment, lesson_key=key_of(enrolment, 2), block_id="own", value={"stock": "3"})

    assert shown(enrolment).notes == {"own": {"stock": "1"}}


def test_place_is_shown_in_its_own_lesson(enrolment):
    keep_place(enrolment, lesson_key=key_of(enrolment, 2), section="own")

    assert shown(enrolment, 2).section == "own"
    assert shown(enrolment, 1).section == ""


def test_lesson_says_when_the_exam_is_open_and_the_course_done():
    enrolment = enrolled()
    assert (shown(enrolment).has_exam, shown(enrolment).exam_is_open) == (True, False)

    do_lessons(enrolment)
    assert (shown(enrolment).exam_is_open, shown(enrolment).is_course_done) == (True, False)

    completed(enrolment)
    assert shown(enrolment).is_course_done


def test_course_without_an_exam_opens_none():
    lesson = shown(do_lessons(enrolled(course=released(short_course()))))

    assert (lesson.has_exam, lesson.exam_is_open, lesson.is_course_done) == (False, False, True)


def test_corrected_words_come_with_the_next_page():
    compiled = compiled_course()
    enrolment = enrolled(course=released(compiled))
    shown(enrolment)

    correct_lesson(compiled.key, replace(compiled.lessons[0], title="改好了"), revisions={})

    assert shown(enrolment).lesson.title == "改好了"


def test_question_taken_out_for_others_is_still_asked_of_people_under_way():
    compiled = compiled_course()
    enrolment = enrolled(course=released(compiled))
    key = compiled.lessons[0].key
    release_course(replace(compiled, lessons=(compiled_lesson(key, title="无题"), *compiled.lessons[2:])))

    assert len(shown(enrolment).checks) == 2


@pytest.mark.parametrize("count", [1, 30])
def test_lesson_page_takes_two_queries_however_long_the_course(count, django_assert_num_queries):
    lessons = tuple(lesson for number in range(count) for lesson in lesson_in_both(number))
    enrolment = enrolled(course=released(compiled_course(lessons=lessons)))
    shown(enrolment)
    key = key_of(enrolment, 1)

    with django_assert_num_queries(2):
        read_once = enrolments_of(enrolment.person).filter(course__uuid=enrolment.course.uuid).first()
        lesson = lesson_shown(read_once, lesson_key=key, language=ZH)
        lesson_etag(read_once, lesson, language=ZH)


def test_etag_stays_while_nothing_changes(enrolment):
    assert etag(enrolment) == etag(enrolment)


def test_etag_changes_with_all_that_a_page_shows(enrolment):
    compiled = compiled_course(key=enrolment.course.key)
    tags = [etag(enrolment), etag(enrolment, language=EN), etag(enrolment, number=2)]

    answer_check(enrolment, plan_of(enrolment.structure).lessons[str(key_of(enrolment, 1))][0])
    tags.append(etag(enrolment))
    keep_note(enrolment, lesson_key=key_of(enrolment, 1), block_id="own", value={"stock": "1"})
    tags.append(etag(enrolment))
    Enrolment.objects.filter(pk=enrolment.pk).update(structure=released(compiled).structure)
    enrolment.refresh_from_db()
    tags.append(etag(enrolment))
    tags.append(etag(enrolled(course=enrolment.course)))

    assert len(set(tags)) == len(tags)


def test_etag_changes_with_what_was_noted_in_another_course_that_has_the_same_lesson(enrolment):
    compiled = compiled_course()
    first, second = (released(replace(compiled, key=uuid.uuid4())) for _course in range(2))
    here, there = enrolled(enrolment.person, first), enrolled(enrolment.person, second)
    before = etag(there)

    keep_note(here, lesson_key=key_of(here, 1), block_id="own", value={"stock": "54"})

    assert shown(there).notes == {"own": {"stock": "54"}}
    assert etag(there) != before
