"""What people of a dealer have learned, as those may know it who lead or look after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from courses import api as courses
from dashboards.shown import TeamRow
from people import api as people

# Of an enrolment: dealer, person, course, cycle, moment of completion, whether its exam was passed
type LearnedRow = tuple[int, int, int, int, datetime | None, bool]


@dataclass(frozen=True)
class Learned:
    """A person's newest round of one course, as others may know it."""

    person_id: int
    dealer_id: int
    is_done: bool
    is_passed: bool


def learned_of(rows: Iterable[LearnedRow]) -> list[Learned]:
    """Somebody who works at two dealers counts at both."""
    newest: dict[tuple[int, int, int], tuple[int, Learned]] = {}
    for dealer, person, course, cycle, completed_at, has_passed in rows:
        learned = Learned(person, dealer, is_done=completed_at is not None, is_passed=has_passed)
        there = newest.get((dealer, person, course))
        if there is None or there[0] < cycle:
            newest[dealer, person, course] = cycle, learned
    return [learned for _cycle, learned in newest.values()]


def learned_at(viewer: people.Person, dealers: QuerySet[people.Organisation], now: datetime) -> Any:
    held = people.memberships_open(now).filter(organisation__in=dealers.order_by().values("pk"))
    enrolments: QuerySet[Any] = courses.enrolments_visible_to(viewer, now).filter(person__memberships__in=held)
    return enrolments.order_by().values_list(
        "person__memberships__organisation", "person", "course", "cycle", "completed_at", "has_passed"
    )


def team_row(held: list[people.Membership], learned: list[Learned]) -> TeamRow:
    leading = [one for one in held if one.role in people.Role.leading_dealer()]
    labels = [one.get_position_display() for one in held] + [one.get_role_display() for one in leading]
    return TeamRow(
        person=held[0].person,
        positions=tuple(dict.fromkeys(map(str, labels))),
        started=len(learned),
        done=sum(one.is_done for one in learned),
        passed=sum(one.is_passed for one in learned),
    )
