"""Who sees the learning of a dealer's people, and as what: by today's roles and territories."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from foundation.prepared import prepared
from people.enums import OrganisationKind, Role
from people.models import Membership, Organisation, Person
from people.queries import memberships_open


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


def seers_by_dealer(person: Person) -> dict[int, list[Seer]]:
    """{dealer: who sees its people's learning}, of the dealers where the person works today. One query."""
    seen: dict[int, list[Any]] = defaultdict(list)
    for membership in _seeing_where_works(person.pk, timezone.now()):
        seen[membership.at].append(membership)
    return {dealer: _each_once(memberships) for dealer, memberships in seen.items()}


@prepared
def _seeing_where_works(person: int, now: dt.datetime) -> QuerySet[Any]:
    held = memberships_open(now).filter(person=person, organisation__kind=OrganisationKind.DEALER)
    return _seeing(held.values("organisation"), now)


def _seeing(dealers: QuerySet[Any], now: dt.datetime) -> QuerySet[Any]:
    """Memberships with `at`: the dealer; two halves, so that each finds its index."""
    leading = memberships_open(now).filter(organisation__in=dealers, role__in=Role.leading_dealer())
    in_the_field = memberships_open(now).filter(
        role__in=Role.looking_after_dealers(), person__territories__dealers__in=dealers
    )
    halves: list[QuerySet[Membership]] = [
        leading.annotate(at=F("organisation_id")),
        in_the_field.annotate(at=F("person__territories__dealers")),
    ]
    active = [half.filter(person__is_active=True).select_related("person") for half in halves]
    return active[0].union(active[1]).order_by("valid_from", "pk")


def _each_once(memberships: Iterable[Membership]) -> list[Seer]:
    leaders_first = sorted(memberships, key=lambda one: one.role not in Role.leading_dealer())
    found: dict[int, Seer] = {}
    for membership in leaders_first:
        found.setdefault(membership.person_id, Seer(membership.person, membership.role))
    return list(found.values())
