import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.messaging.quiet_hours import next_digest, next_moment_to_write
from people.working_days import is_working_day

HOME = "Asia/Shanghai"


def at(text, zone=HOME):
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 20:59:59", "2026-11-23 20:59:59"),
        ("2026-11-23 21:00", "2026-11-24 08:00"),
        ("2026-11-23 07:59:59", "2026-11-23 08:00"),
        ("2026-11-23 00:00", "2026-11-23 08:00"),
        ("2026-11-27 21:00", "2026-11-30 08:00"),  # a Friday evening
        ("2026-11-28 12:00", "2026-11-30 08:00"),
        ("2026-09-30 22:00", "2026-10-08 08:00"),  # the National Day week
        ("2026-10-10 12:00", "2026-10-10 12:00"),  # a Saturday that makes up for it
        ("2026-12-31 22:00", "2027-01-01 08:00"),  # nobody has said yet that it is a holiday
        ("2027-01-02 12:00", "2027-01-04 08:00"),  # but it is a weekend
    ],
)
def test_messages_wait_for_the_next_morning_of_a_working_day(now, then):
    assert next_moment_to_write(at(now), HOME, on_any_day=False) == at(then)


@pytest.mark.parametrize(
    ("now", "then"), [("2026-11-28 12:00", "2026-11-28 12:00"), ("2026-11-28 22:00", "2026-11-29 08:00")]
)
def test_who_wants_them_on_days_off_has_quiet_nights_still(now, then):
    assert next_moment_to_write(at(now), HOME, on_any_day=True) == at(then)


def test_morning_is_that_of_the_zone_also_when_its_clocks_change():
    berlin = "Europe/Berlin"

    found = next_moment_to_write(at("2026-10-24 22:00", berlin), berlin, on_any_day=True)

    assert found == dt.datetime(2026, 10, 25, 7, 0, tzinfo=dt.UTC)  # an hour later than the day before


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23 10:00", "2026-11-24 08:00"),
        ("2026-11-23 07:30", "2026-11-23 08:00"),
        ("2026-11-23 07:55", "2026-11-24 08:00"),  # that of today may be made this very minute
        ("2026-11-27 10:00", "2026-11-30 08:00"),
    ],
)
def test_digest_is_the_next_one_that_is_not_being_made_already(now, then):
    assert next_digest(at(now), HOME, on_any_day=False) == at(then)


@given(
    minutes=st.integers(0, 10 * 365 * 24 * 60),
    zone=st.sampled_from([HOME, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    on_any_day=st.booleans(),
)
def test_no_moment_found_is_quiet_or_past(minutes, zone, on_any_day):
    now = dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)

    for find in (next_moment_to_write, next_digest):
        found = find(now, zone, on_any_day=on_any_day)
        local = found.astimezone(ZoneInfo(zone))
        assert found >= now
        assert dt.time(8) <= local.time() < dt.time(21)
        assert on_any_day or is_working_day(local.date(), zone)
