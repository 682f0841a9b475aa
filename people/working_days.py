"""Which days are working days where somebody works: weekends, public holidays, and the days that make up for them.

In China the State Council says so each year in autumn for the next one; `chinesecalendar` ships what it said. For a
year that it does not know only weekends count, and `years_not_known` tells the admin so.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import chinese_calendar
from chinese_calendar.constants import holidays as chinese_holidays

if TYPE_CHECKING:
    from holidays import HolidayBase

HOME = "CN"
SATURDAY = 5
FORESIGHT = dt.timedelta(days=45)  # how long before a year begins its holidays are missed


def is_working_day(day: dt.date, zone: str) -> bool:
    country = country_of(zone)
    if country == HOME:
        return chinese_calendar.is_workday(day) if day.year in years_known() else day.weekday() < SATURDAY
    calendar = _calendar_of(country)
    return calendar.is_working_day(day) if calendar is not None else day.weekday() < SATURDAY


def years_not_known(today: dt.date) -> list[int]:
    """For which China's holidays should be known by today, and are not."""
    years = {today.year, (today + FORESIGHT).year}
    return sorted(years - years_known())


@lru_cache
def years_known() -> frozenset[int]:
    return frozenset(day.year for day in chinese_holidays)


@lru_cache
def country_of(zone: str) -> str:
    """ISO 3166 code of where a zone of IANA's is; empty if the machine's own table does not say."""
    for folder in map(Path, zoneinfo.TZPATH):
        table = folder / "zone.tab"
        if table.is_file():
            lines = (line.split("\t") for line in table.read_text().splitlines() if not line.startswith("#"))
            return next((line[0] for line in lines if line[2] == zone), "")
    return ""


@lru_cache
def _calendar_of(country: str) -> HolidayBase | None:
    import holidays  # noqa: PLC0415 - takes a second, and a house at home never needs it

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return None
