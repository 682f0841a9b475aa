"""A platform admin looks at the site as somebody sees it. What keeps it from writing is `privacy.middleware`."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import audit
from people.models import Impersonation, Person
from people.privacy import queries, rules
from people.queries import is_platform_admin


class ImpersonationNotPossible(Exception):
    """A sentence that says what stands against it."""


def is_possible(by: Person, person: Person) -> bool:
    return rules.can_impersonate(by, person, is_admin=is_platform_admin(by), is_other_admin=is_platform_admin(person))


@transaction.atomic
def start_impersonation(person: Person, *, by: Person, reason: str) -> Impersonation:
    """For IMPERSONATION_MINUTES; the person reads the reason on their page. Raises ImpersonationNotPossible."""
    if not is_possible(by, person):
        raise ImpersonationNotPossible(
            _("You cannot look at the site as this person: as another admin, as yourself, or with a closed account.")
        )
    if not reason.strip():
        raise ImpersonationNotPossible(_("Give a reason: the person reads it."))
    now = timezone.now()
    look = Impersonation.objects.create(
        by=by,
        person=person,
        reason=reason.strip(),
        started_at=now,
        ends_at=now + timedelta(minutes=settings.IMPERSONATION_MINUTES),
    )
    audit.record("start_impersonation", obj=person, actor=by, reason=look.reason, look=look.uuid)
    return look


@transaction.atomic
def end_impersonation(look: Impersonation) -> None:
    """At the latest when its time is up. Ending again changes nothing."""
    ended_at = min(timezone.now(), look.ends_at)
    if Impersonation.objects.filter(pk=look.pk, ended_at=None).update(ended_at=ended_at):
        audit.record("end_impersonation", obj=look.person, actor=look.by, look=look.uuid)


def end_overdue_impersonations() -> int:
    """Whose admin never came back. Returns how many there were."""
    overdue = list(queries.impersonations_overdue().select_related("by", "person"))
    for look in overdue:
        end_impersonation(look)
    return len(overdue)
