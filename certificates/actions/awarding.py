"""Issues certificates: each once, numbered without gaps, with all that it will ever show copied in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from certificates.codes import new_code
from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent, Credential
from certificates.queries import certificates_issued, issuing_house
from certificates.rules import SUPERSEDABLE, last_day_of_validity
from certificates.snapshots import take_snapshot
from foundation import audit
from foundation.writing import insert
from people.api import Organisation, Person

from .files import order_first_print

# Begins the year's series or goes on with it, whoever else is at it.
NEXT_NUMBER = """
INSERT INTO certificates_numberseries AS series (year, last) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET last = series.last + 1
RETURNING last
"""


def award_certificate(
    credential: Credential,
    *,
    holder: Person | Organisation,
    awarded_on: dt.date,
    cycle: int = 0,
    organisation: Organisation | None = None,
    is_earned_anew: bool = False,
) -> Certificate:
    """The holder's certificate for this credential and cycle: issued now, or the one that there is.

    However many ask at once, one is issued: numbers are given out one after the other, and the database's constraint
    would hold without that. The others get that one. It supersedes the certificate of the cycle before. `organisation`
    is where a person worked when they earned it.

    One that was revoked is the one that there is, too. `is_earned_anew` says that what it stood on was found wrong, and
    that it was earned again since: then another is issued, with a date of its own, and the first stays revoked.
    """
    try:
        with transaction.atomic():
            number = _next_number(awarded_on.year)
            issued = certificates_issued(holder, credential)  # the number's row is ours: no more come
            if certificate := _standing_for(issued, cycle, is_earned_anew=is_earned_anew):
                transaction.set_rollback(True)  # the number goes back
                return certificate
            previous = _newest_until(cycle, issued)
            return _issue(credential, holder, cycle, awarded_on, organisation, number=number, previous=previous)
    except IntegrityError:  # somebody was faster, with a number of another year
        issued = certificates_issued(holder, credential)
        if certificate := _standing_for(issued, cycle, is_earned_anew=is_earned_anew):
            return certificate
        raise


def _standing_for(issued: Iterable[Certificate], cycle: int, *, is_earned_anew: bool) -> Certificate | None:
    of_cycle = (one for one in issued if one.cycle == cycle)
    return next((one for one in of_cycle if not is_earned_anew or one.state != CertificateState.REVOKED), None)


def _issue(
    credential: Credential,
    holder: Person | Organisation,
    cycle: int,
    issued_on: dt.date,
    organisation: Organisation | None,
    *,
    number: str,
    previous: Certificate | None,
) -> Certificate:
    code = new_code()
    valid_until = last_day_of_validity(issued_on, credential.valid_months)
    snapshot = take_snapshot(
        credential,
        house=issuing_house(),
        holder=holder,
        organisation=organisation,
        number=number,
        code=code,
        verify_url=settings.SITE_URL + reverse("certificates:verify_certificate", args=[code]),
        issued_on=issued_on,
        valid_until=valid_until,
    )
    certificate = insert(
        Certificate(
            credential=credential,
            cycle=cycle,
            number=number,
            code=code,
            snapshot=snapshot,
            issued_on=issued_on,
            valid_until=valid_until,
            supersedes=previous,
            **_holder_fields(holder),
        )
    )
    insert(CertificateEvent(certificate=certificate, state=CertificateState.VALID))
    audit.record("award_certificate", obj=certificate, number=number, cycle=cycle, credential=credential.key)
    if previous:
        _supersede(previous, by=certificate)
    order_first_print(certificate)
    return certificate


def _holder_fields(holder: Person | Organisation) -> dict[str, Any]:
    return {"holder_organisation": holder} if isinstance(holder, Organisation) else {"holder_person": holder}


def _next_number(year: int) -> str:
    """Holds the year's row until the transaction ends: a number is given out once, and given back if that fails."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [year])
        [number] = cursor.fetchone()
    return f"DU-{year}-{number:06d}"


def _newest_until(cycle: int, issued: list[Certificate]) -> Certificate | None:
    """Of an earlier cycle; of this one, if it was revoked. One that another took the place of is no longer there for
    this one."""
    superseded = {one.supersedes_id for one in issued}
    return next((one for one in issued if one.cycle <= cycle and one.pk not in superseded), None)


def _supersede(certificate: Certificate, *, by: Certificate) -> None:
    """A revoked certificate stays revoked."""
    superseded = Certificate.objects.filter(pk=certificate.pk, state__in=SUPERSEDABLE).update(
        state=CertificateState.SUPERSEDED, state_changed_at=timezone.now()
    )
    if superseded:
        CertificateEvent.objects.create(certificate=certificate, state=CertificateState.SUPERSEDED, reason=by.number)
        audit.record("supersede_certificate", obj=certificate, by=by.number)
