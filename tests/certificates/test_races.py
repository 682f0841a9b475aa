"""What must hold when many award, and when two print. Each race has its negative control: unguarded, it is lost."""

import re
import time
import uuid

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Max

from certificates.actions import (
    CertificateNotChangeable,
    award_certificate,
    awarding,
    change_state,
    print_certificate,
)
from certificates.enums import CertificateState
from certificates.invariants import broken_invariants
from certificates.models import Certificate, CertificateEvent, CertificateFile, NumberSeries
from certificates.queries import PRINT
from foundation.files import private_storage
from foundation.models import AuditLine, OutboxMessage
from tests.databases import on_postgresql
from tests.factories.certificates import ISSUED_ON, CertificateFactory, CredentialFactory
from tests.factories.people import PersonFactory, SuperuserFactory
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db")]
AT_ONCE = 32


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)


def drop_constraint():
    constraint = next(
        c for c in Certificate._meta.constraints if c.name == "one_certificate_stands_per_person_credential_cycle"
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(Certificate, constraint)


def numbers():
    return sorted(Certificate.objects.values_list("number", flat=True))


def test_many_awards_at_once_are_one_certificate():
    person, credential = PersonFactory(), CredentialFactory()

    awarded = run_at_once(
        AT_ONCE, lambda number: award_certificate(credential, holder=person, awarded_on=ISSUED_ON).number
    )

    assert set(awarded) == {"DU-2026-000001"}
    assert numbers() == ["DU-2026-000001"]
    assert CertificateEvent.objects.count() == OutboxMessage.objects.count() == 1
    assert AuditLine.objects.filter(action="award_certificate").count() == 1
    assert NumberSeries.objects.get().last == 1


@pytest.fixture
def without_lock(monkeypatch):
    """Numbers without gaps are given out one after the other; these are not."""
    monkeypatch.setattr(awarding, "_next_number", lambda year: f"DU-{year}-{uuid.uuid4().hex[:6]}")


@on_postgresql
def test_the_number_alone_keeps_awards_one_after_the_other():
    person, credential = PersonFactory(), CredentialFactory()
    drop_constraint()

    run_at_once(AT_ONCE, lambda number: award_certificate(credential, holder=person, awarded_on=ISSUED_ON))

    assert numbers() == ["DU-2026-000001"]


@on_postgresql
def test_the_constraint_alone_lets_one_certificate_be_issued(without_lock):
    person, credential = PersonFactory(), CredentialFactory()

    awarded = run_at_once(
        AT_ONCE, lambda number: award_certificate(credential, holder=person, awarded_on=ISSUED_ON).number
    )

    assert set(awarded) == set(numbers())
    assert CertificateEvent.objects.count() == OutboxMessage.objects.count() == Certificate.objects.count() == 1


@on_postgresql
def test_without_either_many_awards_at_once_are_many_certificates(without_lock):
    person, credential = PersonFactory(), CredentialFactory()
    drop_constraint()

    run_at_once(AT_ONCE, lambda number: award_certificate(credential, holder=person, awarded_on=ISSUED_ON))

    assert Certificate.objects.count() > 1


def test_numbers_of_many_holders_at_once_have_no_gap_and_no_double():
    people, credential = PersonFactory.create_batch(AT_ONCE), CredentialFactory()

    run_at_once(AT_ONCE, lambda number: award_certificate(credential, holder=people[number], awarded_on=ISSUED_ON))

    assert numbers() == [f"DU-2026-{number:06d}" for number in range(1, AT_ONCE + 1)]


def test_awards_that_fail_among_others_leave_no_gap():
    people, credential = PersonFactory.create_batch(AT_ONCE), CredentialFactory()

    def award(number):
        with transaction.atomic():
            award_certificate(credential, holder=people[number], awarded_on=ISSUED_ON)
            if number % 4 == 0:
                raise RuntimeError

    run_at_once(AT_ONCE, award)

    assert numbers() == [f"DU-2026-{number:06d}" for number in range(1, AT_ONCE * 3 // 4 + 1)]


@on_postgresql
def test_numbers_read_before_they_are_written_collide(monkeypatch):
    def read_then_write(year):
        last = Certificate.objects.aggregate(last=Max("number"))["last"]
        time.sleep(0.01)
        return f"DU-{year}-{int(re.sub(r'.*-', '', last or '0')) + 1:06d}"

    monkeypatch.setattr(awarding, "_next_number", read_then_write)
    people, credential = PersonFactory.create_batch(AT_ONCE), CredentialFactory()

    run_at_once(AT_ONCE, lambda number: award_certificate(credential, holder=people[number], awarded_on=ISSUED_ON))

    assert Certificate.objects.count() < AT_ONCE


def test_next_cycle_awarded_many_times_at_once_supersedes_once():
    old = CertificateFactory()

    run_at_once(
        AT_ONCE,
        lambda number: award_certificate(old.credential, holder=old.holder_person, cycle=1, awarded_on=ISSUED_ON),
    )

    assert Certificate.objects.count() == 2
    assert old.events.filter(state="SUPERSEDED").count() == 1


def test_certificate_earned_anew_many_times_at_once_is_one_more():
    old = CertificateFactory(state=CertificateState.REVOKED)

    awarded = run_at_once(AT_ONCE, lambda number: earn_anew(old).number)

    assert set(awarded) == {"DU-2026-000002"}
    assert numbers() == ["DU-2026-000001", "DU-2026-000002"]
    assert OutboxMessage.objects.filter(handler=PRINT).count() == 2


@on_postgresql
def test_without_either_many_that_are_earned_anew_stand(monkeypatch, without_lock):
    drop_constraint()
    old = CertificateFactory(state=CertificateState.REVOKED)
    monkeypatch.setattr(awarding, "_newest_until", lambda *args: None)

    run_at_once(AT_ONCE, lambda number: earn_anew(old))

    assert Certificate.objects.exclude(state=CertificateState.REVOKED).count() > 1
    assert broken_invariants()["rounds with two certificates that stand"] == 1


def test_reinstating_and_earning_anew_at_once_leave_one_that_stands():
    old, admin = CertificateFactory(state=CertificateState.REVOKED), SuperuserFactory()

    def reinstate_or_earn(number):
        if number % 2:
            return earn_anew(old)
        return change_state(old, state=CertificateState.VALID, by=admin, reason="申诉成立")

    outcomes = run_at_once(AT_ONCE, reinstate_or_earn)

    errors = {type(outcome) for outcome in outcomes if isinstance(outcome, Exception)}
    assert errors <= {CertificateNotChangeable}
    assert Certificate.objects.exclude(state=CertificateState.REVOKED).count() == 1


def earn_anew(old):
    return award_certificate(old.credential, holder=old.holder_person, awarded_on=ISSUED_ON, is_earned_anew=True)


def test_certificate_printed_by_two_workers_at_once_is_one_file(private_folder):
    certificate = CertificateFactory()

    printed = run_at_once(2, lambda number: print_certificate(certificate).sha256)

    row = CertificateFile.objects.get()
    files = [path for path in private_folder.rglob("*") if path.is_file()]
    assert set(printed) == {row.sha256}
    assert files == [private_folder / row.file.name]


@on_postgresql
def test_two_workers_that_do_not_wait_for_each_other_collide(private_folder):
    certificate = CertificateFactory()

    def store_without_lock(number):
        assert not CertificateFile.objects.filter(certificate=certificate).exists()
        time.sleep(0.05)
        name = private_storage().save(f"certificates/{certificate.uuid}.pdf", ContentFile(b"%PDF-"))
        return CertificateFile.objects.create(certificate=certificate, file=name, sha256="0" * 64)

    outcomes = run_at_once(2, store_without_lock)

    assert any(isinstance(outcome, Exception) for outcome in outcomes)
    assert len([path for path in private_folder.rglob("*") if path.is_file()]) == 2
