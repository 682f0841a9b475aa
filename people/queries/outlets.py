"""Outlets, tiers, product lines, and who stands in for an owner."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from people.enums import Role
from people.models import Membership, Organisation, Outlet, Person, ProductLine, Tier

from .network import Day, LocalDay, memberships_open, organisations_visible_to, seeing_everyone


def outlets_visible_to(person: Person) -> QuerySet[Outlet]:
    """Of where one works, and of dealers that one looks after, closed ones too; all, for those who administer."""
    dealers = organisations_visible_to(person).order_by().values("pk")
    return Outlet.objects.filter(dealer__in=dealers).select_related("dealer").order_by("dealer__name", "name", "pk")


def outlets_open(on: Day = None) -> QuerySet[Outlet]:
    """Open on a day, or at a moment (by default now) by the calendar of their dealer's zone."""
    day: Any = on or timezone.now()
    if isinstance(day, dt.datetime):
        day = LocalDay(day, "dealer__zone")
    return Outlet.objects.filter(Q(open_until__isnull=True) | Q(open_until__gte=day))


def tiers_visible_to(person: Person) -> QuerySet[Tier]:
    """Every member's, the highest first: a ladder is known to those who climb it."""
    return Tier.objects.filter(_for_members(person)).order_by("rank")


def product_lines_visible_to(person: Person) -> QuerySet[ProductLine]:
    return ProductLine.objects.filter(_for_members(person)).order_by("code")


def _for_members(person: Person) -> Q:
    return Q(Exists(memberships_open().filter(person=person))) | seeing_everyone(person)


def deputies_of(dealer: Organisation) -> QuerySet[Membership]:
    """Those who may do today what the owner may, and until when."""
    held = memberships_open().filter(organisation=dealer, role=Role.DEPUTY)
    return held.select_related("person").order_by("valid_until", "pk")


def people_who_can_deputise(dealer: Organisation) -> QuerySet[Person]:
    """Who works at the dealer, may sign in, and neither owns it nor is a deputy already. For its owner only."""
    here = memberships_open().filter(organisation=dealer)
    owners_and_deputies = here.filter(role__in=(Role.OWNER, Role.DEPUTY)).values("person")
    staff = Person.objects.filter(pk__in=here.values("person"), is_active=True)
    return staff.exclude(pk__in=owners_and_deputies).order_by("full_name", "pk")
