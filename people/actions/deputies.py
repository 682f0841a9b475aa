"""Who stands in for the owner of a dealer, until a day. A deputy is a membership like any other, with its own end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import rules
from people.enums import Role
from people.models import Membership, Organisation, Person
from people.queries import deputies_of, memberships_open, people_who_can_deputise

from .memberships import (
    MembershipNotAccepted,
    add_membership,
    end_deputyship,
    end_membership,
    remove_membership,
    today_at,
)

LONGEST = dt.timedelta(days=366)


class DeputyNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def name_deputy(dealer: Organisation, *, person: Person, valid_until: dt.date, by: Person) -> Membership:
    """Lets `person`, who works at the dealer, do from today what its owner may, as long as they work there. Naming
    again moves the last day.

    `by` is an owner of the dealer. Raises DeputyNotAccepted.
    """
    dealer = Organisation.objects.select_for_update(no_key=True).get(pk=dealer.pk)
    _check_owner(dealer, by)
    today = today_at(dealer)
    if not today <= valid_until <= today + LONGEST:
        raise DeputyNotAccepted(
            _("A deputy is named until a day from today to %(day)s. Choose such a day.")
            % {"day": date_format(today + LONGEST, "DATE_FORMAT")}
        )
    if present := deputies_of(dealer).filter(person=person).first():
        end_membership(present, valid_until=valid_until, by=by)
        return _until_they_leave(present, by)
    if not people_who_can_deputise(dealer).filter(pk=person.pk).exists():
        raise DeputyNotAccepted(
            _("%(name)s does not work here, or leads the dealer already. Name somebody of your own staff.")
            % {"name": person.full_name}
        )
    return _until_they_leave(_add(dealer, person, today, valid_until, by), by)


@transaction.atomic
def withdraw_deputy(deputy: Membership, *, by: Person) -> None:
    """At once, not at the end of the day. `deputy` is one of `deputies_of(dealer)`. Raises DeputyNotAccepted."""
    deputy = Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=deputy.pk)
    _check_owner(deputy.organisation, by)
    if deputy.role != Role.DEPUTY:
        raise DeputyNotAccepted(_("%(name)s is no deputy.") % {"name": deputy.person.full_name})
    yesterday = today_at(deputy.organisation) - dt.timedelta(days=1)
    if deputy.valid_until and deputy.valid_until <= yesterday:
        return
    if deputy.valid_from > yesterday:
        remove_membership(deputy, by=by)
    else:
        end_membership(deputy, valid_until=yesterday, by=by)


def _until_they_leave(deputy: Membership, by: Person) -> Membership:
    end_deputyship(deputy.person, deputy.organisation, by=by)
    deputy.refresh_from_db()
    return deputy


def _check_owner(dealer: Organisation, by: Person) -> None:
    held = memberships_open().filter(person=by, organisation=dealer)
    if not rules.can_name_deputy(set(held.values_list("role", flat=True))):
        raise DeputyNotAccepted(_("Only the owner names a deputy."))


def _add(dealer: Organisation, person: Person, today: dt.date, valid_until: dt.date, by: Person) -> Membership:
    """In the position that they hold longest."""
    held = memberships_open().filter(person=person, organisation=dealer).order_by("valid_from", "pk").first()
    if held is None:
        raise DeputyNotAccepted(_("%(name)s does not work here any more.") % {"name": person.full_name})
    try:
        return add_membership(
            person,
            organisation=dealer,
            position=held.position,
            role=Role.DEPUTY,
            valid_from=today,
            valid_until=valid_until,
            by=by,
        )
    except MembershipNotAccepted as error:
        raise DeputyNotAccepted(str(error)) from error
