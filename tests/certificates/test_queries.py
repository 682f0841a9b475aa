import pytest
from django.utils import timezone

from certificates.enums import CertificateState
from certificates.invariants import broken_invariants
from certificates.queries import (
    certificate_opened_by,
    certificates_held_by,
    certificates_visible_to,
    printed_file_of,
)
from foundation.models import OutboxMessage
from people.api import StaffGroup
from tests.factories.certificates import CertificateFactory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealer():
    return DealerFactory()


def test_holder_sees_own_certificates_and_no_others():
    own = CertificateFactory()
    CertificateFactory()

    assert set(certificates_visible_to(own.holder_person)) == {own}


def test_those_who_lead_look_after_or_work_beside_the_holder_do_not_see_the_certificate(dealer):
    certificate = CertificateFactory(holder=LearnerFactory(at=dealer), organisation=dealer)
    territory = TerritoryFactory(dealers=[dealer])

    for onlooker in (OwnerFactory(at=dealer), RepFactory(territory=territory), LearnerFactory(at=dealer)):
        assert certificate not in certificates_visible_to(onlooker)


def test_dealers_certificate_is_seen_by_its_leaders_alone(dealer):
    certificate = CertificateFactory(holder=dealer, credential__kind="PLAQUE")

    assert set(certificates_visible_to(OwnerFactory(at=dealer))) == {certificate}
    for other in (LearnerFactory(at=dealer), OwnerFactory(at=DealerFactory()), PersonFactory()):
        assert not certificates_visible_to(other).exists()


@pytest.mark.parametrize("group", [StaffGroup.CURRICULUM_ADMINS, StaffGroup.PLATFORM_ADMINS])
def test_admins_see_all(group, dealer):
    certificates = {CertificateFactory(), CertificateFactory(holder=dealer)}

    assert set(certificates_visible_to(StaffFactory(group=group))) == certificates
    assert set(certificates_visible_to(SuperuserFactory())) == certificates


@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.INSTRUCTORS])
def test_other_staff_sees_none(group):
    CertificateFactory()

    assert not certificates_visible_to(StaffFactory(group=group)).exists()


@pytest.mark.parametrize("count", [1, 30])
def test_own_certificates_cost_one_query(count, django_assert_num_queries):
    person = PersonFactory()
    certificates = [CertificateFactory(holder=person) for _ in range(count)]
    CertificateFactory()

    with django_assert_num_queries(1):
        held = list(certificates_held_by(person))
        titles = {certificate.title_in("en") for certificate in held}
        keys = {certificate.credential.key for certificate in held}

    assert set(held) == set(certificates)
    assert titles == {"Inventory Management"}
    assert len(keys) == count


def test_own_certificates_keep_those_that_are_over():
    person = PersonFactory()
    old = CertificateFactory(holder=person)
    new = CertificateFactory(holder=person, credential=old.credential, cycle=1)

    assert list(certificates_held_by(person)) == [new, old]


def test_code_opens_its_certificate_whatever_its_state():
    certificate = CertificateFactory(state=CertificateState.REVOKED)

    assert certificate_opened_by(certificate.code.lower()) == certificate
    assert certificate_opened_by(certificate.code[:-1] + ("A" if certificate.code[-1] != "A" else "B")) is None


def test_file_that_is_lost_is_no_file(private_folder):
    certificate = CertificateFactory(is_printed=True)
    assert printed_file_of(certificate)

    next(private_folder.rglob("*.pdf")).unlink()

    assert printed_file_of(certificate) is None


def test_invariants_hold_of_what_is_printed_or_under_way(private_folder):
    CertificateFactory(is_printed=True)
    CertificateFactory()

    assert broken_invariants() == {}


@pytest.mark.parametrize("how", ["given up", "no order", "lost"])
def test_invariants_find_a_certificate_that_nobody_prints(private_folder, how):
    CertificateFactory(is_printed=how == "lost")
    if how == "given up":
        OutboxMessage.objects.update(gave_up_at=timezone.now())
    else:
        OutboxMessage.objects.all().delete()
    for path in private_folder.rglob("*.pdf"):
        path.unlink()

    assert broken_invariants() == {"certificates without their file, which nobody prints": 1}
