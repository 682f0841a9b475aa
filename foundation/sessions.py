"""Django's sessions in the database, found by a query whose SQL is built once: somebody's every page begins with it."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from .prepared import prepared


class SessionStore(db.SessionStore):  # the name is part of what signs a session
    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_session_that_lasts(str(self.session_key), timezone.now())), None)
        if found is None:
            self._session_key = None
        return found


@prepared
def _session_that_lasts(key: str, now: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
