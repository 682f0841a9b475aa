"""Codes to join a dealer: opened for so many people and days, and closed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import audit
from people.joining import queries, rules
from people.joining.codes import new_code
from people.models import JoinCode, Organisation, Person


class CodeNotOpened(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def open_code(dealer: Organisation, *, limit: int, days: int, by: Person) -> JoinCode:
    """Lets `limit` people ask to join within `days`. Raises CodeNotOpened."""
    if not rules.can_open_code(queries.standing_at(dealer, by)):
        raise CodeNotOpened(_("Only those who lead this dealer, and its rep, open a code."))
    return _open(dealer, limit=limit, life=dt.timedelta(days=days), by=by, makes_owner=False)


@transaction.atomic
def open_owner_code(dealer: Organisation, *, by: Person) -> JoinCode:
    """For the owner who stands beside the rep: good for half an hour and one person. An earlier one is closed.

    Raises CodeNotOpened.
    """
    dealer = Organisation.objects.select_for_update(no_key=True).get(pk=dealer.pk)
    standing = queries.standing_at(dealer, by)
    if not rules.can_make_owner(standing):
        raise CodeNotOpened(
            _("This dealer has an owner already. The owner lets others in; another owner is named by an admin.")
            if standing.has_owner
            else _("Only the rep makes the first owner.")
        )
    queries.codes_open().filter(dealer=dealer, makes_owner=True).update(closed_at=timezone.now())
    return _open(dealer, limit=1, life=rules.OWNER_CODE_LIFE, by=by, makes_owner=True)


def _open(dealer: Organisation, *, limit: int, life: dt.timedelta, by: Person, makes_owner: bool) -> JoinCode:
    now = timezone.now()
    code = JoinCode.objects.create(
        dealer=dealer,
        code=new_code(),
        makes_owner=makes_owner,
        opened_by=by,
        opened_at=now,
        expires_at=now + life,
        limit=limit,
    )
    audit.record("open_join_code", obj=code, actor=by, dealer=dealer.uuid, limit=limit, makes_owner=makes_owner)
    return code


@transaction.atomic
def close_code(code: JoinCode, *, by: Person) -> None:
    """At once; who asked with it stays in the list. Closing again changes nothing. Raises CodeNotOpened."""
    if not rules.can_open_code(queries.standing_at(code.dealer, by)):
        raise CodeNotOpened(_("Only those who lead this dealer, and its rep, close a code."))
    if JoinCode.objects.filter(pk=code.pk, closed_at__isnull=True).update(closed_at=timezone.now()):
        audit.record("close_join_code", obj=code, actor=by)
