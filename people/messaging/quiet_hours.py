"""When somebody may be written to: from 8 to 21 o'clock where they work, on working days unless they want otherwise."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from people.working_days import is_working_day

BEGIN = dt.time(21)
END = dt.time(8)
LONGEST_HOLIDAY = 31  # days


def next_moment_to_write(now: dt.datetime, zone: str, *, on_any_day: bool) -> dt.datetime:
    """`now`, unless it is night or a day off; then the next morning that is none."""
    local = now.astimezone(ZoneInfo(zone))
    if END <= local.time() < BEGIN and _is_fit(local.date(), zone, on_any_day=on_any_day):
        return now
    day = local.date() if local.time() < END else local.date() + dt.timedelta(days=1)
    return _morning_from(day, zone, on_any_day=on_any_day)


def next_digest(now: dt.datetime, zone: str, *, on_any_day: bool) -> dt.datetime:
    """The next morning, but none within minutes: whatever is promised for a digest is committed before it is made."""
    local = (now + dt.timedelta(minutes=10)).astimezone(ZoneInfo(zone))
    day = local.date() if local.time() < END else local.date() + dt.timedelta(days=1)
    return _morning_from(day, zone, on_any_day=on_any_day)


def _morning_from(day: dt.date, zone: str, *, on_any_day: bool) -> dt.datetime:
    days = (day + dt.timedelta(days=ahead) for ahead in range(LONGEST_HOLIDAY))
    fit = next((one for one in days if _is_fit(one, zone, on_any_day=on_any_day)), day)
    return dt.datetime.combine(fit, END, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)


def _is_fit(day: dt.date, zone: str, *, on_any_day: bool) -> bool:
    return on_any_day or is_working_day(day, zone)
