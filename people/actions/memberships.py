"""Who works where, from when until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation import audit
from people import rules
from people.enums import Position, Role
from people.joining.enums import JoinState
from people.models import Invitation, Membership, Organisation, Person


class MembershipNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def add_membership(
    person: Person,
    *,
    organisation: Organisation,
    position: str,
    role: str = Role.LEARNER,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    by: Person | None = None,
) -> Membership:
    """`valid_from` is by default today, by the organisation's calendar. Raises MembershipNotAccepted."""
    if not rules.does_role_fit(role, organisation):
        raise MembershipNotAccepted(
            _("“%(role)s” is no role at %(name)s: dealers have other roles than the manufacturer. Choose another.")
            % {"role": Role(role).label, "name": organisation.name}
        )
    membership = Membership(
        person=person,
        organisation=organisation,
        position=position,
        role=role,
        valid_from=valid_from or today_at(organisation),
        valid_until=valid_until,
    )
    _check_days(membership.valid_from, valid_until)
    settle_invitations([membership])
    _insert(membership)
    audit.record("add_membership", obj=membership, actor=by, **_facts_of(membership))
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, valid_until: dt.date, by: Person | None = None) -> Membership:
    """`valid_until` is the last day. Ending again moves that day. Raises MembershipNotAccepted."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.valid_until == valid_until:
        return membership
    _check_days(membership.valid_from, valid_until)
    before = membership.valid_until
    membership.valid_until = valid_until
    membership.save(update_fields=["valid_until"])
    audit.record("end_membership", obj=membership, actor=by, before=before, valid_until=valid_until)
    if membership.role != Role.DEPUTY:
        end_deputyship(membership.person, membership.organisation, by=by)
    return membership


@transaction.atomic
def remove_membership(membership: Membership, *, by: Person | None = None) -> None:
    """For one that was entered by mistake; whoever really left has it ended."""
    audit.record("remove_membership", obj=membership, actor=by, **_facts_of(membership))
    membership.delete()


def settle_invitations(memberships: Collection[Membership]) -> None:
    """Who comes in by another way uses theirs up: it would let them in once more after they were let go.

    Before the membership is written, as whoever accepts one does: two who wait for each other would wait for ever.
    """
    into = {(membership.person_id, membership.organisation_id) for membership in memberships}
    waiting = Invitation.objects.filter(
        person__in=[person for person, _dealer in into],
        dealer__in=[dealer for _person, dealer in into],
        state=JoinState.WAITING,
    )
    settled = [one.pk for one in waiting if (one.person_id, one.dealer_id) in into]
    if settled:
        Invitation.objects.filter(pk__in=settled).update(state=JoinState.ACCEPTED, answered_at=timezone.now())


def end_deputyship(person: Person, dealer: Organisation, *, by: Person | None = None) -> None:
    """Who works there no more stands in for nobody: it ends with the last of their other memberships."""
    held = Membership.objects.filter(person=person, organisation=dealer)
    others = held.exclude(role=Role.DEPUTY)
    last = others.aggregate(last=Max("valid_until"))["last"]
    if last is None or others.filter(valid_until__isnull=True).exists():
        return
    for deputy in held.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=last), role=Role.DEPUTY):
        if deputy.valid_from > last:
            remove_membership(deputy, by=by)
        else:
            end_membership(deputy, valid_until=last, by=by)


def today_at(organisation: Organisation) -> dt.date:
    return timezone.now().astimezone(ZoneInfo(organisation.zone)).date()


def _check_days(valid_from: dt.date, valid_until: dt.date | None) -> None:
    if valid_until and valid_until < valid_from:
        raise MembershipNotAccepted(
            _("The last day cannot come before the first, %(day)s. Choose a later day.")
            % {"day": date_format(valid_from, "DATE_FORMAT")}
        )


def _insert(membership: Membership) -> None:
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise MembershipNotAccepted(
            _("%(person)s is %(position)s at %(name)s already. End that first, or choose another position.")
            % {
                "person": membership.person.full_name,
                "position": Position(membership.position).label,
                "name": membership.organisation.name,
            }
        ) from error


def _facts_of(membership: Membership) -> dict[str, object]:
    return {
        "person": membership.person.uuid,
        "organisation": membership.organisation.uuid,
        "position": membership.position,
        "role": membership.role,
        "valid_from": membership.valid_from,
        "valid_until": membership.valid_until,
    }
