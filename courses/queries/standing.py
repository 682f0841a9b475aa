"""Where a person stands in a course, put together from an outline, an enrolment and its attempts. No queries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from courses import rules
from courses.enums import ExamState, LessonState, Verb
from courses.exceptions import CourseClosed
from courses.models import Attempt, AttemptGrant, Course, Enrolment
from courses.shown import AttemptRow, ExamShown, GrantShown, LessonRow, Outline, OutlineLesson

LESSON_VERBS = {
    LessonState.NOT_STARTED: Verb.START,
    LessonState.UNDER_WAY: Verb.CARRY_ON,
    LessonState.DONE: Verb.REVIEW,
}
EXAM_VERBS = {
    ExamState.LOCKED: Verb.LOCKED,
    ExamState.READY: Verb.START,
    ExamState.UNDER_WAY: Verb.CARRY_ON_EXAM,
    ExamState.FAILED: Verb.TRY_AGAIN,
    ExamState.USED_UP: Verb.LOCKED,
    ExamState.PASSED: Verb.REVIEW,
}


def lesson_rows(outline: Outline, enrolment: Enrolment | None) -> tuple[LessonRow, ...]:
    progress: dict[str, Any] = enrolment.progress if enrolment else {}
    place: dict[str, str] = enrolment.place if enrolment else {}
    current = _current_key(outline, progress, place) if enrolment else None
    return tuple(
        _lesson_row(lesson, progress, place, is_current=str(lesson.key) == current) for lesson in outline.lessons
    )


def lesson_row(lesson: OutlineLesson, enrolment: Enrolment) -> LessonRow:
    """One of `lesson_rows`, without saying whether it is the one to carry on with."""
    return _lesson_row(lesson, enrolment.progress, enrolment.place, is_current=False)


def _current_key(outline: Outline, progress: dict[str, Any], place: dict[str, str]) -> str | None:
    """Where one stopped, or else the first lesson not done."""
    todo = [str(lesson.key) for lesson in outline.lessons if not rules.is_lesson_done(progress, str(lesson.key))]
    return place.get("lesson") if place.get("lesson") in todo else next(iter(todo), None)


def _lesson_row(
    lesson: OutlineLesson, progress: dict[str, Any], place: dict[str, str], *, is_current: bool
) -> LessonRow:
    own = progress.get(str(lesson.key), {})
    section = section_in(lesson, place)
    if own.get("done"):
        state, minutes_left = LessonState.DONE, 0
    elif own.get("right") or place.get("lesson") == str(lesson.key):
        state, minutes_left = LessonState.UNDER_WAY, minutes_after(lesson, section[0] if section else "")
    else:
        state, minutes_left = LessonState.NOT_STARTED, lesson.minutes
    return LessonRow(
        lesson=lesson,
        state=state,
        verb=LESSON_VERBS[state],
        minutes_left=minutes_left,
        done_at=datetime.fromisoformat(own["done"]) if own.get("done") else None,
        is_current=is_current,
        section=section,
    )


def section_in(lesson: OutlineLesson, place: dict[str, str]) -> tuple[str, str] | None:
    """(block id, title) where the person stopped in this lesson."""
    if place.get("lesson") != str(lesson.key):
        return None
    return next(((block_id, title) for block_id, title in lesson.sections if block_id == place.get("section")), None)


def minutes_after(lesson: OutlineLesson, section: str) -> int:
    """Minutes from the section to the end, taking all parts of a lesson as equally long; at least one."""
    ids = [block_id for block_id, _title in lesson.sections]
    if section not in ids:
        return lesson.minutes
    return max(math.ceil(lesson.minutes * (len(ids) - ids.index(section)) / len(ids)), 1)


def attempt_rows(attempts: Iterable[Attempt]) -> tuple[AttemptRow, ...]:
    """Newest first."""
    return tuple(
        AttemptRow(
            uuid=attempt.uuid,
            number=attempt.number,
            started_at=attempt.started_at,
            submitted_at=attempt.submitted_at,
            score=attempt.score,
            is_passed=attempt.is_passed,
        )
        for attempt in sorted(attempts, key=lambda attempt: attempt.number, reverse=True)
    )


def exam_standing(
    course: Course,
    outline: Outline,
    rows: Sequence[LessonRow],
    attempts: Iterable[Attempt],
    grants: Sequence[AttemptGrant],
) -> ExamShown | None:
    """None if the course has no exam. `grants`: of the enrolment, oldest first."""
    if outline.exam is None:
        return None
    past = attempt_rows(attempts)
    missing = tuple(row.lesson for row in rows if row.state != LessonState.DONE)
    allowed = rules.attempts_in_all(outline.exam.attempts_allowed, sum(grant.count for grant in grants))
    state = rules.exam_state(
        is_lessons_done=not missing,
        has_open_attempt=any(row.submitted_at is None for row in past),
        attempts_used=len(past),
        has_passed=any(row.is_passed for row in past),
        attempts_allowed=allowed,
    )
    return ExamShown(
        course_uuid=course.uuid,
        course_title=outline.title,
        language=outline.language,
        facts=outline.exam,
        state=state,
        verb=EXAM_VERBS[state],
        why=why_exam_is_locked(state, missing_count=len(missing), attempts_allowed=allowed),
        missing=missing,
        attempts_left=rules.attempts_left(allowed, len(past)),
        attempts=past,
        open_attempt=next((row for row in past if row.submitted_at is None), None),
        grant=_grant_in_hand(grants) if state == ExamState.FAILED else None,
    )


def _grant_in_hand(grants: Sequence[AttemptGrant]) -> GrantShown | None:
    """Given when none was left, so what is left is of the newest one."""
    if not grants:
        return None
    newest = grants[-1]
    return GrantShown(count=newest.count, reason=newest.reason, granted_at=newest.granted_at)


def why_exam_is_locked(state: ExamState, *, missing_count: int, attempts_allowed: int) -> str:
    if state == ExamState.LOCKED:
        text = ngettext(
            "The exam opens when you have done the last lesson.",
            "The exam opens when you have done the remaining %(count)d lessons.",
            missing_count,
        )
        return text % {"count": missing_count}
    if state == ExamState.USED_UP:
        text = ngettext(
            "The only attempt is used up. The lessons stay open.",
            "All %(count)d attempts are used up. The lessons stay open.",
            attempts_allowed,
        )
        return text % {"count": attempts_allowed}
    return ""


def next_step(
    course: Course,
    enrolment: Enrolment | None,
    rows: Sequence[LessonRow],
    exam: ExamShown | None,
    certificate_uuid: UUID | None,
) -> tuple[Verb, str, str]:
    """The one verb of a course, the address that it leads to, and why it is locked."""
    home = reverse("courses:course_detail", args=[course.uuid])
    if enrolment is None:
        if rules.can_enrol(course):
            return Verb.START, home, ""
        return Verb.LOCKED, home, str(CourseClosed())
    if enrolment.completed_at:
        if certificate_uuid:
            return Verb.CERTIFICATE, reverse("certificates:certificate_detail", args=[certificate_uuid]), ""
        return Verb.REVIEW, home, ""
    current = next((row for row in rows if row.is_current), None)
    if current:
        return Verb.CARRY_ON, lesson_url(course, current), ""
    return _exam_step(exam, home)


def _exam_step(exam: ExamShown | None, home: str) -> tuple[Verb, str, str]:
    if exam is None:
        return Verb.CARRY_ON, home, ""
    if exam.open_attempt:
        return exam.verb, exam.open_attempt.url, ""
    verb = Verb.TO_EXAM if exam.verb == Verb.START else exam.verb
    return verb, exam.url, exam.why


def lesson_url(course: Course, row: LessonRow) -> str:
    """The lesson, at the block where the person stopped: a block's id is its anchor."""
    url = reverse("courses:lesson_detail", args=[course.uuid, row.lesson.key])
    return f"{url}#{row.section[0]}" if row.section else url
