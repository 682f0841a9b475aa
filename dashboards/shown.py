"""What home and one's own page show, ready for their templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from certificates.api import Certificate, CertificateStatus
from courses.api import CarryOn, CourseRow, Verb
from people.api import Invitation, JoinCode, JoinRequest, Membership, Organisation, Person, Seer, Standing


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """Something that waits for the person, beside the course of the card."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """One person of a dealer, as its leaders see them: courses begun, completed, and exams passed. Nothing else.

    `positions`: in words, in the active language; with them what makes somebody lead the dealer.
    """

    person: Person
    positions: tuple[str, ...]
    started: int
    done: int
    passed: int


@dataclass(frozen=True, kw_only=True)
class Team:
    """`seers`: who else sees it."""

    dealer: Organisation
    rows: list[TeamRow]
    seers: list[Seer]


@dataclass(frozen=True, kw_only=True)
class DealerRow:
    """One dealer of a rep's territory: how many work there, how many of them began a course, and what was done."""

    dealer: Organisation
    people: int
    learning: int
    done: int
    passed: int


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Somebody who asks to join, and whether whoever looks may answer now."""

    request: JoinRequest
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class Member:
    """`changeable`: what whoever looks may give a last day to; `deputy` has a page of its own, the owner's."""

    row: TeamRow
    changeable: list[Membership]
    deputy: Membership | None
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    """Who is in, who waits, who is invited, who left. `seers`: who else sees it; `may_run`: invite and close."""

    dealer: Organisation
    standing: Standing
    members: list[Member]
    waiting: list[Waiting]
    invited: list[Invitation]
    codes: list[JoinCode]
    left: list[Membership]
    seers: list[Seer]
    may_run: bool
    may_make_owner: bool


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What an admin is to decide: a sentence with its number in it, and where to do it."""

    title: str
    note: str
    count: int
    url: str


@dataclass(frozen=True, kw_only=True)
class ToReview:
    """What was sent in for approval. `task`: the step that it waits at; `by`: who sent it in, or None."""

    title: str
    task: str
    by: Any
    since: datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """A course as a line of home, without anything that it does not show: most people's are equal, and drawn once.

    Fields as in CourseRow. `done_on`: where the person is.
    """

    title: str
    course_url: str
    verb: Verb
    why: str
    lesson_count: int
    minutes: int
    round_number: int
    is_enrolled: bool
    lessons_done: int
    lessons_left: int
    minutes_left: int
    done_on: date | None
    score: Decimal | None

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


@dataclass(frozen=True, kw_only=True)
class Home:
    """`first_course`: what to begin, when nothing is under way. `is_new`: no course was ever begun.

    `seers`: who sees what one learns, of whoever began a course. `joiners`: who waits for this leader or rep to let
    them in. `asked` and `invitations`: of somebody who works nowhere, what waits for an answer.
    """

    memberships: list[Membership]
    carry_on: CarryOn | None
    first_course: CourseRow | None
    courses: list[CourseLine]
    is_new: bool
    seers: list[Seer] = field(default_factory=list)
    due: list[DueRow] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    dealers: list[DealerRow] = field(default_factory=list)
    joiners: list[JoinRequest] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    reviews: list[ToReview] = field(default_factory=list)
    asked: list[JoinRequest] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def has_card(self) -> bool:
        return bool(self.carry_on or self.first_course)

    @property
    def has_waiting(self) -> bool:
        """Something waits for them, or they for somebody."""
        return bool(self.joiners or self.due or self.teams or self.asked or self.invitations)


@dataclass(frozen=True, kw_only=True)
class Me:
    """`certificates`: with what each is worth today, the newest first. `seers`: who sees what one learns."""

    memberships: list[Membership]
    seers: list[Seer]
    certificates: list[tuple[Certificate, CertificateStatus]]
