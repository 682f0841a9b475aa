"""Somebody asks to be erased, or takes it back; a platform admin does it. What they did stays, under a pseudonym."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation import audit
from foundation.forgetting import forget_files
from foundation.personal_data import erase
from people.actions.importing.holding import hold_lists_under_way
from people.actions.memberships import end_membership, today_at
from people.messaging.actions.sending import send_message
from people.models import ErasureRequest, Impersonation, Person
from people.privacy import kinds, queries, rules
from people.privacy.names import pseudonym_of
from people.queries import is_platform_admin, platform_admins

from .impersonating import end_impersonation
from .traces import names_of, without_names


class ErasureNotPossible(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def ask_for_erasure(person: Person) -> ErasureRequest:
    """Asking again changes nothing. Platform admins are told, once a day: it stands on their home page, too."""
    if there := queries.erasure_waiting(person):
        return there
    since = timezone.now() - dt.timedelta(days=1)
    was_told = ErasureRequest.objects.filter(person=person, asked_at__gt=since).exists()
    try:
        with transaction.atomic():
            request = ErasureRequest.objects.create(person=person)
    except IntegrityError:  # asked twice in the same moment
        return ErasureRequest.objects.get(person=person, withdrawn_at=None, erased_at=None)
    audit.record("ask_for_erasure", obj=person, actor=person)
    for admin in () if was_told else platform_admins().exclude(pk=person.pk):
        send_message(
            kinds.ERASURE_ASKED,
            to=admin,
            cause=str(request.uuid),
            variables={"person": person},
            path=reverse("wagtailusers_users:erase", args=[person.pk]),
        )
    return request


@transaction.atomic
def withdraw_erasure(person: Person) -> None:
    """Where none waits, nothing changes."""
    if ErasureRequest.objects.filter(person=person, withdrawn_at=None, erased_at=None).update(
        withdrawn_at=timezone.now()
    ):
        audit.record("withdraw_erasure", obj=person, actor=person)


def consequences_for_the_network(person: Person) -> list[str]:
    """Who has nobody to lead them afterwards."""
    alone = queries.dealers_without_owner_but(person)
    if not alone:
        return []
    names = _(", ").join(dealer.name for dealer in alone)
    said = ngettext(
        "%(names)s has no other owner: name one, or its rep answers for it.",
        "%(names)s have no other owner: name one for each, or their reps answer for them.",
        len(alone),
    )
    return [said % {"names": names}]


@transaction.atomic
def erase_person(person: Person, *, by: Person, reason: str) -> Person:
    """Cannot be undone. Does to every registered field, over all apps, what the registry says; shuts the account, ends
    sessions and memberships. Files go right after. Raises ErasureNotPossible."""
    hold_lists_under_way()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not rules.can_erase_person(by, person, is_admin=is_platform_admin(by)):
        raise ErasureNotPossible(_("This person cannot be erased by you: it is yourself, an admin, or done already."))
    if not reason.strip():
        raise ErasureNotPossible(_("Give a reason: it stays in the history."))
    _end_memberships(person, by=by)
    ErasureRequest.objects.filter(person=person, withdrawn_at=None, erased_at=None).update(erased_at=timezone.now())
    for look in Impersonation.objects.filter(person=person, ended_at=None).select_related("by", "person"):
        end_impersonation(look)
    _shut_account(person)
    erased = erase(person, pseudonym=pseudonym_of(person))
    forget_files(erased.files, cause=str(person.uuid))
    facts = {"reason": without_names(reason.strip(), names_of(person)), "rows": erased.rows}
    person.refresh_from_db()
    audit.record("erase_person", obj=person, actor=by, **facts)
    return person


def _end_memberships(person: Person, *, by: Person) -> None:
    """Those to come too."""
    for held in person.memberships.select_related("organisation"):
        last_day = max(held.valid_from, today_at(held.organisation) - dt.timedelta(days=1))
        if held.valid_until is None or held.valid_until > last_day:
            end_membership(held, valid_until=last_day, by=by)


def _shut_account(person: Person) -> None:
    person.groups.clear()
    person.user_permissions.clear()
    Person.objects.filter(pk=person.pk).update(
        is_active=False,
        is_staff=False,
        is_superuser=False,
        must_read_notice=False,
        erased_at=timezone.now(),
    )
