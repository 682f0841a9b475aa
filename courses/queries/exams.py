"""An exam and its attempts as screens show them. What tells right from wrong is read here only when it is due."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import grading, rules
from courses.enums import QuestionKind
from courses.exceptions import AttemptClosed, CourseHasNoExam
from courses.models import Attempt, AttemptAnswer, AttemptGrant, Enrolment
from courses.plans import Question, plan_of
from courses.shown import AttemptShown, ChoiceShown, ExamShown, OverviewRow, QuestionShown
from foundation.prepared import prepared

from .lessons import version_of
from .outlines import outline_of
from .standing import exam_standing, lesson_rows
from .words import QuestionWords, question_words_in, units_of_questions


def exam_shown(enrolment: Enrolment, *, language: str) -> ExamShown:
    """Raises CourseHasNoExam."""
    outline = outline_of(version_of(enrolment), language)
    attempts = enrolment.attempts.defer("order", "marks", "flags")
    rows = lesson_rows(outline, enrolment)
    exam = exam_standing(enrolment.course, outline, rows, attempts, grants_of(enrolment))
    if exam is None:
        raise CourseHasNoExam(enrolment.course.uuid)
    return exam


def grants_of(enrolment: Enrolment) -> list[AttemptGrant]:
    """Oldest first."""
    return _grants(enrolment.pk)


@prepared
def _grants(enrolment: int) -> QuerySet[AttemptGrant]:
    return AttemptGrant.objects.filter(enrolment=enrolment).order_by("pk")


def is_out_of_attempts(enrolment: Enrolment) -> bool:
    """Whether the exam is not passed and no attempt at it is left."""
    try:
        exam = exam_shown(enrolment, language="")
    except CourseHasNoExam:
        return False
    return rules.can_grant_attempts(exam.state)


def shows_right_answers(enrolment: Enrolment) -> bool:
    """Whether the exam's rule shows them to this person now."""
    plan = plan_of(enrolment.structure)
    return plan.rules is not None and rules.is_feedback_due(
        plan.rules.feedback, exam_shown(enrolment, language="").state
    )


@dataclass(frozen=True)
class Given:
    """The answer to one question that counts."""

    value: Any
    saved_at: datetime


def answers_given(attempt: Attempt) -> list[AttemptAnswer]:
    """Every one that was ever sent."""
    return _answers_given(attempt.pk)


@prepared
def _answers_given(attempt: int) -> QuerySet[AttemptAnswer]:
    return AttemptAnswer.objects.filter(attempt=attempt)


def answers_that_count(answers: Iterable[AttemptAnswer]) -> dict[str, Given]:
    """{question key: answer}: of those in time, the one with the highest (sequence, id)."""
    in_order = sorted(answers, key=lambda answer: (answer.sequence, answer.pk))
    return {
        str(answer.question_key): Given(answer.given, answer.saved_at)
        for answer in in_order
        if not answer.is_late and not answer.is_conflict
    }


def highest_sequence(answers: Iterable[AttemptAnswer]) -> int:
    return max((answer.sequence for answer in answers), default=0)


def marks_of(attempt: Attempt) -> grading.Score:
    """A function of the saved answers alone."""
    plan = plan_of(attempt.version.structure)
    given = {key: answer.value for key, answer in answers_that_count(answers_given(attempt)).items()}
    pass_mark = plan.rules.pass_mark if plan.rules else 0
    return grading.score_of(plan.questions, given, units=units_of_questions(attempt.version), pass_mark=pass_mark)


def last_answered_at(attempt: Attempt) -> datetime:
    """Of the answers that count; before the first one, the beginning."""
    counting = answers_that_count(answers_given(attempt)).values()
    return max((answer.saved_at for answer in counting), default=attempt.started_at)


def attempts_overdue(now: datetime) -> list[int]:
    """Ids of open attempts whose time and grace are over."""
    overdue = Attempt.objects.filter(submitted_at=None, closes_at__lt=now)
    return list(overdue.order_by("pk").values_list("pk", flat=True))


def seconds_left(attempt: Attempt, now: datetime) -> int | None:
    if attempt.deadline_at is None:
        return None
    return max(math.ceil((attempt.deadline_at - now).total_seconds()), 0)


def attempt_shown(attempt: Attempt, *, language: str, number: int | None = None) -> AttemptShown:
    """The open attempt on question `number`; None or out of range: the first without an answer, or else the last.

    Raises AttemptClosed for a submitted one: show its result. Let `actions.submit_if_overdue` see it first.
    """
    if not attempt.is_open:
        raise AttemptClosed
    answers = answers_given(attempt)
    given = answers_that_count(answers)
    overview = _overview(attempt, given)
    chosen = _chosen(overview, number)
    questions = tuple(_question_shown(attempt, row, given.get(str(row.key)), language) for row in overview)
    moments = [answer.saved_at for answer in given.values()]
    return AttemptShown(
        uuid=attempt.uuid,
        course_uuid=attempt.enrolment.course.uuid,
        course_title=outline_of(attempt.version, language).title,
        number=attempt.number,
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        seconds_left=seconds_left(attempt, timezone.now()),
        question=questions[chosen.number - 1],
        questions=questions,
        overview=overview,
        answered_count=sum(row.is_answered for row in overview),
        flagged_count=sum(row.is_flagged for row in overview),
        unanswered=tuple(row.number for row in overview if not row.is_answered),
        next_sequence=highest_sequence(answers) + 1,
        saved_at=max(moments, default=None),
    )


def _overview(attempt: Attempt, given: Mapping[str, Given]) -> tuple[OverviewRow, ...]:
    return tuple(
        OverviewRow(
            number=number,
            key=UUID(key),
            is_answered=key in given and grading.is_answered(given[key].value),
            is_flagged=key in attempt.flags,
        )
        for number, key in enumerate(attempt.order["questions"], 1)
    )


def _chosen(overview: Sequence[OverviewRow], number: int | None) -> OverviewRow:
    if number is not None and 1 <= number <= len(overview):
        return overview[number - 1]
    return next((row for row in overview if not row.is_answered), overview[-1])


def _question_shown(attempt: Attempt, row: OverviewRow, given: Given | None, language: str) -> QuestionShown:
    question = plan_of(attempt.version.structure).exam[str(row.key)]
    words = question_words_in(attempt.version, question.key, language)
    units = units_of_questions(attempt.version)[question.key]
    value = given.value if given else None
    return QuestionShown(
        number=row.number,
        key=row.key,
        kind=question.kind,
        prompt=words.prompt,
        choices=choices_shown(question, words, value, attempt.order["choices"].get(question.key, [])),
        unit=words.unit,
        language=words.language,
        given=value,
        notice=grading.notice_about(question, value, units),
        is_flagged=row.is_flagged,
        saved_at=given.saved_at if given else None,
    )


def choices_shown(
    question: Question, words: QuestionWords, given: Any, order: Sequence[str]
) -> tuple[ChoiceShown, ...]:
    if question.kind == QuestionKind.NUMERIC:
        return ()
    if question.kind == QuestionKind.TRUE_FALSE:
        return tuple(
            ChoiceShown(key=key, text=truth_text(is_true), is_given=given is is_true)
            for key, is_true in grading.TRUTHS.items()
        )
    chosen = given if isinstance(given, list) else [given]
    return tuple(ChoiceShown(key=key, text=words.choices[key], is_given=key in chosen) for key in order)


def truth_text(is_true: bool) -> str:  # noqa: FBT001 - the truth is the whole question
    return _("True") if is_true else _("False")
