"""A submitted attempt: marks for each question, and, once they are due, right answers and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certificates.api import certificates_held_by
from courses import grading, rules
from courses.enums import QuestionKind
from courses.models import Attempt
from courses.plans import Plan, Question, plan_of
from courses.shown import Outline, ResultRow, ResultShown

from .exams import Given, answers_given, answers_that_count, exam_shown, truth_text
from .outlines import outline_of
from .words import QuestionWords, question_words_in


def result_shown(attempt: Attempt, *, language: str) -> ResultShown:
    """Raises ValueError for an attempt that is still open."""
    if attempt.submitted_at is None or attempt.score is None:
        raise ValueError("An open attempt has no result.")
    enrolment = attempt.enrolment
    plan = plan_of(attempt.version.structure)
    outline = outline_of(attempt.version, language)
    exam = exam_shown(enrolment, language=language)
    is_due = plan.rules is not None and rules.is_feedback_due(plan.rules.feedback, exam.state)
    answers = answers_given(attempt)
    rows = _rows(attempt, plan, outline, language, answers_that_count(answers), shows_feedback=is_due)
    return ResultShown(
        uuid=attempt.uuid,
        course_uuid=enrolment.course.uuid,
        course_title=outline.title,
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        score=attempt.score,
        pass_mark=exam.facts.pass_mark,
        is_passed=bool(attempt.is_passed),
        right_count=sum(attempt.marks.values()),
        question_count=len(rows),
        unanswered=tuple(row.number for row in rows if not row.given_text),
        late_count=sum(answer.is_late and not answer.is_conflict for answer in answers),
        rows=rows,
        shows_feedback=is_due,
        is_course_done=enrolment.completed_at is not None,
        certificate_uuid=_certificate_of(attempt),
        exam=exam,
    )


def _certificate_of(attempt: Attempt) -> Any:
    """Earned by completing the course in the round of this attempt."""
    enrolment = attempt.enrolment
    credential = enrolment.course.activity.credential_id
    if credential is None or not attempt.is_passed:
        return None
    held = certificates_held_by(enrolment.person).filter(credential=credential, cycle=enrolment.cycle)
    return held.values_list("uuid", flat=True).first()


def _rows(
    attempt: Attempt, plan: Plan, outline: Outline, language: str, given: Mapping[str, Given], *, shows_feedback: bool
) -> tuple[ResultRow, ...]:
    rows = []
    for number, key in enumerate(attempt.order["questions"], 1):
        question = plan.exam[key]
        words = question_words_in(attempt.version, key, language)
        value = given[key].value if key in given else None
        row = ResultRow(
            number=number,
            prompt=words.prompt,
            language=words.language,
            given_text=_as_text(question, words, value),
            is_right=attempt.marks[key],
            lesson=outline.lesson(question.lesson),
            right_answer=_right_answer(question, words) if shows_feedback else "",
            explanation=words.feedback.get("explanation", "") if shows_feedback else "",
            choice_feedback=_choice_feedback(words, value) if shows_feedback else "",
        )
        rows.append(row)
    return tuple(rows)


def _as_text(question: Question, words: QuestionWords, value: Any) -> str:
    if not grading.is_answered(value):
        return ""
    match question.kind:
        case QuestionKind.NUMERIC:
            return _with_unit(value, words.unit)
        case QuestionKind.TRUE_FALSE:
            return truth_text(value)
        case QuestionKind.SINGLE:
            return words.choices[value]
        case _:
            return " · ".join(words.choices[key] for key in question.choices if key in value)


def _with_unit(value: Any, unit: str) -> str:
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}".strip()


def _right_answer(question: Question, words: QuestionWords) -> str:
    if question.kind == QuestionKind.NUMERIC:
        return _with_unit(question.answer["value"], words.unit)
    return _as_text(question, words, question.answer)


def _choice_feedback(words: QuestionWords, value: Any) -> str:
    keys = feedback_keys(value)
    texts = words.feedback.get("choices", {})
    return " ".join(texts[key] for key in keys if texts.get(key))


def feedback_keys(value: Any) -> list[str]:
    """Under which keys feedback on what was given stands."""
    if isinstance(value, bool):
        return [str(value).lower()]
    return list(value) if isinstance(value, list) else [value]
