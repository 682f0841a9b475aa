from __future__ import annotations

import datetime as dt

from .models import Standing


def can_open_cycle(standing: Standing, *, was_voided: bool) -> bool:
    """A further round begins when the one before is done, or was and does not count any more."""
    return standing.record_id is not None or was_voided


def is_possible_completion(completed_at: dt.datetime, now: dt.datetime) -> bool:
    """Phones report late, never early."""
    return completed_at <= now
