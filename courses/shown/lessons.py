"""A lesson page, and what answering and completing came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.enums import LessonState

from .outlines import OutlineLesson


@dataclass(frozen=True, kw_only=True)
class CheckShown:
    """A check question's state. `explanation` is "" until it was answered right; its words stand in the block."""

    key: str
    number: int
    is_right: bool
    explanation: str


@dataclass(frozen=True, kw_only=True)
class LessonEnd:
    """What stands at the end of a lesson and below it: the same for all who stand there alike. Fields as in
    LessonShown; `open_checks`: how many questions are not answered right yet."""

    course_uuid: UUID
    lesson: OutlineLesson
    state: LessonState
    open_checks: int
    can_be_done_by_button: bool
    previous: OutlineLesson | None
    next: OutlineLesson | None
    is_course_done: bool
    exam_is_open: bool


@dataclass(frozen=True, kw_only=True)
class LessonShown:
    """A lesson page.

    `blocks`: [{"id", "type", "value"}…] as compiled (shared: do not change them). `version`, a digest, stands for
    them together with `lesson.key` and `language`: these never come with other blocks. `checks`: {check key:
    CheckShown}. `notes`: {block id: value} as `keep_note` kept it. `can_be_done_by_button`: has no check question and
    is not done. `previous`, `next`: neighbours, None at the ends. `is_fallback`: not in the language asked for.
    `section`: block id where the person stopped in this lesson, or "".
    """

    course_uuid: UUID
    course_title: str
    lesson: OutlineLesson
    lesson_count: int
    version: str
    blocks: tuple[Mapping[str, Any], ...]
    language: str
    is_fallback: bool
    state: LessonState
    done_at: datetime | None
    checks: Mapping[str, CheckShown]
    can_be_done_by_button: bool
    notes: Mapping[str, Any]
    section: str
    previous: OutlineLesson | None
    next: OutlineLesson | None
    is_course_done: bool
    has_exam: bool
    exam_is_open: bool

    @property
    def end(self) -> LessonEnd:
        return LessonEnd(
            course_uuid=self.course_uuid,
            lesson=self.lesson,
            state=self.state,
            open_checks=sum(not check.is_right for check in self.checks.values()),
            can_be_done_by_button=self.can_be_done_by_button,
            previous=self.previous,
            next=self.next,
            is_course_done=self.is_course_done,
            exam_is_open=self.exam_is_open,
        )


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """What answering a check question came to.

    `is_right` None: the answer could not be read, `notice` says what to write, and nothing was judged. `explanation`
    and `choice_feedback` ({choice key given: text}) are for this question only. `open_checks`: how many of the lesson
    still wait.
    """

    check_key: str
    is_right: bool | None
    notice: str
    explanation: str
    choice_feedback: Mapping[str, str]
    open_checks: int
    is_lesson_done: bool
    is_course_done: bool
