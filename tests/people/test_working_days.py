import datetime as dt

import pytest

from people import working_days
from people.working_days import country_of, is_working_day, years_not_known

HOME = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-10-09", True),
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday that makes up for the holiday
        ("2026-10-11", False),
        ("2026-02-17", False),  # the spring festival
    ],
)
def test_days_off_in_china_are_those_that_the_state_council_named(day, works):
    assert is_working_day(dt.date.fromisoformat(day), HOME) is works


@pytest.mark.parametrize(("day", "works"), [("2027-01-01", True), ("2027-01-02", False), ("2027-10-01", True)])
def test_in_a_year_that_is_not_known_only_weekends_are_off(day, works):
    assert is_working_day(dt.date.fromisoformat(day), HOME) is works


@pytest.mark.parametrize(
    ("day", "zone", "works"),
    [
        ("2026-12-25", "Europe/Berlin", False),
        ("2026-12-28", "Europe/Berlin", True),
        ("2026-12-26", HOME, False),
        ("2026-12-25", HOME, True),
        ("2027-12-24", "America/New_York", False),  # Christmas, seen the Friday before
        ("2026-11-20", "Asia/Riyadh", False),  # a Friday
        ("2026-11-22", "Asia/Riyadh", True),  # a Sunday
        ("2026-11-22", "Etc/UTC", False),
        ("2026-12-25", "Etc/UTC", True),  # of no country
    ],
)
def test_days_off_elsewhere_are_those_of_the_country(day, zone, works):
    assert is_working_day(dt.date.fromisoformat(day), zone) is works


@pytest.mark.parametrize(
    ("zone", "country"), [(HOME, "CN"), ("Asia/Urumqi", "CN"), ("Asia/Hong_Kong", "HK"), ("UTC", "")]
)
def test_country_follows_from_the_zone(zone, country):
    assert country_of(zone) == country


def test_without_a_table_of_zones_weekends_count(monkeypatch):
    monkeypatch.setattr(working_days.zoneinfo, "TZPATH", ())
    uncached = country_of.__wrapped__

    assert uncached("Europe/Berlin") == ""


@pytest.mark.parametrize(
    ("today", "missing"),
    [("2026-11-01", []), ("2026-11-22", [2027]), ("2026-12-31", [2027]), ("2027-03-01", [2027]), ("2026-06-01", [])],
)
def test_year_is_missed_in_time_and_as_long_as_it_lasts(monkeypatch, today, missing):
    monkeypatch.setattr(working_days, "years_known", lambda: frozenset(range(2004, 2027)))

    assert years_not_known(dt.date.fromisoformat(today)) == missing


def test_nothing_is_missed_once_the_next_year_is_known(monkeypatch):
    monkeypatch.setattr(working_days, "years_known", lambda: frozenset(range(2004, 2028)))

    assert years_not_known(dt.date(2026, 11, 22)) == []
