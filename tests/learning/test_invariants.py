import pytest

from certificates.models import Certificate
from learning.actions import open_cycle, void_record
from learning.invariants import broken_invariants
from learning.models import Standing
from tests.factories.certificates import CertificateFactory, CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import LearnerFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def record():
    return complete(LearnerFactory(), ActivityFactory(credential=CredentialFactory()))


def test_nothing_is_broken_by_ordinary_life(record):
    open_cycle(record.person, record.activity, reason="every year")
    second = complete(record.person, record.activity)
    void_record(second, voided_by=SuperuserFactory(), reason="wrong")

    assert broken_invariants() == {}


def test_standing_that_differs_is_found(record):
    Standing.objects.update(record=None, completed_at=None)

    assert broken_invariants() == {"standings that differ from the records": 1}


def test_certificate_without_its_record_is_found():
    CertificateFactory()

    assert broken_invariants() == {"certificates without the record that earned them": 1}


def test_record_without_its_certificate_is_found(record):
    Certificate.objects.update(cycle=7)

    assert broken_invariants() == {
        "certificates without the record that earned them": 1,
        "records without the certificate that they earned": 1,
    }
