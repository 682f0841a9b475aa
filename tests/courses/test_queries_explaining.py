import uuid

import pytest
from django.utils import translation

from courses.actions import complete_lesson, start_attempt
from courses.plans import plan_of
from learning.api import explain, open_cycle
from tests.factories.courses import (
    EN,
    ZH,
    answer_check,
    completed,
    do_lesson,
    do_lessons,
    enrolled,
    released,
    short_course,
    sit_exam,
)
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def reasons(enrolment):
    return explain(enrolment.person, enrolment.course.activity).reasons


def test_course_not_started_says_so():
    course = released()

    explanation = explain(LearnerFactory(), course.activity)

    assert explanation.is_done is False
    assert explanation.reasons == ["“Inventory Management” has not been started."]


def test_course_under_way_says_what_is_missing_lesson_by_lesson():
    enrolment = enrolled()
    first, _second, third = plan_of(enrolment.structure).lessons
    answer_check(enrolment, plan_of(enrolment.structure).lessons[first][0])

    assert reasons(enrolment) == [
        "Lesson 1, “Lesson 1”, is not done: question 2 is open.",
        "Lesson 2, “Lesson 2”, is not done: question 1 is open.",
        "Lesson 3, “Lesson 3”, is not done: press the button at its end.",
        "The exam opens when you have done the remaining 3 lessons.",
    ]

    complete_lesson(enrolment, lesson_key=uuid.UUID(third), language=EN)
    do_lesson(enrolment, first)
    assert reasons(enrolment) == [
        "Lesson 2, “Lesson 2”, is not done: question 1 is open.",
        "The exam opens when you have done the last lesson.",
    ]


def test_exam_not_taken_is_what_is_missing():
    assert reasons(do_lessons(enrolled())) == ["The exam has not been taken yet."]


def test_open_attempt_is_what_is_missing():
    enrolment = do_lessons(enrolled())
    start_attempt(enrolment)

    assert reasons(enrolment) == ["An attempt at the exam is open and not handed in."]


def test_failed_exam_says_what_it_takes():
    enrolment = do_lessons(enrolled())
    sit_exam(enrolment, wrong=4)

    assert reasons(enrolment) == ["The exam is not passed yet; 75 % are needed."]


def test_used_up_attempts_say_who_can_help():
    enrolment = do_lessons(enrolled())
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)

    assert reasons(enrolment)[0].startswith("All 3 attempts are used up.")


def test_done_course_is_explained_by_its_record():
    enrolment = completed(enrolled())

    explanation = explain(enrolment.person, enrolment.course.activity)

    assert explanation.is_done
    assert explanation.reasons[0].startswith("Done on ")


def test_new_round_is_explained_anew():
    enrolment = completed(enrolled(course=released(short_course())))
    open_cycle(enrolment.person, enrolment.course.activity, reason="Every year")

    assert reasons(enrolment)[-1] == "“Inventory Management” has not been started."


def test_sentences_are_in_the_active_language():
    enrolment = enrolled()

    with translation.override(ZH):
        lines = reasons(enrolment)

    assert "第1" in lines[0]


def test_explaining_does_not_tell_answers():
    enrolment = enrolled()

    assert "CANARY" not in "".join(reasons(enrolment))
