"""When a contact answers, by the site's clock and the calendar of its country."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from people.enums import ContactDays
from people.models import Contact
from people.working_days import is_working_day

LOOKED_AHEAD = 15  # days: the longest holidays are shorter


@dataclass(frozen=True)
class Hours:
    """`changes_at`: when it closes or opens next, on the site's clock; None: never, or nobody knows."""

    is_open: bool
    changes_at: dt.datetime | None

    @property
    def is_today(self) -> bool:
        return self.changes_at is not None and self.changes_at.date() == timezone.now().astimezone(_zone()).date()


def hours_of(contact: Contact, now: dt.datetime) -> Hours:
    if contact.opens_at is None or contact.closes_at is None:
        return _of_whole_days(contact, now)
    here = now.astimezone(_zone())
    if _answers_on(contact, here.date()) and contact.opens_at <= here.time() < contact.closes_at:
        return Hours(is_open=True, changes_at=_at(here.date(), contact.closes_at))
    opening = (_at(day, contact.opens_at) for day in _days_from(here.date()) if _answers_on(contact, day))
    return Hours(is_open=False, changes_at=next((moment for moment in opening if moment > here), None))


def _of_whole_days(contact: Contact, now: dt.datetime) -> Hours:
    today = now.astimezone(_zone()).date()
    is_open = _answers_on(contact, today)
    other = (day for day in _days_from(today) if _answers_on(contact, day) != is_open)
    day = next(other, None)
    return Hours(is_open=is_open, changes_at=_at(day, dt.time.min) if day else None)


def _answers_on(contact: Contact, day: dt.date) -> bool:
    return contact.days == ContactDays.EVERY_DAY or is_working_day(day, settings.TIME_ZONE)


def _days_from(day: dt.date) -> list[dt.date]:
    return [day + dt.timedelta(days=after) for after in range(LOOKED_AHEAD)]


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
