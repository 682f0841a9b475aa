"""When something happened: now, by the server's clock, unless code knows better.

Every action in a course takes `at`. No request can say it: views never pass it, and
`tests/courses/test_moments_in_requests.py` sees to that.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from courses import rules
from courses.exceptions import MomentNotPossible
from courses.models import Enrolment


def moment_of(at: datetime | None, *, since: datetime | None = None) -> datetime:
    """`at`, or now. Raises MomentNotPossible for one still to come, or before what it follows on."""
    now = timezone.now()
    if at is None:
        return now
    if not rules.is_possible_moment(at, since=since, now=now):
        raise MomentNotPossible
    return at


def moment_in(enrolment: Enrolment, at: datetime | None) -> datetime:
    """A moment that is told comes after all that is kept of this enrolment, which stays locked until the transaction
    ends: so what is told can put nothing in before, and the newest moment is always the last thing done."""
    if at is None:
        return timezone.now()
    kept = Enrolment.objects.select_for_update(no_key=True).values_list("active_at", flat=True)
    return moment_of(at, since=kept.get(pk=enrolment.pk))
