"""An exam, its attempts and their results as screens show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from courses.enums import ExamState, QuestionKind, Verb

from .outlines import ExamOutline, OutlineLesson


@dataclass(frozen=True, kw_only=True)
class AttemptRow:
    """A past or present attempt. `score` and `is_passed` are None as long as it is open."""

    uuid: UUID
    number: int
    started_at: datetime
    submitted_at: datetime | None
    score: Decimal | None
    is_passed: bool | None

    @property
    def url(self) -> str:
        name = "courses:attempt_detail" if self.submitted_at is None else "courses:attempt_result"
        return reverse(name, args=[self.uuid])


@dataclass(frozen=True, kw_only=True)
class GrantShown:
    """Further attempts that were given when none was left."""

    count: int
    reason: str
    granted_at: datetime


@dataclass(frozen=True, kw_only=True)
class ExamShown:
    """Where a person stands in the exam of a course.

    `why`: a sentence when the verb is LOCKED, else "". `missing`: lessons still to do. `attempts_left` None: any
    number. `attempts`: newest first; `open_attempt` is the one to carry on with. `grant`: the newest one, as long as
    there is something left of it; then none of what the rules allow is left.
    """

    course_uuid: UUID
    course_title: str
    language: str
    facts: ExamOutline
    state: ExamState
    verb: Verb
    why: str
    missing: tuple[OutlineLesson, ...]
    attempts_left: int | None
    attempts: tuple[AttemptRow, ...]
    open_attempt: AttemptRow | None
    grant: GrantShown | None

    @property
    def url(self) -> str:
        return reverse("courses:exam_detail", args=[self.course_uuid])


@dataclass(frozen=True, kw_only=True)
class ChoiceShown:
    """`key` is what a form posts. For TRUE_FALSE there are two, "true" and "false", in the active language."""

    key: str
    text: str
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class QuestionShown:
    """An exam question as an open attempt shows it. It holds nothing that tells right from wrong.

    `choices`: in this attempt's order; empty for NUMERIC. `given`: as saved (see `actions.answer_exam_question`), or
    None. `notice`: what to mend about the saved answer (a number that cannot be read), else "".
    """

    number: int
    key: UUID
    kind: QuestionKind
    prompt: str
    choices: tuple[ChoiceShown, ...]
    unit: str
    language: str
    given: Any
    notice: str
    is_flagged: bool
    saved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OverviewRow:
    """A question in the overview of an attempt."""

    number: int
    key: UUID
    is_answered: bool
    is_flagged: bool


@dataclass(frozen=True, kw_only=True)
class AttemptShown:
    """An open attempt on one of its questions.

    `seconds_left` None: no limit; 0 in the grace after the deadline. `next_sequence`: what the client numbers on
    from. `unanswered`: numbers of the questions without an answer, for the page before submission. `questions`: all of
    them, since a phone without a line must be able to go on to the next one; `overview`: a row for each.
    """

    uuid: UUID
    course_uuid: UUID
    course_title: str
    number: int
    started_at: datetime
    deadline_at: datetime | None
    seconds_left: int | None
    question: QuestionShown
    questions: tuple[QuestionShown, ...]
    overview: tuple[OverviewRow, ...]
    answered_count: int
    flagged_count: int
    unanswered: tuple[int, ...]
    next_sequence: int
    saved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SavedAnswer:
    """What saving an exam answer came to. Never says right or wrong.

    `counts` False: it came after the end and is kept, not counted. `notice`: the sentence that says so, or what to
    write instead of a number that cannot be read; else "". `next_sequence` as in AttemptShown.
    """

    question_key: UUID
    saved_at: datetime
    counts: bool
    notice: str
    answered_count: int
    next_sequence: int


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """One question of a submitted attempt. `lesson`: where to go back to, or None.

    `explanation`, `right_answer` and `choice_feedback` are "" unless the exam's rule shows them now.
    """

    number: int
    prompt: str
    language: str
    given_text: str
    is_right: bool
    lesson: OutlineLesson | None
    right_answer: str
    explanation: str
    choice_feedback: str


@dataclass(frozen=True, kw_only=True)
class ResultShown:
    """A submitted attempt. `late_count`: answers that came after the end, kept and not counted. `shows_feedback`:
    whether the exam's rule shows right answers and explanations now. `exam`: for what comes next (try again, or why
    not)."""

    uuid: UUID
    course_uuid: UUID
    course_title: str
    number: int
    submitted_at: datetime
    score: Decimal
    pass_mark: int
    is_passed: bool
    right_count: int
    question_count: int
    unanswered: tuple[int, ...]
    late_count: int
    rows: tuple[ResultRow, ...]
    shows_feedback: bool
    is_course_done: bool
    certificate_uuid: UUID | None
    exam: ExamShown
