import pytest
from django.db import IntegrityError, transaction

from certificates.actions import CertificateNotChangeable, award_certificate, change_state, changing
from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent
from foundation.models import AuditLine
from tests.factories.certificates import ISSUED_ON, CertificateFactory
from tests.factories.people import SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return SuperuserFactory()


@pytest.fixture
def certificate():
    return CertificateFactory()


def test_revoking_leaves_an_event_with_its_reason_and_an_audit_line(certificate, admin):
    change_state(certificate, state=CertificateState.REVOKED, by=admin, reason="  考试由他人代答 ")

    certificate.refresh_from_db()
    event = certificate.events.latest("pk")
    assert certificate.state == event.state == CertificateState.REVOKED
    assert (event.by, event.reason) == (admin, "考试由他人代答")
    assert event.at == certificate.state_changed_at
    line = AuditLine.objects.get(action="change_state")
    assert (line.actor, line.object_uuid) == (admin.uuid, certificate.uuid)
    assert line.facts == {"was": "VALID", "state": "REVOKED"}


def test_suspended_certificate_can_be_reinstated(certificate, admin):
    change_state(certificate, state=CertificateState.SUSPENDED, by=admin, reason="核查成绩")

    certificate = change_state(certificate, state=CertificateState.VALID, by=admin, reason="核查无误")

    assert certificate.state == CertificateState.VALID
    assert list(certificate.events.order_by("pk").values_list("state", flat=True)) == ["VALID", "SUSPENDED", "VALID"]


@pytest.mark.parametrize("reason", ["", "   "])
def test_change_without_a_reason_is_refused(certificate, admin, reason):
    with pytest.raises(CertificateNotChangeable, match=r"reason|原因"):
        change_state(certificate, state=CertificateState.REVOKED, by=admin, reason=reason)

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.VALID


def test_nobody_supersedes_by_hand(certificate, admin):
    with pytest.raises(CertificateNotChangeable):
        change_state(certificate, state=CertificateState.SUPERSEDED, by=admin, reason="手动")


def test_same_change_twice_is_one_event(certificate, admin):
    for _ in range(2):
        change_state(certificate, state=CertificateState.REVOKED, by=admin, reason="代考")

    assert certificate.events.filter(state=CertificateState.REVOKED).count() == 1


def test_revoked_certificate_with_a_successor_is_not_reinstated(certificate, admin):
    CertificateFactory(credential=certificate.credential, holder=certificate.holder_person, cycle=1)
    change_state(certificate, state=CertificateState.REVOKED, by=admin, reason="代考")

    with pytest.raises(CertificateNotChangeable, match=certificate.number):
        change_state(certificate, state=CertificateState.VALID, by=admin, reason="申诉成立")


def test_change_that_somebody_else_overtook_says_so(certificate, admin, monkeypatch):
    stale = Certificate.objects.get(pk=certificate.pk)
    change_state(certificate, state=CertificateState.REVOKED, by=admin, reason="代考")

    with pytest.raises(CertificateNotChangeable), transaction.atomic():
        changing._move(stale, state=CertificateState.SUSPENDED, by=admin, reason="核查")

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REVOKED
    assert not certificate.events.filter(state=CertificateState.SUSPENDED).exists()


def test_database_refuses_an_event_without_a_reason(certificate):
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateEvent.objects.create(certificate=certificate, state=CertificateState.REVOKED)


def test_revoked_certificate_that_was_earned_anew_is_not_reinstated():
    old = CertificateFactory(state=CertificateState.REVOKED)
    award_certificate(old.credential, holder=old.holder_person, awarded_on=ISSUED_ON, is_earned_anew=True)

    with pytest.raises(CertificateNotChangeable, match=f"{old.number} 已由新证书替代|taken the place of {old.number}"):
        change_state(old, state=CertificateState.VALID, by=SuperuserFactory(), reason="申诉成立")
