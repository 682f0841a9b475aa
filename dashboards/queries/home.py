"""Home by role: what is next for oneself, then for those one leads or looks after. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates import api as certificates
from courses import api as courses
from dashboards.shown import CourseLine, DealerRow, DueRow, Home, Me, Team
from foundation.prepared import prepared
from people import api as people

from .decisions import decisions_to_take
from .learned import Learned, LearnedRow, learned_at, learned_of, team_row
from .reviews import reviews_waiting_for

COURSES_ON_HOME = 4
REVIEWS_ON_HOME = 4

type SeersOf = Mapping[int, list[people.Seer]]  # by dealer
type StaffOf = Mapping[int, list[people.Membership]]  # by dealer, each person's beside each other


def home_of(person: people.Person, *, language: str) -> Home:
    memberships = _memberships_of(person.pk, timezone.now())
    roles = {membership.role for membership in memberships}
    leading, looking_after = people.Role.leading_dealer(), people.Role.looking_after_dealers()
    card, rows = courses.home_shown(person, language=language)
    is_new = not any(row.is_enrolled for row in rows)
    at_dealers = any(not membership.organisation.is_manufacturer for membership in memberships)
    seers, seers_by_dealer, staff = (
        _around(person, leads=bool(roles & leading), is_new=is_new) if at_dealers else ([], {}, {})
    )
    groups = _groups_of(person)
    return Home(
        memberships=memberships,
        carry_on=card,
        first_course=None if card else next((row for row in rows if row.verb == courses.Verb.START), None),
        courses=[_line_of(row) for row in rows[:COURSES_ON_HOME]],
        is_new=is_new,
        seers=seers,
        due=[_exam_due(row) for row in rows if _is_exam_due(row, card)],
        teams=_teams_of(person, memberships, staff, seers_by_dealer) if roles & leading else [],
        dealers=_dealers_of(person) if roles & looking_after else [],
        joiners=people.requests_to_answer(person) if roles & (leading | looking_after) else [],
        decisions=decisions_to_take() if people.StaffGroup.PLATFORM_ADMINS in groups else [],
        reviews=reviews_waiting_for(person, most=REVIEWS_ON_HOME) if groups else [],
        **({} if memberships else _on_the_way_in(person)),
    )


def me_of(person: people.Person) -> Me:
    today = timezone.localdate()
    held = certificates.certificates_held_by(person)
    memberships = list(people.memberships_of(person))
    return Me(
        memberships=memberships,
        seers=people.seers_of(person),
        certificates=[(certificate, certificates.status_on(certificate, today)) for certificate in held],
    )


def _around(person: people.Person, *, leads: bool, is_new: bool) -> tuple[list[people.Seer], SeersOf, StaffOf]:
    """Who sees what the person learns, once there is something to see; of whoever leads, by dealer and with the staff,
    in one query as well."""
    if not leads:
        return [] if is_new else people.seers_of(person), {}, {}
    by_dealer, staff = people.seers_and_staff(person)
    return list({seer.person.pk: seer for at_one in by_dealer.values() for seer in at_one}.values()), by_dealer, staff


def _line_of(row: courses.CourseRow) -> CourseLine:
    return CourseLine(
        title=row.title,
        course_url=row.course_url,
        verb=row.verb,
        why=row.why,
        lesson_count=row.lesson_count,
        minutes=row.minutes,
        round_number=row.round_number,
        is_enrolled=row.is_enrolled,
        lessons_done=row.lessons_done,
        lessons_left=row.lessons_left,
        minutes_left=row.minutes_left,
        done_on=timezone.localdate(row.completed_at) if row.completed_at else None,
        score=row.score,
    )


def _on_the_way_in(person: people.Person) -> dict[str, Any]:
    """Of somebody who works nowhere yet, or no more."""
    return {
        "asked": [asked for asked in people.requests_of(person) if asked.is_waiting],
        "invitations": [invitation for invitation in people.invitations_of(person) if invitation.is_open],
    }


def _is_exam_due(row: courses.CourseRow, card: courses.CarryOn | None) -> bool:
    """All lessons are done, the exam is not passed, and the card speaks of another course."""
    is_on_card = card is not None and card.course_uuid == row.course_uuid
    is_waiting = row.is_enrolled and row.has_exam and not row.lessons_left and not row.completed_at
    return is_waiting and not is_on_card and row.verb != courses.Verb.LOCKED


def _exam_due(row: courses.CourseRow) -> DueRow:
    return DueRow(title=_("Exam: %(course)s") % {"course": row.title}, note=_("All lessons are done."), url=row.url)


def _groups_of(person: people.Person) -> frozenset[str]:
    return frozenset({people.StaffGroup.PLATFORM_ADMINS}) if person.is_superuser else people.staff_groups_of(person)


@prepared
def _memberships_of(person: int, now: datetime) -> QuerySet[people.Membership]:
    return people.memberships_of(people.Person(pk=person), now)


@prepared
def _learned_in_teams(leader: int, now: datetime) -> QuerySet[Any, LearnedRow]:
    person = people.Person(pk=leader)
    return learned_at(person, people.dealers_led_by(person, now), now)


@prepared
def _learned_at_dealers_of(rep: int, now: datetime) -> QuerySet[Any, LearnedRow]:
    person = people.Person(pk=rep)
    return learned_at(person, people.dealers_looked_after_by(person, now), now)


@prepared
def _dealers_with_people(rep: int, now: datetime) -> QuerySet[Any]:
    return people.with_people_count(people.dealers_looked_after_by(people.Person(pk=rep), now), now)


def _teams_of(
    leader: people.Person,
    memberships: Iterable[people.Membership],
    staff: StaffOf,
    seers: SeersOf,
) -> list[Team]:
    led = {
        membership.organisation_id: membership.organisation
        for membership in memberships
        if membership.role in people.Role.leading_dealer()
    }
    learned: dict[tuple[int, int], list[Learned]] = defaultdict(list)
    for one in learned_of(_learned_in_teams(leader.pk, timezone.now())):
        learned[one.dealer_id, one.person_id].append(one)
    return [
        Team(
            dealer=dealer,
            rows=[
                team_row(list(held), learned[key, person])
                for person, held in groupby(staff.get(key, []), key=attrgetter("person_id"))
            ],
            seers=seers.get(key, []),
        )
        for key, dealer in led.items()
    ]


def _dealers_of(rep: people.Person) -> list[DealerRow]:
    now = timezone.now()
    learned: dict[int, list[Learned]] = defaultdict(list)
    for one in learned_of(_learned_at_dealers_of(rep.pk, now)):
        learned[one.dealer_id].append(one)
    return [_dealer_row(dealer, learned[dealer.pk]) for dealer in _dealers_with_people(rep.pk, now)]


def _dealer_row(dealer: Any, learned: list[Learned]) -> DealerRow:
    """`dealer` carries `people_count`."""
    return DealerRow(
        dealer=dealer,
        people=dealer.people_count,
        learning=len({one.person_id for one in learned}),
        done=sum(one.is_done for one in learned),
        passed=sum(one.is_passed for one in learned),
    )
