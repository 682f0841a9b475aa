"""Sitting an exam. The server makes the attempt, keeps the time, keeps every answer, and marks what was saved."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import grading, rules
from courses.compiled import ExamRules
from courses.enums import ExamState, QuestionKind
from courses.exceptions import AnswerConflict, AnswerNotUnderstood, AttemptClosed, CourseHasNoExam, ExamLocked
from courses.models import Attempt, AttemptAnswer, Enrolment
from courses.plans import Plan, Question, plan_of
from courses.queries.exams import (
    answers_given,
    answers_that_count,
    attempts_overdue,
    grants_of,
    highest_sequence,
    last_answered_at,
    marks_of,
)
from courses.queries.lessons import version_of
from courses.queries.standing import why_exam_is_locked
from courses.queries.words import units_of_questions
from courses.shown import SavedAnswer
from foundation import audit
from foundation.prepared import prepared
from foundation.writing import insert, update

from .completing import lock_enrolment, note_progress
from .moments import moment_in, moment_of

logger = logging.getLogger(__name__)

HIGHEST_SEQUENCE = 1_000_000
chance = SystemRandom()


def start_attempt(enrolment: Enrolment, *, at: datetime | None = None) -> Attempt:
    """The open attempt, begun now (or `at`) if there is none.

    Raises ExamLocked, which says why, CourseHasNoExam and MomentNotPossible.
    """
    for attempt in enrolment.attempts.filter(submitted_at=None):
        submit_if_overdue(attempt)  # in a transaction of its own: it stays handed in if no other may be started
    return _start(enrolment, at)


@transaction.atomic
def _start(enrolment: Enrolment, at: datetime | None) -> Attempt:
    enrolment = lock_enrolment(enrolment)
    plan = plan_of(enrolment.structure)
    if plan.rules is None:
        raise CourseHasNoExam(enrolment.course.uuid)
    attempts = list(enrolment.attempts.all())
    open_attempt = next((attempt for attempt in attempts if attempt.is_open), None)
    if open_attempt:
        return open_attempt
    _refuse_if_locked(enrolment, plan, plan.rules, attempts)
    begun_at = moment_in(enrolment, at)
    deadline_at = begun_at + timedelta(minutes=plan.rules.minutes) if plan.rules.minutes else None
    attempt = insert(
        Attempt(
            enrolment=enrolment,
            number=len(attempts) + 1,
            version=version_of(enrolment),
            order=_shuffled(plan, plan.rules),
            started_at=begun_at,
            deadline_at=deadline_at,
            closes_at=deadline_at + timedelta(seconds=plan.rules.grace_seconds) if deadline_at else None,
        )
    )
    audit.record("start_attempt", obj=attempt, actor=enrolment.person, number=attempt.number)
    return attempt


def _refuse_if_locked(enrolment: Enrolment, plan: Plan, exam_rules: ExamRules, attempts: list[Attempt]) -> None:
    missing = rules.lessons_missing(plan, enrolment.progress)
    allowed = rules.attempts_in_all(exam_rules.attempts_allowed, sum(one.count for one in grants_of(enrolment)))
    state = rules.exam_state(
        is_lessons_done=not missing,
        has_open_attempt=False,
        attempts_used=len(attempts),
        has_passed=any(attempt.is_passed for attempt in attempts),
        attempts_allowed=allowed,
    )
    if state == ExamState.PASSED:
        raise ExamLocked(_("You have passed this exam. There is no need to take it again."))
    why = why_exam_is_locked(state, missing_count=len(missing), attempts_allowed=allowed)
    if why:
        raise ExamLocked(why)


def _shuffled(plan: Plan, exam_rules: ExamRules) -> dict[str, Any]:
    def in_order(keys: list[str], *, is_shuffled: bool) -> list[str]:
        return chance.sample(keys, len(keys)) if is_shuffled else keys

    return {
        "questions": in_order([question.key for question in plan.questions], is_shuffled=exam_rules.shuffle_questions),
        "choices": {
            question.key: in_order(list(question.choices), is_shuffled=exam_rules.shuffle_choices)
            for question in plan.questions
            if question.kind in QuestionKind.with_choices()
        },
    }


def answer_exam_question(
    attempt: Attempt,
    *,
    question_key: UUID,
    given: Any,
    client_uuid: UUID,
    sequence: int | None = None,
    at: datetime | None = None,
) -> SavedAnswer:
    """Save an answer as it is given. It says nothing about right or wrong.

    `sequence` is the client's number, one above the highest it knows; None puts the answer last. After the end
    (deadline and grace, or handed in) the answer is kept, does not count, and `notice` says so. The same request
    again gives the same result; another answer under the same `client_uuid` is kept, does not count and raises
    AnswerConflict. Raises AnswerNotUnderstood for what cannot be an answer to a question of this attempt, and
    MomentNotPossible.
    """
    question = plan_of(attempt.version.structure).exam.get(str(question_key))
    if question is None:
        raise AnswerNotUnderstood.for_foreign_question()
    tidied = grading.tidy(question, given)
    with transaction.atomic():
        locked = lock_attempt(attempt)
        answers = answers_given(locked)
        given_at = moment_of(at, since=locked.started_at)
        answer = AttemptAnswer(
            attempt=locked,
            question_key=question_key,
            client_uuid=client_uuid,
            sequence=highest_sequence(answers) + 1 if sequence is None else _possible(sequence),
            given=tidied,
            is_late=not locked.is_open or locked.is_overdue(given_at),
            saved_at=given_at,
        )
        answer = _keep_answer(answer, answers)
    if answer.is_conflict:
        raise AnswerConflict
    return _saved(attempt, question, answer, answers)


def _possible(sequence: int) -> int:
    return max(0, min(sequence, HIGHEST_SEQUENCE))


def _keep_answer(answer: AttemptAnswer, answers: list[AttemptAnswer]) -> AttemptAnswer:
    """The row that stands for this answer: an earlier equal one, or this, marked if it clashes with an earlier one.

    This one joins `answers`, which are all there are so far.
    """
    earlier = [one for one in answers if one.client_uuid == answer.client_uuid]
    for one in earlier:
        if (one.question_key, one.given) == (answer.question_key, answer.given):
            return one
    answer.is_conflict = bool(earlier)
    answers.append(insert(answer))
    return answer


def _saved(attempt: Attempt, question: Question, answer: AttemptAnswer, answers: list[AttemptAnswer]) -> SavedAnswer:
    notice = grading.notice_about(question, answer.given, units_of_questions(attempt.version)[question.key])
    if answer.is_late:
        notice = _("The time was over when this answer arrived. It is kept, but it does not count.")
    given = answers_that_count(answers)
    return SavedAnswer(
        question_key=answer.question_key,
        saved_at=answer.saved_at,
        counts=not answer.is_late,
        notice=notice,
        answered_count=sum(grading.is_answered(one.value) for one in given.values()),
        next_sequence=highest_sequence(answers) + 1,
    )


@transaction.atomic
def flag_question(attempt: Attempt, *, question_key: UUID, is_flagged: bool) -> None:
    """Mark a question to look at again, or take the mark away. Raises AttemptClosed, AnswerNotUnderstood."""
    attempt = lock_attempt(attempt)
    if not attempt.is_open:
        raise AttemptClosed
    key = str(question_key)
    if key not in attempt.order["questions"]:
        raise AnswerNotUnderstood.for_foreign_question()
    wanted = {*attempt.flags, key} if is_flagged else {*attempt.flags} - {key}
    attempt.flags = [one for one in attempt.order["questions"] if one in wanted]
    attempt.save(update_fields=["flags"])


@transaction.atomic
def submit_attempt(attempt: Attempt, *, language: str, at: datetime | None = None) -> Attempt:
    """Hand in: mark what was saved, and complete the course if it was the last thing missing. Again is fine.

    `language`: in which the person sat it, for the learning record. Raises MomentNotPossible.
    """
    enrolment = lock_enrolment(attempt.enrolment)
    attempt = lock_attempt(attempt)
    if not attempt.is_open:
        return attempt
    handed_in_at = moment_of(at, since=last_answered_at(attempt) if at else None)
    return _submit(attempt, enrolment, at=handed_in_at, language=language)


@transaction.atomic
def submit_if_overdue(attempt: Attempt) -> Attempt:
    """Hand in for the person whose time is over. Gives back the attempt as it now is."""
    now = timezone.now()
    if not attempt.is_overdue(now):
        return attempt
    enrolment = lock_enrolment(attempt.enrolment)
    attempt = lock_attempt(attempt)
    return _submit(attempt, enrolment, at=now, language="") if attempt.is_overdue(now) else attempt


def submit_overdue_attempts() -> int:
    """All whose time is over, each in a transaction of its own: one that fails holds up no other. Returns how many."""
    overdue = attempts_overdue(timezone.now())
    count = 0
    attempts = Attempt.objects.select_related("enrolment", "version__structure").filter(pk__in=overdue)
    for attempt in attempts.order_by("pk"):
        try:
            submit_if_overdue(attempt)
        except Exception:  # whatever it is, the others must be handed in
            logger.exception("Attempt %s could not be handed in.", attempt.uuid)
        else:
            count += 1
    return count


def lock_attempt(attempt: Attempt) -> Attempt:
    """The row as it is now. Without the lock an answer could be saved as in time while the attempt is being marked."""
    locked = _locked_attempts(attempt.pk)[0]
    locked.enrolment, locked.version = attempt.enrolment, attempt.version  # an attempt keeps both for ever
    return locked


@prepared
def _locked_attempts(attempt: int) -> QuerySet[Attempt]:
    return Attempt.objects.select_for_update(no_key=True).filter(pk=attempt)


def _submit(attempt: Attempt, enrolment: Enrolment, *, at: datetime, language: str) -> Attempt:
    """Both rows are locked. Time that ran out ends at its end, whenever this is called."""
    score = marks_of(attempt)
    attempt.submitted_at = min(at, attempt.closes_at) if attempt.closes_at else at
    attempt.score, attempt.is_passed, attempt.marks = score.percent, score.is_passed, score.marks
    update(attempt, "submitted_at", "score", "is_passed", "marks")
    audit.record("submit_attempt", obj=attempt, actor=enrolment.person, is_passed=score.is_passed)
    note_progress(enrolment, language=language or enrolment.person.language, at=attempt.submitted_at)
    return attempt
