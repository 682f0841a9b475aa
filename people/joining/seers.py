"""Who sees the learning of a dealer's people, and as what: by today's roles and territories."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from foundation.prepared import prepared
from people.enums import OrganisationKind, Role
from people.models import Membership, Organisation, Person
from people.queries import memberships_open

TRUE, FALSE = Value(True), Value(False)  # noqa: FBT003 - of a query


@dataclass(frozen=True)
class Seer:
    person: Person
    role: str

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def seers_at(dealer: Organisation) -> list[Seer]:
    """Whoever leads or looks after this dealer today, each once, leaders first. One query."""
    return _each_once(_seeing(Organisation.objects.filter(pk=dealer.pk).values("pk"), timezone.now()))


def seers_of(person: Person) -> list[Seer]:
    """Likewise, of all dealers where the person works today."""
    return _each_once(_seeing_where_works(person.pk, timezone.now()))


def seers_and_staff(leader: Person) -> tuple[dict[int, list[Seer]], dict[int, list[Membership]]]:
    """{dealer: who sees its people's learning} of the dealers where they work today, and {dealer: memberships of today,
    by name} of those that they lead. One query."""
    seen: dict[int, list[Any]] = defaultdict(list)
    staff: dict[int, list[Any]] = defaultdict(list)
    for membership in _seeing_or_led(leader.pk, timezone.now()):
        if membership.is_seeing:
            seen[membership.at].append(membership)
        if membership.is_led:
            staff[membership.at].append(membership)
    for memberships in staff.values():
        memberships.sort(key=lambda one: (one.person.full_name, one.person_id, one.pk))
    return {dealer: _each_once(memberships) for dealer, memberships in seen.items()}, staff


@prepared
def _seeing_or_led(person: int, now: dt.datetime) -> QuerySet[Any]:
    held = memberships_open(now).filter(person=person, organisation__kind=OrganisationKind.DEALER)
    led = held.filter(role__in=Role.leading_dealer()).values("organisation")
    there = memberships_open(now).filter(organisation__in=held.values("organisation"))
    seeing = Q(role__in=Role.leading_dealer(), person__is_active=True)
    there = there.filter(seeing | Q(organisation__in=led)).annotate(
        at=F("organisation_id"), is_seeing=Q(seeing), is_led=Q(organisation__in=led)
    )
    in_the_field = _in_the_field(held.values("organisation"), now).annotate(is_seeing=TRUE, is_led=FALSE)
    return there.select_related("person").union(in_the_field).order_by("valid_from", "pk")


@prepared
def _seeing_where_works(person: int, now: dt.datetime) -> QuerySet[Any]:
    held = memberships_open(now).filter(person=person, organisation__kind=OrganisationKind.DEALER)
    return _seeing(held.values("organisation"), now)


def _seeing(dealers: QuerySet[Any], now: dt.datetime) -> QuerySet[Any]:
    """Memberships with `at`: the dealer; two halves, so that each finds its index."""
    leading = memberships_open(now).filter(
        organisation__in=dealers, role__in=Role.leading_dealer(), person__is_active=True
    )
    at_dealer = leading.annotate(at=F("organisation_id")).select_related("person")
    return at_dealer.union(_in_the_field(dealers, now)).order_by("valid_from", "pk")


def _in_the_field(dealers: QuerySet[Any], now: dt.datetime) -> QuerySet[Any]:
    held = memberships_open(now).filter(
        role__in=Role.looking_after_dealers(), person__territories__dealers__in=dealers, person__is_active=True
    )
    return held.annotate(at=F("person__territories__dealers")).select_related("person")


def _each_once(memberships: Iterable[Membership]) -> list[Seer]:
    leaders_first = sorted(memberships, key=lambda one: one.role not in Role.leading_dealer())
    found: dict[int, Seer] = {}
    for membership in leaders_first:
        found.setdefault(membership.person_id, Seer(membership.person, membership.role))
    return list(found.values())
