"""Who is signed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from foundation.prepared import prepared

from .enums import OrganisationKind, Role
from .models import Message, Person
from .queries import memberships_open


class AuthenticationBackend(AllauthBackend):
    def get_user(self, user_id: Any) -> Person | None:
        """With `unread_count` and `has_team`, which every page shows: in the query that finds out who is signed in."""
        person = next(iter(_person_with_what_pages_show(int(user_id), timezone.now())), None)
        return person if person is not None and self.user_can_authenticate(person) else None


@prepared
def _person_with_what_pages_show(pk: int, now: dt.datetime) -> QuerySet[Any]:
    """`has_team`: they lead a dealer, or look after one."""
    unread = Message.objects.filter(person=OuterRef("pk"), read_at__isnull=True).order_by().values("person")
    counted = Subquery(unread.annotate(count=Count("pk")).values("count"))
    held = memberships_open(now).filter(person=OuterRef("pk"))
    leads = held.filter(role__in=Role.leading_dealer())
    looks_after = held.filter(
        role__in=Role.looking_after_dealers(), person__territories__dealers__kind=OrganisationKind.DEALER
    )
    return Person.objects.filter(pk=pk).annotate(
        unread_count=Coalesce(counted, Value(0)), has_team=Exists(leads) | Exists(looks_after)
    )
