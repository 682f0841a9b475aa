import uuid
from dataclasses import replace

import pytest

from courses.actions import close_course, keep_place, release_course, start_attempt
from courses.enums import ExamState, LessonState, Verb
from courses.models import Course
from courses.plans import plan_of
from courses.queries import course_shown, courses_visible_to
from learning.api import open_cycle
from tests.factories.courses import (
    EN,
    ZH,
    answer_check,
    compiled_course,
    completed,
    do_lesson,
    do_lessons,
    enrolled,
    lesson_in_both,
    released,
    short_course,
    sit_exam,
)
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def shown_to(person, course, language=ZH):
    return course_shown(courses_visible_to(person).get(pk=course.pk), person, language=language)


def keys_of(enrolment):
    return [uuid.UUID(key) for key in plan_of(enrolment.structure).lessons]


def lesson_url(enrolment, number):
    return f"/learn/courses/{enrolment.course.uuid}/lessons/{keys_of(enrolment)[number - 1]}/"


def test_course_before_one_begins():
    person, course = LearnerFactory(), released()

    shown = shown_to(person, course, EN)

    assert (shown.verb, shown.url, shown.why) == (Verb.START, f"/learn/courses/{course.uuid}/", "")
    assert shown.outline.title == "Inventory Management"
    assert [row.state for row in shown.rows] == [LessonState.NOT_STARTED] * 3
    assert (shown.lessons_left, shown.minutes_left, shown.current) == (3, 24, None)
    assert shown.exam.state == ExamState.LOCKED
    assert (shown.earns_certificate, shown.valid_months, shown.enrolment_uuid) == (True, 24, None)


def test_outline_says_what_there_is():
    outline = shown_to(LearnerFactory(), released()).outline

    first = outline.lessons[0]
    assert [lesson.number for lesson in outline.lessons] == [1, 2, 3]
    assert [lesson.check_count for lesson in outline.lessons] == [2, 1, 0]
    assert (first.unit, first.sum, first.minutes) == ("看清库存", "620,000 ÷ 10,360", 8)
    assert dict(first.sections)["text"] == "看清库存"
    assert dict(first.sections)["own"] == "用你自己的数"
    assert outline.exam.question_count == 4
    assert outline.languages == (ZH, EN)


def test_language_that_is_not_there_falls_back_and_says_so():
    compiled = compiled_course()
    lessons = tuple(one for one in compiled.lessons if (one.language, one.title) != (EN, "Lesson 2"))
    course = released(replace(compiled, lessons=lessons))

    outline = shown_to(LearnerFactory(), course, EN).outline

    assert [lesson.language for lesson in outline.lessons] == [EN, ZH, EN]
    assert outline.language == EN
    assert outline.languages == (ZH,)


def test_course_in_one_language_is_shown_to_everybody():
    compiled = compiled_course()
    course = released(
        replace(
            compiled,
            words={ZH: compiled.words[ZH]},
            lessons=tuple(one for one in compiled.lessons if one.language == ZH),
        )
    )

    shown = shown_to(LearnerFactory(), course, EN)

    assert (shown.outline.title, shown.outline.language) == ("库存管理", ZH)


def test_one_carries_on_with_the_first_lesson_not_done():
    enrolment = enrolled()
    do_lesson(enrolment, keys_of(enrolment)[0])

    shown = shown_to(enrolment.person, enrolment.course)

    assert [row.state for row in shown.rows] == [LessonState.DONE, LessonState.NOT_STARTED, LessonState.NOT_STARTED]
    assert [row.verb for row in shown.rows] == [Verb.REVIEW, Verb.START, Verb.START]
    assert (shown.verb, shown.url) == (Verb.CARRY_ON, lesson_url(enrolment, 2))
    assert (shown.lessons_done, shown.lessons_left, shown.minutes_left) == (1, 2, 16)
    assert shown.current.lesson.number == 2
    assert shown.rows[0].done_at


def test_one_carries_on_exactly_where_one_stopped():
    enrolment = enrolled()
    keep_place(enrolment, lesson_key=keys_of(enrolment)[2], section="own")

    shown = shown_to(enrolment.person, enrolment.course)

    row = shown.rows[2]
    assert shown.url == f"{lesson_url(enrolment, 3)}#own"
    assert (row.is_current, row.state, row.section) == (True, LessonState.UNDER_WAY, ("own", "用你自己的数"))
    assert row.minutes_left == 4


