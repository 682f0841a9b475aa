import datetime as dt
from itertools import product

import pytest

from certificates.enums import CertificateState, CertificateStatus
from certificates.models import Certificate
from certificates.rules import can_become, last_day_of_validity, status_on

ALLOWED = {
    ("VALID", "SUSPENDED"),
    ("VALID", "REVOKED"),
    ("SUSPENDED", "VALID"),
    ("SUSPENDED", "REVOKED"),
    ("SUPERSEDED", "REVOKED"),
    ("REVOKED", "VALID"),
}


@pytest.mark.parametrize(("was", "wanted"), list(product(CertificateState.values, repeat=2)))
def test_state_changes_only_along_the_allowed_ways(was, wanted):
    assert can_become(Certificate(state=was), wanted) is ((was, wanted) in ALLOWED)


@pytest.mark.parametrize(
    ("issued_on", "months", "last_day"),
    [
        ((2026, 3, 18), 24, (2028, 3, 17)),
        ((2026, 3, 1), 12, (2027, 2, 28)),
        ((2027, 3, 1), 12, (2028, 2, 29)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2028, 2, 29), 48, (2032, 2, 28)),
        ((2026, 12, 31), 6, (2027, 6, 30)),
        ((2026, 1, 1), 12, (2026, 12, 31)),
    ],
)
def test_last_day_of_validity(issued_on, months, last_day):
    assert last_day_of_validity(dt.date(*issued_on), months) == dt.date(*last_day)


def test_what_never_expires_has_no_last_day():
    assert last_day_of_validity(dt.date(2026, 3, 18), None) is None


@pytest.mark.parametrize(
    ("state", "day", "status"),
    [
        ("VALID", (2028, 3, 17), CertificateStatus.VALID),
        ("VALID", (2028, 3, 18), CertificateStatus.EXPIRED),
        ("SUSPENDED", (2026, 4, 1), CertificateStatus.SUSPENDED),
        ("SUPERSEDED", (2029, 1, 1), CertificateStatus.SUPERSEDED),
        ("REVOKED", (2029, 1, 1), CertificateStatus.REVOKED),
    ],
)
def test_status_on_a_day(state, day, status):
    certificate = Certificate(state=state, valid_until=dt.date(2028, 3, 17))

    assert status_on(certificate, dt.date(*day)) == status


def test_certificate_without_a_last_day_never_expires():
    assert status_on(Certificate(state="VALID"), dt.date(2999, 1, 1)) == CertificateStatus.VALID
