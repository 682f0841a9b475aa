"""Doing a lesson: its check questions, and the button at its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses import grading, rules
from courses.exceptions import AnswerConflict, AnswerNotUnderstood, LessonHasOpenQuestions, LessonNotInCourse
from courses.models import CheckAnswer, Enrolment, LessonCompletion
from courses.plans import Plan, Question, plan_of
from courses.queries.lessons import version_of
from courses.queries.results import feedback_keys
from courses.queries.words import lesson_words_in, units_of_check
from courses.shown import CheckResult

from .completing import lock_enrolment, note_progress
from .moments import moment_in


def answer_check_question(
    enrolment: Enrolment,
    *,
    lesson_key: UUID,
    question_key: str,
    given: Any,
    client_uuid: UUID,
    language: str,
    at: datetime | None = None,
) -> CheckResult:
    """Keep an answer to a check question and say whether it is right. The lesson is done with its last one right.

    The same request again gives the same result. Another answer under the same `client_uuid` is kept, does not count
    and raises AnswerConflict. A number that cannot be read is neither: `notice` says what to write. Also raises
    AnswerNotUnderstood, LessonNotInCourse, MomentNotPossible.
    """
    question = _question_in(plan_of(enrolment.structure), lesson_key, question_key)
    tidied = grading.tidy(question, given)
    if not grading.is_answered(tidied):
        raise AnswerNotUnderstood.for_nothing()
    units = units_of_check(version_of(enrolment), lesson_key, question_key)
    notice = grading.notice_about(question, tidied, units)
    with transaction.atomic():
        enrolment = lock_enrolment(enrolment)
        answer = CheckAnswer(
            enrolment=enrolment,
            lesson_key=lesson_key,
            question_key=question_key,
            client_uuid=client_uuid,
            given=tidied,
            is_right=grading.is_right(question, tidied, units),
            answered_at=moment_in(enrolment, at),
        )
        is_conflict = _keep_answer(answer)
        if not is_conflict:
            _note_answer(enrolment, answer, language)
    if is_conflict:
        raise AnswerConflict
    return _result(enrolment, lesson_key, question, tidied, units=units, notice=notice, language=language)


def _question_in(plan: Plan, lesson_key: UUID, question_key: str) -> Question:
    checks = plan.lessons.get(str(lesson_key))
    if checks is None:
        raise LessonNotInCourse
    found = next((check for check in checks if check.key == question_key), None)
    if found is None:
        raise AnswerNotUnderstood.for_foreign_question()
    return found


def _keep_answer(answer: CheckAnswer) -> bool:
    """Whether it clashes with an earlier one. The same again is not kept twice."""
    earlier = CheckAnswer.objects.filter(enrolment=answer.enrolment_id, client_uuid=answer.client_uuid).order_by("pk")
    same = [one for one in earlier if (one.question_key, one.given) == (answer.question_key, answer.given)]
    if same:
        return same[0].is_conflict
    answer.is_conflict = bool(earlier)
    answer.save()
    return answer.is_conflict


def _note_answer(enrolment: Enrolment, answer: CheckAnswer, language: str) -> None:
    """The lesson is done with the last of its questions answered right."""
    key = str(answer.lesson_key)
    right = {*enrolment.progress.get(key, {}).get("right", [])} | ({answer.question_key} if answer.is_right else set())
    if {check.key for check in plan_of(enrolment.structure).lessons[key]} <= right:
        _finish(enrolment, answer.lesson_key, language, answer.answered_at)
    note_progress(enrolment, language=language, at=answer.answered_at)


def _finish(enrolment: Enrolment, lesson_key: UUID, language: str, at: datetime) -> None:
    LessonCompletion.objects.get_or_create(
        enrolment=enrolment, lesson_key=lesson_key, defaults={"language": language, "completed_at": at}
    )


def _result(
    enrolment: Enrolment,
    lesson_key: UUID,
    question: Question,
    given: Any,
    *,
    units: set[str],
    notice: str,
    language: str,
) -> CheckResult:
    words = lesson_words_in(version_of(enrolment), lesson_key, language)
    feedback = words.feedback.get(question.key, {})
    texts = feedback.get("choices", {})
    open_checks = rules.checks_open(plan_of(enrolment.structure), enrolment.progress, str(lesson_key))
    return CheckResult(
        check_key=question.key,
        is_right=None if notice else grading.is_right(question, given, units),
        notice=notice,
        explanation="" if notice else feedback.get("explanation", ""),
        choice_feedback={key: texts[key] for key in feedback_keys(given) if texts.get(key)},
        open_checks=len(open_checks),
        is_lesson_done=rules.is_lesson_done(enrolment.progress, str(lesson_key)),
        is_course_done=enrolment.completed_at is not None,
    )


@transaction.atomic
def complete_lesson(enrolment: Enrolment, *, lesson_key: UUID, language: str, at: datetime | None = None) -> Enrolment:
    """The button at the end of a lesson. Again is fine. Gives the enrolment as it is afterwards.

    Raises LessonHasOpenQuestions, which says which, LessonNotInCourse and MomentNotPossible.
    """
    plan = plan_of(enrolment.structure)
    if str(lesson_key) not in plan.lessons:
        raise LessonNotInCourse
    enrolment = lock_enrolment(enrolment)
    still_open = rules.checks_open(plan, enrolment.progress, str(lesson_key))
    if still_open:
        raise LessonHasOpenQuestions(tuple(still_open))
    if not rules.is_lesson_done(enrolment.progress, str(lesson_key)):
        done_at = moment_in(enrolment, at)
        _finish(enrolment, lesson_key, language, done_at)
        note_progress(enrolment, language=language, at=done_at)
    return enrolment
