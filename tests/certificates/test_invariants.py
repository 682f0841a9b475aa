from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from certificates.actions import change_state
from certificates.enums import CertificateState
from certificates.invariants import broken_invariants
from foundation.models import OutboxMessage
from tests.factories.certificates import CertificateFactory
from tests.factories.people import SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def certificate():
    return CertificateFactory()


@pytest.fixture
def printed(certificate):
    row = CertificateFactory(is_printed=True)
    yield Path(row.printed.file.path)
    row.printed.file.storage.delete(row.printed.name)


def by_hand(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_nothing_is_broken_by_ordinary_life(certificate, printed):
    admin = SuperuserFactory()
    change_state(certificate, state=CertificateState.SUSPENDED, by=admin, reason="look")
    change_state(certificate, state=CertificateState.VALID, by=admin, reason="right")
    CertificateFactory(credential=certificate.credential, holder=certificate.holder_person, cycle=1)

    assert broken_invariants() == {}


def test_state_written_by_hand_is_found(certificate):
    by_hand("UPDATE certificates_certificate SET state = 'REVOKED'")

    assert broken_invariants() == {"certificates whose state is not that of their last event": 1}


def test_certificate_without_any_event_is_found(certificate):
    by_hand("DELETE FROM certificates_certificateevent")

    assert broken_invariants() == {
        "certificates whose state is not that of their last event": 1,
        "certificates changed without an audit line": 1,
    }


def test_change_whose_audit_line_is_gone_is_found(certificate):
    change_state(certificate, state=CertificateState.REVOKED, by=SuperuserFactory(), reason="wrong")

    by_hand("DELETE FROM foundation_auditline WHERE action = 'change_state'")

    assert broken_invariants() == {"certificates changed without an audit line": 1}


def test_delivered_print_without_a_file_is_found(certificate):
    assert broken_invariants() == {}

    OutboxMessage.objects.update(delivered_at=timezone.now())

    assert broken_invariants() == {"certificates without their file, which nobody prints": 1}


def test_file_that_was_changed_is_found(printed):
    printed.write_bytes(printed.read_bytes() + b"\n")

    assert broken_invariants() == {"certificates whose file is not what was printed": 1}


def test_second_certificate_is_found_where_the_constraint_is_gone(certificate):
    by_hand("DROP INDEX one_certificate_stands_per_person_credential_cycle")

    CertificateFactory(credential=certificate.credential, holder=certificate.holder_person, cycle=1)
    by_hand("UPDATE certificates_certificate SET cycle = 0")

    assert broken_invariants() == {"rounds with two certificates that stand": 1}
