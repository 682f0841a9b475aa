"""What must not leave before it is due says CANARY; here it is looked for in everything that the domain hands out."""

import dataclasses
import uuid
from collections.abc import Mapping
from datetime import timedelta

import pytest
import time_machine
from django.db.models import Model, QuerySet

from courses import api
from courses.compiled import ExamRules
from courses.enums import Feedback, QuestionKind
from courses.plans import plan_of
from courses.queries import attempts_of
from tests.factories.courses import (
    EN,
    RULES,
    ZH,
    answer_check,
    answer_exam,
    compiled_course,
    do_lessons,
    enrolled,
    exam_questions,
    in_both,
    released,
    sit_exam,
    wrong_answer,
)
from tests.factories.courses import compiled_question as question_of_kind

pytestmark = pytest.mark.django_db

SECRETS = ("CANARY", "7353.25", "is_right", "'answer'")


def said_by(value):
    """Everything that a template or a serializer could reach without another query, as one text."""
    if dataclasses.is_dataclass(value):
        parts = [said_by(getattr(value, field.name)) for field in dataclasses.fields(value)]
        parts += [field.name for field in dataclasses.fields(value)]
        return " ".join(parts)
    if isinstance(value, Model):
        return said_by(vars(value))
    if isinstance(value, Mapping):
        return " ".join(f"{key!r} {said_by(inner)}" for key, inner in value.items())
    if isinstance(value, (list, tuple, set, QuerySet)):
        return " ".join(said_by(inner) for inner in value)
    return repr(value)


def leaks_in(*values):
    text = " ".join(said_by(value) for value in values)
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def course():
    """Its one right number stands nowhere else."""
    number = in_both(question_of_kind, QuestionKind.NUMERIC, answer={"value": "7353.25", "tolerance": "0"})
    compiled = compiled_course(rules=ExamRules(**vars(RULES) | {"feedback": Feedback.AFTER_PASS}))
    return released(dataclasses.replace(compiled, questions=(*compiled.questions, *number)))


@pytest.fixture
def enrolment(course):
    return enrolled(course=course)


def test_the_net_catches_what_it_should(enrolment):
    version = enrolment.structure.version

    assert leaks_in(list(version.lessons.all())) == ["CANARY"]
    assert leaks_in(list(version.questions.all())) == ["CANARY"]
    assert leaks_in(enrolment.structure) == ["7353.25", "'answer'"]


def pages_of(person, course, language):
    read = api.enrolments_of(person).get()
    keys = plan_of(read.structure).lessons
    yield api.course_shown(api.courses_visible_to(person).get(), person, language=language)
    yield api.course_rows(person, language=language)
    yield api.home_shown(person, language=language)
    yield api.exam_shown(read, language=language)
    for key in keys:
        yield dataclasses.replace(api.lesson_shown(read, lesson_key=key, language=language), checks={})
        yield [check.explanation for check in api.lesson_shown(read, lesson_key=key, language=language).checks.values()]
    for attempt in attempts_of(person):
        if attempt.is_open:
            yield api.attempt_shown(attempt, language=language)


def rows_of(person):
    yield list(api.courses_visible_to(person))
    yield list(api.enrolments_of(person))
    yield list(api.enrolments_visible_to(person))
    yield list(attempts_of(person))


@pytest.mark.parametrize("language", [ZH, EN])
def test_nothing_tells_before_anything_was_answered(enrolment, language):
    person = enrolment.person

    assert leaks_in(*pages_of(person, enrolment.course, language), *rows_of(person)) == []


@pytest.mark.parametrize("language", [ZH, EN])
def test_an_open_attempt_tells_nothing(enrolment, language):
    do_lessons(enrolment)
    attempt = api.start_attempt(enrolment)
    saved = [answer_exam(attempt, question) for question in exam_questions(attempt)]
    saved += [answer_exam(attempt, question, wrong_answer(question)) for question in exam_questions(attempt)]
    shown = [
        api.attempt_shown(attempt, language=language, number=number)
        for number in range(1, len(exam_questions(attempt)) + 1)
    ]

    assert leaks_in(*shown, *saved, api.exam_shown(enrolment, language=language)) == []


def test_a_late_answer_tells_nothing(enrolment):
    do_lessons(enrolment)
    attempt = api.start_attempt(enrolment)
    with time_machine.travel(attempt.closes_at + timedelta(minutes=1)):
        attempt = api.submit_if_overdue(attempt)
        saved = [answer_exam(attempt, question, wrong_answer(question)) for question in exam_questions(attempt)]

    assert leaks_in(*saved) == []


def test_a_failed_attempt_tells_its_marks_and_nothing_else(enrolment):
    do_lessons(enrolment)
    attempt = sit_exam(enrolment, wrong=5)

    result = api.result_shown(attempts_of(enrolment.person).get(), language=ZH)

    assert leaks_in(result) == ["is_right"]
    assert leaks_in(list(attempts_of(enrolment.person))) == []
    assert not attempt.is_passed


def test_passing_tells(enrolment):
    do_lessons(enrolment)
    sit_exam(enrolment)

    result = api.result_shown(attempts_of(enrolment.person).get(), language=ZH)

    assert {"CANARY", "7353.25"} <= set(leaks_in(result))


def test_a_wrong_check_answer_tells_of_its_own_question_only(enrolment):
    key, (single, number) = next(iter(plan_of(enrolment.structure).lessons.items()))

    result = answer_check(enrolment, single, "a")
    lesson = api.lesson_shown(api.enrolments_of(enrolment.person).get(), lesson_key=uuid.UUID(key), language=ZH)

    assert number.key not in said_by(result)
    assert "CANARY" not in said_by(lesson)


def test_an_unreadable_check_answer_tells_nothing(enrolment):
    _key, (_single, number) = next(iter(plan_of(enrolment.structure).lessons.items()))

    assert "CANARY" not in said_by(answer_check(enrolment, number, "很多"))


def test_leaders_learn_nothing_of_answers(enrolment):
    do_lessons(enrolment)
    sit_exam(enrolment, wrong=5)

    (row,) = api.enrolments_visible_to(enrolment.person)

    assert set(vars(row)) - {"_state"} == {
        "id",
        "uuid",
        "person_id",
        "course_id",
        "cycle",
        "started_at",
        "completed_at",
        "has_passed",
    }