def test_where_one_stopped_does_not_matter_once_that_lesson_is_done():
    enrolment = enrolled()
    keep_place(enrolment, lesson_key=keys_of(enrolment)[1], section="own")
    do_lesson(enrolment, keys_of(enrolment)[1])

    assert shown_to(enrolment.person, enrolment.course).url == lesson_url(enrolment, 1)


def test_one_right_answer_means_under_way():
    enrolment = enrolled()
    answer_check(enrolment, plan_of(enrolment.structure).lessons[str(keys_of(enrolment)[0])][0])

    assert shown_to(enrolment.person, enrolment.course).rows[0].state == LessonState.UNDER_WAY


def test_exam_is_next_when_the_lessons_are_done():
    enrolment = do_lessons(enrolled())

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.url) == (Verb.TO_EXAM, f"/learn/courses/{enrolment.course.uuid}/exam/")
    assert (shown.exam.state, shown.exam.verb, shown.current) == (ExamState.READY, Verb.START, None)


def test_open_attempt_is_next():
    enrolment = do_lessons(enrolled())
    attempt = start_attempt(enrolment)

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.url) == (Verb.CARRY_ON_EXAM, f"/learn/attempts/{attempt.uuid}/")


def test_failed_exam_is_tried_again():
    enrolment = do_lessons(enrolled())
    sit_exam(enrolment, wrong=4)

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.exam.attempts_left) == (Verb.TRY_AGAIN, 2)
    assert shown.url.endswith("/exam/")


def test_used_up_attempts_lock_the_course_and_say_why():
    enrolment = do_lessons(enrolled())
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.exam.state) == (Verb.LOCKED, ExamState.USED_UP)
    assert "The lessons stay open" in shown.why


def test_done_course_leads_to_its_certificate():
    enrolment = completed(enrolled())
    certificate = enrolment.person.certificates.get()

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.url) == (Verb.CERTIFICATE, f"/certificates/{certificate.uuid}/")
    assert shown.certificate_uuid == certificate.uuid
    assert shown.completed_at


def test_done_course_without_a_certificate_is_reviewed():
    enrolment = completed(enrolled(course=released(short_course(certificate=None))))

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.earns_certificate) == (Verb.REVIEW, False)


def test_closed_course_says_so_to_whoever_has_not_begun():
    course = released()
    close_course(course.key)
    course.refresh_from_db()

    shown = course_shown(course, LearnerFactory(), language=EN)

    assert shown.verb == Verb.LOCKED
    assert "no new learners" in shown.why


def test_new_round_says_since_when_and_why_until_it_is_done():
    enrolment = completed(enrolled(course=released(short_course())))
    person, course = enrolment.person, enrolment.course
    assert shown_to(person, course).round is None
    cycle = open_cycle(person, course.activity, reason="New rules")

    shown = shown_to(person, course)
    assert (shown.round.number, shown.round.opened_at, shown.round.reason) == (2, cycle.opened_at, "New rules")
    again = enrolled(person, course)
    assert shown_to(person, course).round.number == 2
    completed(again)
    assert shown_to(person, course).round is None


def test_new_round_begins_with_start_and_without_the_old_certificate():
    enrolment = completed(enrolled(course=released(short_course())))
    open_cycle(enrolment.person, enrolment.course.activity, reason="每年一次")

    shown = shown_to(enrolment.person, enrolment.course)

    assert (shown.verb, shown.certificate_uuid, shown.lessons_done) == (Verb.START, None, 0)


def test_people_under_way_see_the_structure_they_began():
    compiled = compiled_course()
    enrolment = enrolled(course=released(compiled))
    release_course(replace(compiled, lessons=compiled.lessons[:2], questions=()))

    assert len(shown_to(enrolment.person, enrolment.course).rows) == 3
    assert len(shown_to(LearnerFactory(), enrolment.course).rows) == 1


@pytest.mark.parametrize("lesson_count", [1, 30])
def test_course_page_takes_a_constant_number_of_queries(lesson_count, django_assert_num_queries):
    lessons = tuple(lesson for number in range(lesson_count) for lesson in lesson_in_both(number))
    enrolment = do_lessons(enrolled(course=released(compiled_course(lessons=lessons))))
    person = enrolment.person
    course = courses_visible_to(person).get(pk=enrolment.course_id)
    course_shown(course, person, language=ZH)

    with django_assert_num_queries(4):
        course_shown(course, person, language=ZH)


def test_course_never_released_is_not_shown():
    course = released()
    Course.objects.update(is_open=False, structure=None)
    course.refresh_from_db()

    with pytest.raises(LookupError):
        course_shown(course, LearnerFactory(), language=ZH)
