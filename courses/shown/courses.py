"""A course as one person sees it: its page, a row of a list, the card of what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from courses.enums import LessonState, Verb

from .exams import ExamShown
from .outlines import Outline, OutlineLesson


@dataclass(frozen=True, kw_only=True)
class LessonRow:
    """A lesson in a person's outline. `minutes_left` is 0 when done. `section`: (block id, title) where they stopped,
    or None. `is_current`: the one to carry on with."""

    lesson: OutlineLesson
    state: LessonState
    verb: Verb
    minutes_left: int
    done_at: datetime | None
    is_current: bool
    section: tuple[str, str] | None


@dataclass(frozen=True, kw_only=True)
class RoundShown:
    """A further round that the person is in. `number` counts from 1, so this is 2 at least."""

    number: int
    opened_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class CourseShown:
    """A course page. Before enrolment `enrolment_uuid` is None and every lesson is NOT_STARTED.

    `verb` belongs to `url`, the next thing to open: a lesson at its section, the exam, the certificate; START is a POST
    to courses:start_course. `lessons_left` and `minutes_left` are of lessons not done. `certificate_uuid`: earned in
    this round. `round`: None in the first one, and once it is done. `earns_certificate` and `valid_months` (None: for
    ever): what passing brings.
    """

    course_uuid: UUID
    outline: Outline
    rows: tuple[LessonRow, ...]
    exam: ExamShown | None
    verb: Verb
    why: str
    url: str
    is_open: bool
    enrolment_uuid: UUID | None
    started_at: datetime | None
    completed_at: datetime | None
    lessons_done: int
    lessons_left: int
    minutes_left: int
    current: LessonRow | None
    certificate_uuid: UUID | None
    round: RoundShown | None
    earns_certificate: bool
    valid_months: int | None


@dataclass(frozen=True, kw_only=True)
class CourseRow:
    """A course in a list (catalogue, home), with where the person stands. Fields as in CourseShown.

    `positions`: for whom, empty for everyone. `round_number` counts from 1. `score`: of the passed
    exam.
    """

    course_uuid: UUID
    key: UUID
    title: str
    ask: str
    cover: str
    cover_note: str
    language: str
    languages: tuple[str, ...]
    positions: tuple[str, ...]
    lesson_count: int
    minutes: int
    has_exam: bool
    verb: Verb
    why: str
    url: str
    course_url: str
    is_enrolled: bool
    round_number: int
    lessons_done: int
    lessons_left: int
    minutes_left: int
    active_at: datetime | None
    completed_at: datetime | None
    score: Decimal | None
    certificate_uuid: UUID | None

    @property
    def is_done(self) -> bool:
        return self.completed_at is not None


@dataclass(frozen=True, kw_only=True)
class CarryOn:
    """The card on the home page. A lesson, or the exam once every lesson is done (then `lesson` is None).

    `url` leads to the exact section. `section`: (block id, title) where they stopped, or None. `steps`: one
    LessonState a lesson, for the bar.
    """

    course_uuid: UUID
    course_title: str
    language: str
    url: str
    verb: Verb
    lesson: OutlineLesson | None
    lesson_count: int
    sum: str
    sum_note: str
    section: tuple[str, str] | None
    minutes_left: int
    steps: tuple[LessonState, ...]
    exam: ExamShown | None
