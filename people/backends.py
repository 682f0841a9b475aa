"""Who is signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from foundation.prepared import prepared

from .models import Person
from .models_messages import Message


class AuthenticationBackend(AllauthBackend):
    def get_user(self, user_id: Any) -> Person | None:
        """With `unread_count`, which every page shows: in the query that finds out who is signed in."""
        person = next(iter(_person_with_unread_count(int(user_id))), None)
        return person if person is not None and self.user_can_authenticate(person) else None


@prepared
def _person_with_unread_count(pk: int) -> QuerySet[Any]:
    unread = Message.objects.filter(person=OuterRef("pk"), read_at__isnull=True).order_by().values("person")
    counted = Subquery(unread.annotate(count=Count("pk")).values("count"))
    return Person.objects.filter(pk=pk).annotate(unread_count=Coalesce(counted, Value(0)))
