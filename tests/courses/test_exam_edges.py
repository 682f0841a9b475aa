"""The edges of an exam: the last moment, the order that stays, courses that close or change meanwhile."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from certificates.models import Certificate
from courses import grading
from courses.actions import close_course, exams, release_course, start_attempt, submit_attempt, submit_if_overdue
from courses.compiled import ExamRules
from courses.enums import ExamState, QuestionKind
from courses.exceptions import AnswerNotUnderstood, ExamLocked
from courses.models import Attempt, AttemptAnswer, Course, Enrolment
from courses.plans import Question, plan_of
from courses.queries import attempt_shown, attempts_of, exam_shown, result_shown
from tests.factories.courses import (
    EN,
    ZH,
    answer_exam,
    compiled_course,
    compiled_question,
    do_lessons,
    enrolled,
    exam_questions,
    in_both,
    ready,
    released,
    right_answer,
    sit_exam,
    wrong_answer,
)
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]

MOMENT = timedelta(microseconds=1)


def questions(count):
    return tuple(q for _number in range(count) for q in in_both(compiled_question, QuestionKind.TRUE_FALSE))


def numeric(value, tolerance="0"):
    return Question("n", QuestionKind.NUMERIC, (), {"value": value, "tolerance": tolerance})


@pytest.mark.parametrize(
    ("value", "tolerance", "typed", "is_right"),
    [
        ("54", "0", "54.0", True),
        ("54", "0", "54.000001", False),
        ("54", "0.5", "54.5", True),
        ("54", "0.5", "54.50000001", False),
        ("0.1", "0.2", "0.3", True),
        ("-12.5", "0", "−12.5", True),
        ("-12.5", "0", "12.5", False),
        ("0", "0", "-0", True),
        ("1234567.89", "0.01", "1,234,567.88", True),
        ("1234567.89", "0.01", "1,234,567.87", False),
    ],
)
def test_tolerance_includes_its_edge_exactly(value, tolerance, typed, is_right):
    """Decimals, not binary floats: 0.1 + 0.2 is 0.3."""
    assert grading.is_right(numeric(value, tolerance), typed) is is_right


@pytest.mark.parametrize("length", [60, 61])
def test_number_may_be_sixty_characters_long(length):
    typed = "1" * length

    if length == 60:
        assert grading.tidy(numeric("1"), typed) == typed
    else:
        with pytest.raises(AnswerNotUnderstood, match="too long"):
            grading.tidy(numeric("1"), typed)


@pytest.mark.parametrize(("wrong", "is_passed"), [(0, True), (1, True), (2, False)])
def test_eight_of_ten_pass_at_eighty_and_seven_do_not(wrong, is_passed):
    rules = ExamRules(pass_mark=80, attempts_allowed=1)
    enrolment = ready(questions=questions(5), rules=rules)

    result = sit_exam(enrolment, wrong=wrong)

    assert result.is_passed is is_passed
    assert result.score == Decimal(100) * (5 - wrong) / 5


def test_exam_of_one_question_is_all_or_nothing():
    enrolment = ready(questions=questions(1))

    assert sit_exam(enrolment, wrong=1).score == 0
    assert sit_exam(enrolment).score == 100


@pytest.mark.parametrize(("offset", "counts"), [(-MOMENT, True), (timedelta(0), True), (MOMENT, False)])
def test_grace_ends_with_its_last_moment(attempt, offset, counts):
    question = exam_questions(attempt)[0]

    with time_machine.travel(attempt.closes_at + offset, tick=False):
        saved = answer_exam(attempt, question)

    assert saved.counts is counts
    assert AttemptAnswer.objects.get().is_late is not counts


@pytest.mark.parametrize(("offset", "is_open"), [(timedelta(0), True), (MOMENT, False)])
def test_attempt_is_handed_in_after_the_grace_not_at_its_end(attempt, offset, is_open):
    with time_machine.travel(attempt.closes_at + offset, tick=False):
        assert submit_if_overdue(attempt).is_open is is_open


def test_handing_in_during_the_grace_is_of_that_moment(attempt):
    in_grace = attempt.deadline_at + timedelta(seconds=5)

    with time_machine.travel(in_grace, tick=False):
        handed_in = submit_attempt(attempt, language=ZH)

    assert handed_in.submitted_at == in_grace > attempt.deadline_at


def test_time_left_never_goes_below_nothing(attempt):
    with time_machine.travel(attempt.closes_at, tick=False):
        assert attempt_shown(attempt, language=ZH).seconds_left == 0


def test_order_of_questions_and_choices_is_the_same_at_every_look(attempt):
    looks = [attempt_shown(Attempt.objects.get(), language=language) for language in (ZH, EN, ZH)]

    orders = [
        [(question.key, [choice.key for choice in question.choices]) for question in look.questions] for look in looks
    ]  # fmt: skip
    assert orders[0] == orders[1] == orders[2]
    assert [str(key) for key, _choices in orders[0]] == attempt.order["questions"]


def test_every_shuffle_holds_all_questions_and_choices_once():
    enrolment = ready(questions=questions(12) + in_both(compiled_question, QuestionKind.MULTIPLE))
    plan = plan_of(enrolment.structure)

    for _attempt in range(3):
        order = sit_exam(enrolment, wrong=13).order
        assert sorted(order["questions"]) == sorted(plan.exam)
        assert {key: sorted(keys) for key, keys in order["choices"].items()} == {
            key: sorted(question.choices) for key, question in plan.exam.items() if question.choices
        }


def test_each_attempt_has_an_order_of_its_own(monkeypatch):
    """By chance that nobody can foretell, so here it is a chance that does not repeat itself."""
    turns = iter(range(100))

    class Turning:
        def sample(self, keys, count):
            turn = next(turns) % count
            return [*keys[turn:], *keys[:turn]]

    monkeypatch.setattr(exams, "chance", Turning())
    enrolment = ready(questions=questions(5))

    first, second = sit_exam(enrolment, wrong=5), sit_exam(enrolment, wrong=5)

    assert first.order["questions"] != second.order["questions"]


def test_second_device_finds_what_the_first_one_left(attempt):
    first, second, *_rest = exam_questions(attempt)
    answer_exam(attempt, first, wrong_answer(first), sequence=1)

    shown = attempt_shown(Attempt.objects.get(), language=EN)
    answer_exam(Attempt.objects.get(), first, right_answer(first), sequence=shown.next_sequence)
    answer_exam(attempt, second, sequence=2)

    assert shown.question.key == uuid.UUID(second.key)
    assert submit_attempt(attempt, language=EN).marks[first.key] is True


def test_attempt_begun_before_the_course_closed_still_earns_the_certificate(attempt):
    close_course(attempt.enrolment.course.key)
    for question in exam_questions(attempt):
        answer_exam(attempt, question)

    assert submit_attempt(attempt, language=ZH).is_passed

    assert Certificate.objects.filter(holder_person=attempt.enrolment.person).count() == 1


def test_failed_attempt_may_be_tried_again_after_the_course_closed():
    enrolment = ready()
    sit_exam(enrolment, wrong=4)
    close_course(enrolment.course.key)

    assert sit_exam(Enrolment.objects.get(), wrong=0).is_passed


def test_new_right_answers_are_for_new_enrolments_only():
    """Whoever is under way finishes the structure they began, to the last question."""
    compiled = compiled_course()
    enrolment = do_lessons(enrolled(course=released(compiled)))
    release_course(compiled_course(key=compiled.key, lessons=compiled.lessons, questions=questions(2)))

    assert len(exam_questions(start_attempt(enrolment))) == 4
    newcomer = do_lessons(enrolled(LearnerFactory(), Course.objects.get()))
    assert len(exam_questions(start_attempt(newcomer))) == 2


def test_exam_in_one_language_is_sat_and_read_back_in_that_one():
    enrolment = ready(questions=(compiled_question(QuestionKind.SINGLE, language=EN, prompt="How many days?"),))

    attempt = start_attempt(enrolment)
    shown = attempt_shown(attempt, language=ZH)
    answer_exam(attempt, exam_questions(attempt)[0])
    result = result_shown(submit_attempt(attempt, language=ZH), language=ZH)

    assert (shown.question.prompt, shown.question.language) == ("How many days?", EN)
    assert result.is_passed


def test_number_may_be_typed_with_the_unit_of_the_other_language():
    enrolment = ready(questions=in_both(compiled_question, QuestionKind.NUMERIC))
    attempt = start_attempt(enrolment)

    answer_exam(attempt, exam_questions(attempt)[0], "１，６４０ YUAN")

    assert submit_attempt(attempt, language=ZH).score == 100


def test_used_up_attempts_say_how_many_there_were():
    enrolment = ready(rules=ExamRules(pass_mark=75, attempts_allowed=2))
    for _attempt in range(2):
        sit_exam(enrolment, wrong=4)

    with pytest.raises(ExamLocked, match="All 2 attempts are used up"):
        start_attempt(enrolment)

    assert exam_shown(Enrolment.objects.get(), language=EN).state == ExamState.USED_UP


def test_attempts_of_a_person_are_theirs_alone(attempt):
    other = start_attempt(ready())

    assert list(attempts_of(attempt.enrolment.person)) == [attempt]
    assert list(attempts_of(other.enrolment.person)) == [other]


@pytest.mark.parametrize("name", ["attempt_detail", "submit_attempt", "attempt_result"])
@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "not-a-uuid", "%00"])
def test_attempts_that_never_were_are_not_there(client, attempt, name, key):
    client.force_login(attempt.enrolment.person)
    there = reverse(f"courses:{name}", args=[attempt.uuid])

    assert client.get(there.replace(str(attempt.uuid), key)).status_code == 404


@pytest.mark.parametrize("sequence", ["-1", "1e3", "x" * 5000, "99999999999999999999"])
def test_odd_sequence_numbers_are_refused_or_bounded_and_break_nothing(client, attempt, sequence):
    client.force_login(attempt.enrolment.person)
    question = exam_questions(attempt)[0]
    sent = {"question_key": question.key, "given": right_answer(question), "sequence": sequence}

    response = client.post(
        reverse("courses:answer_exam_question", args=[attempt.uuid]), sent, headers={"Accept": "application/json"}
    )

    assert response.status_code in {200, 400}
    assert AttemptAnswer.objects.filter(sequence__gt=exams.HIGHEST_SEQUENCE).count() == 0
