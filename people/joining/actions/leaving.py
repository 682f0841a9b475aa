"""Who leaves a dealer: the membership gets its last day, what was learned stays the person's."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.templatetags.ui import day
from people.actions.memberships import end_membership, today_at
from people.joining import kinds, queries, rules
from people.messaging.actions.sending import send_message
from people.models import Membership, Person
from people.queries import memberships_open

LATEST = dt.timedelta(days=366)


class MembershipNotClosable(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def close_membership(membership: Membership, *, last_day: dt.date, by: Person) -> Membership:
    """By those who lead the dealer. From the day after, the person sees nothing of it, and it nothing of theirs.

    Raises MembershipNotClosable, and MembershipNotAccepted for a day before the first.
    """
    standing = queries.standing_at(membership.organisation, by)
    roles = queries.roles_at(membership.organisation, membership.person)
    if not rules.can_close_membership(standing, membership, roles=roles):
        raise MembershipNotClosable(_("You cannot close this one. Ask the owner or an admin."))
    if has_ended(membership):
        raise MembershipNotClosable(_("This has ended already. To have them back, invite them again."))
    _check_day(membership, last_day)
    closed = end_membership(membership, valid_until=last_day, by=by)
    send_message(
        kinds.CLOSED,
        to=membership.person,
        cause=f"{membership.uuid}:{last_day}",
        variables={"dealer": membership.organisation, "day": _in_words(last_day, membership.person)},
    )
    return closed


@transaction.atomic
def leave_dealer(membership: Membership, *, by: Person) -> None:
    """By oneself, at once: all that one holds there ends yesterday, or today where it began today.

    Raises MembershipNotClosable.
    """
    if not rules.can_leave(by.pk, membership):
        raise MembershipNotClosable(_("An owner does not leave by a tap: ask your rep, who names the next one first."))
    dealer = membership.organisation
    today = today_at(dealer)
    held = memberships_open().filter(person=by, organisation=dealer).select_for_update(of=("self",))
    for own in held.select_related("organisation"):
        if not rules.can_leave(by.pk, own):
            raise MembershipNotClosable(
                _("An owner does not leave by a tap: ask your rep, who names the next one first.")
            )
        end_membership(own, valid_until=max(own.valid_from, today - dt.timedelta(days=1)), by=by)
    for leader in queries.leaders_of(dealer):
        send_message(
            kinds.LEFT,
            to=leader.person,
            cause=f"{membership.uuid}:{today}",
            variables={"person": by, "dealer": dealer},
        )


def has_ended(membership: Membership) -> bool:
    """By the dealer's calendar."""
    return membership.valid_until is not None and membership.valid_until < today_at(membership.organisation)


def _check_day(membership: Membership, last_day: dt.date) -> None:
    if last_day > today_at(membership.organisation) + LATEST:
        raise MembershipNotClosable(_("The last day is more than a year away. Choose an earlier one."))


def _in_words(last_day: dt.date, person: Person) -> str:
    with translation.override(person.language):
        return day(last_day)
