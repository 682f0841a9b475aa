import uuid

import pytest
from django.db import connection

from certificates.models import Certificate
from learning.actions import open_cycle, void_record
from learning.invariants import broken_invariants
from learning.models import LearningRecord, Standing
from tests.factories.certificates import CertificateFactory, CredentialFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import LearnerFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def record():
    return complete(LearnerFactory(), ActivityFactory(credential=CredentialFactory()))


def by_hand(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_nothing_is_broken_by_ordinary_life(record):
    open_cycle(record.person, record.activity, reason="every year")
    second = complete(record.person, record.activity)
    void_record(second, by=SuperuserFactory(), reason="wrong")

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


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("record_completion", "records without an audit line"),
        ("void_record", "voided records without an audit line"),
        ("open_cycle", "rounds opened without an audit line"),
    ],
)
def test_change_whose_audit_line_is_gone_is_found(record, action, name):
    open_cycle(record.person, record.activity, reason="every year")
    void_record(record, by=SuperuserFactory(), reason="wrong")
    assert broken_invariants() == {}

    by_hand("DELETE FROM foundation_auditline WHERE action = %s", action)

    assert broken_invariants() == {name: 1}


def test_second_record_of_a_round_is_found_where_the_constraint_is_gone(record):
    by_hand("DROP INDEX one_standing_record_per_person_activity_cycle")
    second = LearningRecord.objects.get(pk=record.pk)
    second.pk, second.uuid, second._state.adding = None, uuid.uuid4(), True
    second.save()

    assert broken_invariants()["rounds with two standing records"] == 1
