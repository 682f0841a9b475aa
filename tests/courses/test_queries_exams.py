import uuid
from datetime import timedelta

import pytest
import time_machine

from courses.actions import flag_question, start_attempt, submit_attempt
from courses.compiled import ExamRules
from courses.enums import ExamState, QuestionKind, Verb
from courses.exceptions import AttemptClosed, CourseHasNoExam
from courses.queries import attempt_shown, attempts_of, enrolments_of, exam_shown, result_shown
from tests.factories.courses import (
    EN,
    ZH,
    answer_exam,
    compiled_question,
    enrolled,
    exam_questions,
    ready,
    released,
    sit_exam,
    without_exam,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def read(attempt):
    """As a request reads it."""
    return attempts_of(attempt.enrolment.person).get(pk=attempt.pk)


def of_kind(attempt, kind):
    """(number, question)"""
    return next((number, one) for number, one in enumerate(exam_questions(attempt), 1) if one.kind == kind)


def test_exam_before_the_lessons_are_done_says_what_is_missing():
    exam = exam_shown(enrolled(), language=EN)

    assert (exam.state, exam.verb) == (ExamState.LOCKED, Verb.LOCKED)
    assert exam.why == "The exam opens when you have done the remaining 3 lessons."
    assert [lesson.title for lesson in exam.missing] == ["Lesson 1", "Lesson 2", "Lesson 3"]
    assert (exam.facts.question_count, exam.facts.pass_mark, exam.facts.minutes) == (4, 75, 30)


def test_exam_tells_the_attempts_made_and_left(enrolment):
    first = sit_exam(enrolment, wrong=4)
    second = start_attempt(enrolment)

    exam = exam_shown(enrolment, language=ZH)

    assert (exam.state, exam.verb, exam.why) == (ExamState.UNDER_WAY, Verb.CARRY_ON_EXAM, "")
    assert (len(exam.attempts), exam.attempts_left) == (2, 1)
    assert [row.uuid for row in exam.attempts] == [second.uuid, first.uuid]
    assert exam.open_attempt.uuid == second.uuid
    assert [row.url for row in exam.attempts] == [
        f"/learn/attempts/{second.uuid}/",
        f"/learn/attempts/{first.uuid}/result/",
    ]


@pytest.mark.parametrize(
    ("wrongs", "state", "verb"),
    [
        ([], ExamState.READY, Verb.START),
        ([4], ExamState.FAILED, Verb.TRY_AGAIN),
        ([4, 4, 4], ExamState.USED_UP, Verb.LOCKED),
        ([4, 0], ExamState.PASSED, Verb.REVIEW),
    ],
)
def test_exam_has_one_verb_per_state(enrolment, wrongs, state, verb):
    for wrong in wrongs:
        sit_exam(enrolment, wrong=wrong)

    exam = exam_shown(enrolment, language=ZH)

    assert (exam.state, exam.verb) == (state, verb)


def test_any_number_of_attempts_leaves_none_to_count():
    exam = exam_shown(ready(rules=ExamRules(attempts_allowed=0)), language=ZH)

    assert exam.attempts_left is None


def test_course_without_an_exam_says_so():
    with pytest.raises(CourseHasNoExam):
        exam_shown(enrolled(course=released(without_exam())), language=ZH)


def test_attempt_opens_on_the_first_question_without_an_answer(attempt):
    answer_exam(attempt, exam_questions(attempt)[0])

    shown = attempt_shown(attempt, language=ZH)

    assert shown.question.number == 2
    assert [row.is_answered for row in shown.overview] == [True, False, False, False]
    assert (shown.answered_count, shown.unanswered, shown.next_sequence) == (1, (2, 3, 4), 2)
    assert shown.saved_at


@pytest.mark.parametrize(("number", "opened"), [(3, 3), (None, 1), (0, 1), (5, 1), (-1, 1)])
def test_attempt_opens_on_the_question_asked_for(attempt, number, opened):
    assert attempt_shown(attempt, language=ZH, number=number).question.number == opened


def test_attempt_with_every_answer_opens_on_the_last_question(attempt):
    for question in exam_questions(attempt):
        answer_exam(attempt, question)

    shown = attempt_shown(attempt, language=ZH)

    assert (shown.question.number, shown.unanswered) == (4, ())


def test_another_device_finds_the_same_answers_flags_and_time(attempt):
    number, question = of_kind(attempt, QuestionKind.SINGLE)
    answer_exam(attempt, question, "c")
    flag_question(attempt, question_key=uuid.UUID(question.key), is_flagged=True)

    shown = attempt_shown(read(attempt), language=ZH, number=number)

    assert (shown.question.given, shown.question.is_flagged, shown.flagged_count) == ("c", True, 1)
    assert [choice.key for choice in shown.question.choices if choice.is_given] == ["c"]
    assert [choice.key for choice in shown.question.choices] == attempt.order["choices"][question.key]
    assert shown.deadline_at == attempt.deadline_at


def test_every_question_comes_along_for_phones_without_a_line(attempt):
    shown = attempt_shown(attempt, language=ZH)

    assert [question.number for question in shown.questions] == [1, 2, 3, 4]
    assert shown.questions[0] == shown.question


def test_several_answers_given_are_all_marked(attempt):
    number, question = of_kind(attempt, QuestionKind.MULTIPLE)
    answer_exam(attempt, question, ["d", "a"])

    choices = attempt_shown(attempt, language=ZH, number=number).question.choices

    assert {choice.key for choice in choices if choice.is_given} == {"a", "d"}


@pytest.mark.parametrize("given", [True, False])
def test_true_and_false_stand_in_one_order(attempt, given):
    number, question = of_kind(attempt, QuestionKind.TRUE_FALSE)
    answer_exam(attempt, question, given)

    choices = attempt_shown(attempt, language=EN, number=number).question.choices

    assert [(one.key, one.text, one.is_given) for one in choices] == [
        ("true", "True", given),
        ("false", "False", not given),
    ]


def test_number_that_could_not_be_read_still_says_what_to_write(attempt):
    number, question = of_kind(attempt, QuestionKind.NUMERIC)
    answer_exam(attempt, question, "很多")

    view = attempt_shown(attempt, language=EN, number=number).question

    assert (view.given, view.unit, view.choices) == ("很多", "yuan", ())
    assert "Write digits only" in view.notice


def test_question_falls_back_to_the_language_there_is():
    attempt = start_attempt(ready(questions=(compiled_question(prompt="哪个？"),)))

    view = attempt_shown(attempt, language=EN).question

    assert (view.prompt, view.language) == ("哪个？", ZH)


def test_time_left_is_the_servers(attempt):
    with time_machine.travel(attempt.started_at + timedelta(minutes=18, seconds=30), tick=False):
        assert attempt_shown(attempt, language=ZH).seconds_left == 690
    with time_machine.travel(attempt.deadline_at + timedelta(seconds=5), tick=False):
        assert attempt_shown(attempt, language=ZH).seconds_left == 0


def test_attempt_without_a_limit_counts_no_seconds():
    attempt = start_attempt(ready(rules=ExamRules(minutes=0)))

    assert attempt_shown(attempt, language=ZH).seconds_left is None


def test_submitted_attempt_is_not_shown_as_open(attempt):
    with pytest.raises(AttemptClosed):
        attempt_shown(submit_attempt(attempt, language=ZH), language=ZH)


@pytest.mark.parametrize("question_count", [1, 30])
def test_exam_pages_take_a_constant_number_of_queries(question_count, django_assert_num_queries):
    enrolment = ready(questions=tuple(compiled_question() for _number in range(question_count)))
    attempt = start_attempt(enrolment)
    for question in exam_questions(attempt):
        answer_exam(attempt, question, "a")
    attempt_shown(attempt, language=ZH)

    with django_assert_num_queries(2):
        attempt_shown(read(attempt), language=ZH)

    submit_attempt(attempt, language=ZH)
    result_shown(read(attempt), language=ZH)
    with django_assert_num_queries(6):
        result_shown(read(attempt), language=ZH)


@pytest.mark.parametrize("attempt_count", [1, 30])
def test_exam_page_takes_three_queries_however_many_attempts(attempt_count, django_assert_num_queries):
    enrolment = ready(rules=ExamRules(attempts_allowed=0), questions=(compiled_question(),))
    past = sit_exam(enrolment, wrong=1)
    for number in range(2, attempt_count + 1):
        past.pk, past.uuid, past.number = None, uuid.uuid4(), number
        past.save()
    exam_shown(enrolment, language=ZH)
    person = enrolment.person

    with django_assert_num_queries(3):
        exam_shown(enrolments_of(person).first(), language=ZH)
