"""When people of the demo learned: on working days' hours of their own zone, all of it in the past."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from .blocks import stable_id

OPENS, HOURS_OPEN = dt.time(8), 12
LONGEST_GAP = 4  # days from one sitting to the next


class Diary:
    """The moments of one person in one course, one after the other. The last sitting was `days_ago`."""

    def __init__(self, name: str, *, zone: ZoneInfo, days_ago: int, sittings: int) -> None:
        self._beginnings = iter(beginnings(name, zone=zone, days_ago=days_ago, sittings=sittings))
        self.now = next(self._beginnings)

    def next_sitting(self) -> None:
        self.now = next(self._beginnings)

    def after(self, **length: float) -> dt.datetime:
        """`after(minutes=3)`: the moment that much later, which is now from then on."""
        self.now += dt.timedelta(**length)
        return self.now


def beginnings(name: str, *, zone: ZoneInfo, days_ago: int, sittings: int) -> list[dt.datetime]:
    """One to four days lie between two; which, and the time of day, follow from the name: each load finds the same."""
    day = timezone.now().astimezone(zone).date() - dt.timedelta(days=days_ago)
    found = []
    for number in range(sittings):
        days, minutes = divmod(stable_id("sitting", name, number).int, HOURS_OPEN * 60)
        found.append(dt.datetime.combine(day, OPENS, zone) + dt.timedelta(minutes=minutes))
        day -= dt.timedelta(days=1 + days % LONGEST_GAP)
    return found[::-1]
