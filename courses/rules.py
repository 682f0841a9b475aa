"""Who may do what in a course, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .enums import ExamState, Feedback
from .models import Course
from .plans import Plan

CLOSED_STATES = {ExamState.PASSED, ExamState.USED_UP}


def can_enrol(course: Course) -> bool:
    return course.is_open and course.structure_id is not None


def is_possible_moment(at: datetime, *, since: datetime | None, now: datetime) -> bool:
    return at <= now and (since is None or at >= since)


def is_lesson_done(progress: Mapping[str, Any], lesson_key: str) -> bool:
    return bool(progress.get(lesson_key, {}).get("done"))


def lessons_missing(plan: Plan, progress: Mapping[str, Any]) -> list[str]:
    """Keys of the lessons still to do, in order."""
    return [key for key in plan.lessons if not is_lesson_done(progress, key)]


def checks_open(plan: Plan, progress: Mapping[str, Any], lesson_key: str) -> list[int]:
    """Numbers, from 1, of the lesson's check questions that were never answered right."""
    right = progress.get(lesson_key, {}).get("right", [])
    return [number for number, check in enumerate(plan.lessons[lesson_key], 1) if check.key not in right]


def attempts_in_all(allowed: int, granted: int) -> int:
    """By the exam's rules and beyond them; 0: any number."""
    return allowed + granted if allowed else 0


def attempts_left(allowed: int, used: int) -> int | None:
    """None: any number."""
    return max(allowed - used, 0) if allowed else None


def exam_state(
    *, is_lessons_done: bool, has_open_attempt: bool, attempts_used: int, has_passed: bool, attempts_allowed: int
) -> ExamState:
    """An open attempt is never locked: whoever began may finish."""
    if has_passed:
        return ExamState.PASSED
    if has_open_attempt:
        return ExamState.UNDER_WAY
    if not is_lessons_done:
        return ExamState.LOCKED
    if attempts_allowed and attempts_used >= attempts_allowed:
        return ExamState.USED_UP
    return ExamState.FAILED if attempts_used else ExamState.READY


def can_grant_attempts(state: ExamState) -> bool:
    """Only who has none left is given more: so a request that comes twice gives once."""
    return state == ExamState.USED_UP


def is_feedback_due(feedback: Feedback, state: ExamState) -> bool:
    """Whether right answers and explanations of submitted attempts may be shown, in this state of the exam."""
    if feedback == Feedback.AFTER_PASS:
        return state in CLOSED_STATES
    return feedback == Feedback.AFTER_SUBMISSION


def is_course_done(plan: Plan, progress: Mapping[str, Any], *, has_passed: bool) -> bool:
    return not lessons_missing(plan, progress) and (plan.rules is None or has_passed)
