"""Issues certificates: each once, numbered without gaps, with all that it will ever show copied in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from certificates.codes import new_code
from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent, Credential, NumberSeries
from certificates.queries import certificates_issued, issuing_house
from certificates.rules import SUPERSEDABLE, last_day_of_validity
from certificates.snapshots import take_snapshot
from foundation import audit
from people.api import Organisation, Person

from .files import order_first_print


@transaction.atomic
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

    However many ask at once, the database's constraint lets one be issued; the others get that one. It supersedes the
    certificate of the cycle before. `organisation` is where a person worked when they earned it.

    One that was revoked is the one that there is, too. `is_earned_anew` says that what it stood on was found wrong, and
    that it was earned again since: then another is issued, with a date of its own, and the first stays revoked.
    """
    issued = certificates_issued(holder, credential)
    if certificate := _standing_for(issued, cycle, is_earned_anew=is_earned_anew):
        return certificate
    try:
        with transaction.atomic():  # a savepoint: if somebody was faster, the number goes back too
            return _issue(credential, holder, cycle, awarded_on, organisation)
    except IntegrityError:
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
) -> Certificate:
    code, number = new_code(), _next_number(issued_on.year)
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
    previous = _newest_until(cycle, certificates_issued(holder, credential))  # the number's row is ours: no more come
    certificate = Certificate.objects.create(
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
    CertificateEvent.objects.create(certificate=certificate, state=CertificateState.VALID)
    audit.record("award_certificate", obj=certificate, number=number, cycle=cycle, credential=credential.key)
    if previous:
        _supersede(previous, by=certificate)
    order_first_print(certificate)
    return certificate


def _holder_fields(holder: Person | Organisation) -> dict[str, Any]:
    return {"holder_organisation": holder} if isinstance(holder, Organisation) else {"holder_person": holder}


def _next_number(year: int) -> str:
    """Holds the year's row until the transaction ends: a number is given out once, and given back if that fails."""
    of_year = NumberSeries.objects.filter(year=year)
    if not of_year.update(last=F("last") + 1):
        NumberSeries.objects.bulk_create([NumberSeries(year=year)], ignore_conflicts=True)
        of_year.update(last=F("last") + 1)
    return f"DU-{year}-{NumberSeries.objects.get(year=year).last:06d}"


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
