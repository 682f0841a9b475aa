"""What may be, and what a certificate is worth, without asking the database."""

from __future__ import annotations

import calendar
import datetime as dt

from django.utils import timezone

from .enums import CertificateState, CertificateStatus
from .models import Certificate

# A revoked certificate may be given back when an appeal is upheld. Only an award supersedes.
NEXT_STATES: dict[str, frozenset[str]] = {
    CertificateState.VALID: frozenset({CertificateState.SUSPENDED, CertificateState.REVOKED}),
    CertificateState.SUSPENDED: frozenset({CertificateState.VALID, CertificateState.REVOKED}),
    CertificateState.SUPERSEDED: frozenset({CertificateState.REVOKED}),
    CertificateState.REVOKED: frozenset({CertificateState.VALID}),
}
SUPERSEDABLE = frozenset({CertificateState.VALID, CertificateState.SUSPENDED})


def can_share_certificate(certificate: Certificate) -> bool:
    """By its holder: one that says something good of them."""
    return status_on(certificate, timezone.localdate()) in {CertificateStatus.VALID, CertificateStatus.EXPIRED}


def can_become(certificate: Certificate, state: str) -> bool:
    return state in NEXT_STATES[certificate.state]


def status_on(certificate: Certificate, day: dt.date) -> CertificateStatus:
    """What was decided weighs more than the date; the last day still counts."""
    if certificate.state != CertificateState.VALID:
        return CertificateStatus(certificate.state)
    is_over = certificate.valid_until is not None and certificate.valid_until < day
    return CertificateStatus.EXPIRED if is_over else CertificateStatus.VALID


def last_day_of_validity(issued_on: dt.date, months: int | None) -> dt.date | None:
    """The day before the same day of a later month; that month's last day, where it has no such day."""
    if months is None:
        return None
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    days = calendar.monthrange(year, month)[1]
    if issued_on.day > days:
        return dt.date(year, month, days)
    return dt.date(year, month, issued_on.day) - dt.timedelta(days=1)
