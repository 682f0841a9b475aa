"""Sessions in the database. Nearly every request reads one, with SQL that is put together once per process."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from .prepared import prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """As Django's. A key that nobody has, or no more, is forgotten: the next one is new."""
        found = _alive(str(self.session_key), timezone.now())
        if not found:
            self._session_key = None
        return next(iter(found), None)


@prepared
def _alive(key: str, now: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
