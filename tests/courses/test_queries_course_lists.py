import uuid

import pytest

from courses.actions import keep_place
from courses.enums import ExamState, LessonState, Verb
from courses.plans import plan_of
from courses.queries import course_rows, course_shown, courses_visible_to, home_shown
from learning.api import open_cycle
from tests.factories.courses import (
    EN,
    ZH,
    compiled_course,
    compiled_question,
    completed,
    do_lesson,
    do_lessons,
    enrolled,
    lesson_in_both,
    released,
    short_course,
    sit_exam,
    without_exam,
)
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def shown_to(person, course, language=ZH):
    return course_shown(courses_visible_to(person).get(pk=course.pk), person, language=language)


def keys_of(enrolment):
    return [uuid.UUID(key) for key in plan_of(enrolment.structure).lessons]


def lesson_url(enrolment, number):
    return f"/learn/courses/{enrolment.course.uuid}/lessons/{keys_of(enrolment)[number - 1]}/"


def test_rows_of_the_catalogue_stand_in_order_of_release_with_where_one_stands():
    person = LearnerFactory()
    first, second, third = (released(without_exam()) for _course in range(3))
    enrolment = enrolled(person, second)
    do_lesson(enrolment, keys_of(enrolment)[0])
    completed(enrolled(person, third))

    rows = course_rows(person, language=EN)

    assert [row.course_uuid for row in rows] == [first.uuid, second.uuid, third.uuid]
    assert [row.verb for row in rows] == [Verb.START, Verb.CARRY_ON, Verb.CERTIFICATE]
    assert [(row.lessons_done, row.lessons_left) for row in rows] == [(0, 3), (1, 2), (3, 0)]
    assert [row.is_enrolled for row in rows] == [False, True, True]
    assert (rows[0].title, rows[0].cover, rows[0].minutes) == ("Inventory Management", "60 days", 24)
    assert rows[0].languages == (ZH, EN)


def test_row_of_a_passed_exam_shows_the_score():
    enrolment = do_lessons(enrolled())
    sit_exam(enrolment, wrong=4)
    sit_exam(enrolment, wrong=1)

    (row,) = course_rows(enrolment.person, language=ZH)

    assert (row.score, row.has_exam) == (75, True)


def test_rows_are_ones_own():
    course = released()
    completed(enrolled(course=course))

    (row,) = course_rows(LearnerFactory(), language=ZH)

    assert (row.verb, row.score, row.certificate_uuid) == (Verb.START, None, None)
    assert course_rows(PersonFactory(), language=ZH) == []


def test_home_leads_to_the_course_last_studied():
    person = LearnerFactory()
    first, second = (enrolled(person, released()) for _course in range(2))
    done = completed(enrolled(person, released(short_course())))
    fresh = released()
    keep_place(first, lesson_key=keys_of(first)[0], section="own")

    card, rows = home_shown(person, language=ZH)

    assert [row.course_uuid for row in rows] == [
        first.course.uuid,
        second.course.uuid,
        done.course.uuid,
        fresh.uuid,
    ]
    assert card.course_uuid == first.course.uuid
    assert card.url == f"{lesson_url(first, 1)}#own"
    assert (card.lesson.number, card.lesson_count, card.verb) == (1, 3, Verb.CARRY_ON)
    assert (card.sum, card.sum_note) == ("620,000 ÷ 10,360", "库存 ÷ 一天卖掉的货")
    assert card.section == ("own", "用你自己的数")
    assert card.minutes_left == 6
    assert card.steps == (LessonState.UNDER_WAY, LessonState.NOT_STARTED, LessonState.NOT_STARTED)


def test_home_leads_to_the_exam_when_the_lessons_are_done():
    enrolment = do_lessons(enrolled())

    card, _rows = home_shown(enrolment.person, language=EN)

    assert (card.lesson, card.exam.state) == (None, ExamState.READY)
    assert card.url == f"/learn/courses/{enrolment.course.uuid}/exam/"
    assert card.minutes_left == 30


def test_home_passes_over_what_is_locked():
    person = LearnerFactory()
    other = enrolled(person, released())
    locked = do_lessons(enrolled(person, released()))
    for _attempt in range(3):
        sit_exam(locked, wrong=4)

    card, _rows = home_shown(person, language=ZH)

    assert card.course_uuid == other.course.uuid


def test_what_is_to_be_done_anew_stands_before_what_is_done_and_what_was_never_started():
    person = LearnerFactory()
    never, again, done = (released(short_course()) for _course in range(3))
    completed(enrolled(person, again))
    completed(enrolled(person, done))
    open_cycle(person, again.activity, reason="New rules")

    _card, rows = home_shown(person, language=EN)

    assert [row.course_uuid for row in rows] == [again.uuid, done.uuid, never.uuid]
    assert [(row.verb, row.round_number) for row in rows[:2]] == [(Verb.START, 2), (Verb.CERTIFICATE, 1)]


def test_home_of_somebody_with_nothing_under_way_has_no_card():
    enrolment = completed(enrolled(course=released(short_course())))

    card, rows = home_shown(enrolment.person, language=ZH)

    assert card is None
    assert len(rows) == 1


@pytest.fixture
def person_with(request):
    person, questions = LearnerFactory(), (compiled_question(),)
    for number in range(request.param):
        course = released(compiled_course(lessons=lesson_in_both(1), questions=questions))
        if number % 2 == 0:
            sit_exam(do_lessons(enrolled(person, course)), wrong=number % 4 // 2)
    return person


@pytest.mark.parametrize("person_with", [1, 30], indirect=True)
def test_lists_take_six_queries_for_who_sat_an_exam(person_with, django_assert_num_queries):
    course_rows(person_with, language=ZH)

    with django_assert_num_queries(6):
        course_rows(person_with, language=ZH)
    with django_assert_num_queries(6):
        home_shown(person_with, language=ZH)


@pytest.mark.parametrize("person_with", [1, 30], indirect=True)
def test_outlines_not_read_before_take_a_constant_number_of_queries(person_with, django_assert_num_queries):
    with django_assert_num_queries(9):
        course_rows(person_with, language="fr")
