"""Who is signed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from foundation.prepared import prepared

from .enums import OrganisationKind, Role
from .models import Message, Person
from .queries import memberships_open


class AuthenticationBackend(AllauthBackend):
    def get_user(self, user_id: Any) -> Person | None:
        """With what every page shows of them: in the query that finds out who is signed in."""
        person = next(iter(_person_with_what_pages_show(int(user_id), timezone.now())), None)
        return person if person is not None and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """As Django's, which asks twice. Each page of the admin wants to know."""
        if not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {f"{app}.{code}" for app, code in _permissions(user_obj.pk)}  # noqa: SLF001 - Django's
        return user_obj._perm_cache  # noqa: SLF001 - Django's own place for it


@prepared
def _permissions(person: int) -> QuerySet[Permission, tuple[str, str]]:
    """Of the person and of their groups, as (app, codename)."""
    own = Person.user_permissions.through.objects.filter(person=person).values("permission")
    of_groups = Group.permissions.through.objects.filter(group__user=person).values("permission")
    theirs = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=of_groups)).order_by()
    return theirs.values_list("content_type__app_label", "codename")


@prepared
def _person_with_what_pages_show(pk: int, now: dt.datetime) -> QuerySet[Any]:
    """`unread_count`; `leads_dealer` and `looks_after_dealer` today, which the navigation follows; `is_in_groups`."""
    unread = Message.objects.filter(person=OuterRef("pk"), read_at__isnull=True).order_by().values("person")
    counted = Subquery(unread.annotate(count=Count("pk")).values("count"))
    held = memberships_open(now).filter(person=OuterRef("pk"))
    leads = held.filter(role__in=Role.leading_dealer())
    looks_after = held.filter(
        role__in=Role.looking_after_dealers(), person__territories__dealers__kind=OrganisationKind.DEALER
    )
    return Person.objects.filter(pk=pk).annotate(
        unread_count=Coalesce(counted, Value(0)),
        leads_dealer=Exists(leads),
        looks_after_dealer=Exists(looks_after),
        is_in_groups=Exists(Person.groups.through.objects.filter(person=OuterRef("pk"))),
    )
