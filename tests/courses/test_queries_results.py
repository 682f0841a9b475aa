import pytest

from courses.actions import start_attempt, submit_attempt
from courses.compiled import ExamRules
from courses.enums import ExamState, Feedback, QuestionKind
from courses.queries import attempts_of, result_shown
from tests.factories.courses import (
    EN,
    RULES,
    ZH,
    answer_exam,
    exam_questions,
    ready,
    right_answer,
    sit_exam,
    wrong_answer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def read(attempt):
    """As a request reads it."""
    return attempts_of(attempt.enrolment.person).get(pk=attempt.pk)


def of_kind(attempt, kind):
    """(number, question)"""
    return next((number, one) for number, one in enumerate(exam_questions(attempt), 1) if one.kind == kind)


def test_open_attempt_has_no_result(attempt):
    with pytest.raises(ValueError, match="no result"):
        result_shown(attempt, language=ZH)


def test_result_tells_the_score_and_marks_with_the_lesson_to_go_back_to(enrolment):
    attempt = start_attempt(enrolment)
    questions = exam_questions(attempt)
    answer_exam(attempt, questions[0], wrong_answer(questions[0]))
    answer_exam(attempt, questions[1])
    submit_attempt(attempt, language=ZH)

    result = result_shown(read(attempt), language=EN)

    assert (result.score, result.is_passed, result.pass_mark) == (25, False, 75)
    assert (result.right_count, result.question_count, result.unanswered) == (1, 4, (3, 4))
    assert [row.is_right for row in result.rows] == [False, True, False, False]
    assert {row.lesson.title for row in result.rows} == {"Lesson 1"}
    assert (result.exam.state, result.exam.attempts_left) == (ExamState.FAILED, 2)
    assert result.certificate_uuid is None


def test_result_counts_late_answers(enrolment, attempt):
    submit_attempt(attempt, language=ZH)
    answer_exam(attempt, exam_questions(attempt)[0])

    assert result_shown(read(attempt), language=ZH).late_count == 1


def test_passed_result_leads_to_the_certificate(enrolment):
    attempt = sit_exam(enrolment)

    result = result_shown(read(attempt), language=ZH)

    assert (result.is_passed, result.is_course_done) == (True, True)
    assert result.certificate_uuid == enrolment.person.certificates.get().uuid


def test_result_reads_answers_back_in_words(enrolment):
    attempt = sit_exam(enrolment)

    rows = result_shown(read(attempt), language=EN).rows

    texts = {question.kind: row.given_text for question, row in zip(exam_questions(attempt), rows, strict=True)}
    assert texts == {
        QuestionKind.SINGLE: "b en",
        QuestionKind.MULTIPLE: "a en · c en",
        QuestionKind.TRUE_FALSE: "True",
        QuestionKind.NUMERIC: "1640 yuan",
    }


def rules_with(feedback):
    return ExamRules(**vars(RULES) | {"feedback": feedback})


def feedback_in(attempt):
    result = result_shown(read(attempt), language=EN)
    return result.shows_feedback, any(row.explanation or row.right_answer or row.choice_feedback for row in result.rows)


def test_feedback_never_is_never():
    enrolment = ready(rules=rules_with(Feedback.NEVER))
    failed, passed = sit_exam(enrolment, wrong=4), sit_exam(enrolment)

    assert feedback_in(failed) == feedback_in(passed) == (False, False)


def test_feedback_after_each_attempt_comes_with_the_result():
    assert feedback_in(sit_exam(ready(rules=rules_with(Feedback.AFTER_SUBMISSION)), wrong=4)) == (True, True)


def test_feedback_after_passing_waits_for_the_pass_and_then_shows_in_every_attempt(enrolment):
    failed = sit_exam(enrolment, wrong=4)
    assert feedback_in(failed) == (False, False)

    passed = sit_exam(enrolment)
    assert feedback_in(failed) == feedback_in(passed) == (True, True)


def test_feedback_after_passing_shows_when_no_attempt_is_left(enrolment):
    attempts = [sit_exam(enrolment, wrong=4) for _attempt in range(3)]

    assert feedback_in(attempts[0]) == (True, True)


def test_feedback_does_not_show_while_the_last_attempt_is_open(enrolment):
    failed = [sit_exam(enrolment, wrong=4) for _attempt in range(2)]
    start_attempt(enrolment)

    assert feedback_in(failed[0]) == (False, False)


def test_feedback_has_the_right_answer_why_and_what_was_overlooked(enrolment):
    attempt = start_attempt(enrolment)
    for question in exam_questions(attempt):
        wrong = question.kind == QuestionKind.SINGLE
        answer_exam(attempt, question, "a" if wrong else right_answer(question))
    submit_attempt(attempt, language=ZH)

    rows = result_shown(read(attempt), language=EN).rows
    row = dict(zip([question.kind for question in exam_questions(attempt)], rows, strict=True))

    single, number = row[QuestionKind.SINGLE], row[QuestionKind.NUMERIC]
    assert (single.is_right, single.right_answer) == (False, "b en")
    assert single.choice_feedback == "CANARY overlooks a"
    assert single.explanation.startswith("CANARY why")
    assert number.right_answer == "1640 yuan"
