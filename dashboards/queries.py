"""Home by role: what is next for oneself, then for those one leads or looks after. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates import api as certificates
from courses import api as courses
from people import api as people

from .decisions import decisions_to_take
from .shown import DealerRow, DueRow, Home, Me, Team, TeamRow

COURSES_ON_HOME = 4
IN_THE_FIELD = frozenset({people.Role.REP, people.Role.FIELD_MANAGER})


def home_of(person: people.Person, *, language: str) -> Home:
    memberships = list(people.memberships_of(person))
    roles = {membership.role for membership in memberships}
    card, rows = courses.home_shown(person, language=language)
    return Home(
        memberships=memberships,
        carry_on=card,
        first_course=None if card else next((row for row in rows if row.verb == courses.Verb.START), None),
        courses=rows[:COURSES_ON_HOME],
        is_new=not any(row.is_enrolled for row in rows),
        due=[_exam_due(row) for row in rows if _is_exam_due(row, card)],
        teams=_teams_of(person, memberships) if roles & people.Role.leading_dealer() else [],
        dealers=_dealers_of(person) if roles & IN_THE_FIELD else [],
        decisions=decisions_to_take() if _is_deciding(person, memberships) else [],
    )


def me_of(person: people.Person) -> Me:
    today = timezone.localdate()
    held = certificates.certificates_held_by(person)
    return Me(
        memberships=list(people.memberships_of(person)),
        certificates=[(certificate, certificates.status_on(certificate, today)) for certificate in held],
    )


def _is_exam_due(row: courses.CourseRow, card: courses.CarryOn | None) -> bool:
    """All lessons are done, the exam is not passed, and the card speaks of another course."""
    is_on_card = card is not None and card.course_uuid == row.course_uuid
    is_waiting = row.is_enrolled and row.has_exam and not row.lessons_left and not row.completed_at
    return is_waiting and not is_on_card and row.verb != courses.Verb.LOCKED


def _exam_due(row: courses.CourseRow) -> DueRow:
    return DueRow(title=_("Exam: %(course)s") % {"course": row.title}, note=_("All lessons are done."), url=row.url)


def _is_deciding(person: people.Person, memberships: list[people.Membership]) -> bool:
    """Asks for groups only where there may be any: whoever works at a dealer only is in none."""
    if person.is_superuser:
        return True
    may_be = not memberships or any(membership.organisation.is_manufacturer for membership in memberships)
    return may_be and people.is_platform_admin(person)


@dataclass(frozen=True)
class Learned:
    """A person's newest round of one course, as others may know it."""

    person_id: int
    dealer_id: int | None
    is_done: bool
    is_passed: bool


def _learned(viewer: people.Person, by_whom: Q) -> list[Learned]:
    """`by_whom` is a condition on memberships. Somebody who works at two dealers counts at both."""
    held = people.memberships_open().filter(by_whom)
    enrolments: QuerySet[Any] = courses.enrolments_visible_to(viewer).filter(person__memberships__in=held)
    rows = enrolments.order_by().values_list(
        "person__memberships__organisation", "person", "course", "cycle", "completed_at", "has_passed"
    )
    newest: dict[tuple[int, int, int], tuple[int, Learned]] = {}
    for dealer, person, course, cycle, completed_at, has_passed in rows:
        learned = Learned(person, dealer, is_done=completed_at is not None, is_passed=has_passed)
        there = newest.get((dealer, person, course))
        if there is None or there[0] < cycle:
            newest[dealer, person, course] = cycle, learned
    return [learned for _cycle, learned in newest.values()]


def _teams_of(leader: people.Person, memberships: Iterable[people.Membership]) -> list[Team]:
    led = {
        membership.organisation_id: membership.organisation
        for membership in memberships
        if membership.role in people.Role.leading_dealer()
    }
    at_dealers = Q(organisation__in=list(led))
    staff: dict[tuple[int, int], list[people.Membership]] = defaultdict(list)
    held = people.memberships_open().filter(at_dealers).select_related("person")
    for membership in held.order_by("person__full_name", "person", "pk"):
        staff[membership.organisation_id, membership.person_id].append(membership)
    learned: dict[tuple[int | None, int], list[Learned]] = defaultdict(list)
    for one in _learned(leader, at_dealers):
        learned[one.dealer_id, one.person_id].append(one)
    return [
        Team(
            dealer=dealer,
            rows=[_team_row(held, learned[key, person]) for (at, person), held in staff.items() if at == key],
        )
        for key, dealer in led.items()
    ]


def _team_row(held: list[people.Membership], learned: list[Learned]) -> TeamRow:
    return TeamRow(
        person=held[0].person,
        positions=tuple(str(membership.get_position_display()) for membership in held),
        started=len(learned),
        done=sum(one.is_done for one in learned),
        passed=sum(one.is_passed for one in learned),
    )


def _dealers_of(rep: people.Person) -> list[DealerRow]:
    dealers = people.with_people_count(people.dealers_looked_after_by(rep))
    looked_after = people.dealers_looked_after_by(rep).order_by().values("pk")
    learned: dict[int | None, list[Learned]] = defaultdict(list)
    for one in _learned(rep, Q(organisation__in=looked_after)):
        learned[one.dealer_id].append(one)
    return [_dealer_row(dealer, learned[dealer.pk]) for dealer in dealers]


def _dealer_row(dealer: Any, learned: list[Learned]) -> DealerRow:
    """`dealer` carries `people_count`."""
    return DealerRow(
        dealer=dealer,
        people=dealer.people_count,
        learning=len({one.person_id for one in learned}),
        done=sum(one.is_done for one in learned),
        passed=sum(one.is_passed for one in learned),
    )
