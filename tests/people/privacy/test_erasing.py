import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from certificates.invariants import broken_invariants
from certificates.models import CertificateFile
from courses.models import Enrolment
from dashboards.queries import decisions_to_take
from foundation import audit, outbox
from foundation.files import files_without_row, private_storage
from foundation.personal_data import consequences_of_erasing
from learning.models import LearningRecord
from people.actions.persons import PersonNotAccepted, change_person
from people.enums import StaffGroup
from people.models import ErasureRequest, Message, Organisation
from people.privacy.actions import ErasureNotPossible, ask_for_erasure, erase_person, withdraw_erasure
from people.queries import memberships_open
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import enrolled, released
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import LearnerFactory, ManagerFactory, OwnerFactory, StaffFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return StaffFactory(group=StaffGroup.PLATFORM_ADMINS)


@pytest.fixture
def guide():
    return LearnerFactory(full_name="周婷", latin_name="Zhou Ting", email="zhou@example.com")


def erase_page(person):
    return reverse("wagtailusers_users:erase", args=[person.pk])


def test_facts_stay_under_a_pseudonym_and_the_account_is_shut(guide, admin):
    dealer = Organisation.objects.get(memberships__person=guide)
    record, enrolment = complete(guide, ActivityFactory(), organisation=dealer), enrolled(guide, released())
    guide.groups.add(Group.objects.get(name=StaffGroup.EDITORS))

    erased = erase_person(guide, by=admin, reason="wish")

    assert erased.full_name == f"已注销人员 {guide.uuid.hex[:6]}"
    assert (erased.email, erased.phone, erased.is_active, erased.has_usable_password()) == (None, None, False, False)
    assert erased.erased_at
    assert not erased.groups.exists()
    assert not memberships_open().filter(person=erased).exists()
    assert LearningRecord.objects.get(pk=record.pk).organisation == dealer
    assert Enrolment.objects.get(pk=enrolment.pk).person == erased
    assert audit.lines_about(guide)[0].action == "erase_person"


def test_a_certificate_stands_without_name_and_paper(client, guide, admin):
    certificate = CertificateFactory(holder=guide, is_printed=True)
    file = certificate.printed.name
    outbox.deliver_due()

    erase_person(guide, by=admin, reason="wish")
    outbox.deliver_due()

    client.cookies["django_language"] = "en"
    page = client.get(reverse("certificates:verify_certificate", args=[certificate.code])).content.decode()
    assert "This certificate is valid" in page
    assert certificate.number in page
    assert "the person had their data erased" in page
    assert "周婷" not in page
    assert not CertificateFile.objects.exists()
    assert not private_storage().exists(file)
    assert broken_invariants() == {}
    assert [one for one in files_without_row() if one.name == file] == []


def test_an_erased_certificate_is_printed_no_more(client, guide, admin):
    certificate = CertificateFactory(holder=guide)
    erase_person(guide, by=admin, reason="wish")
    client.force_login(admin)
    client.cookies["django_language"] = "en"

    page = client.get(reverse("certificates:certificate_detail", args=[certificate.uuid])).content.decode()
    paper = client.get(reverse("certificates:certificate_pdf", args=[certificate.uuid])).content.decode()
    outbox.deliver_due()

    assert "there is no paper of it any more" in page
    assert "it is not printed any more" in paper
    assert not CertificateFile.objects.exists()


@pytest.mark.parametrize("who", ["themselves", "a learner", "a superuser", "an erased one"])
def test_nobody_erases_themselves_those_above_or_twice(guide, admin, who):
    person, by = {
        "themselves": (admin, admin),
        "a learner": (guide, LearnerFactory()),
        "a superuser": (SuperuserFactory(), admin),
        "an erased one": (guide, admin),
    }[who]
    if who == "an erased one":
        erase_person(guide, by=admin, reason="wish")

    with pytest.raises(ErasureNotPossible, match="cannot be erased by you"):
        erase_person(person, by=by, reason="wish")


def test_an_erased_person_comes_back_by_no_change(guide, admin):
    erased = erase_person(guide, by=admin, reason="wish")

    with pytest.raises(PersonNotAccepted):
        change_person(erased, by=admin, email="zhou@example.com", is_active=True)


def test_the_number_is_free_for_whoever_comes_next(guide, admin):
    erase_person(guide, by=admin, reason="wish")

    assert LearnerFactory(email="zhou@example.com", phone=guide.phone).pk != guide.pk


def test_asking_on_ones_page_tells_admins_and_can_be_taken_back(client, guide, admin):
    client.force_login(guide)

    client.post(reverse("people:ask_for_erasure"))
    client.post(reverse("people:ask_for_erasure"))
    told = Message.objects.get(kind="people.erasure_asked", person=admin)
    waiting = next(one for one in decisions_to_take() if "erased" in one.title or "注销" in one.title)
    client.post(reverse("people:withdraw_erasure"))
    client.post(reverse("people:withdraw_erasure"))

    client.post(reverse("people:ask_for_erasure"))
    client.post(reverse("people:withdraw_erasure"))

    assert admin.messages.get() == told
    assert told.path == erase_page(guide)
    assert waiting.count == 1
    assert not ErasureRequest.objects.filter(withdrawn_at=None).exists()
    assert [line.action for line in audit.lines_about(guide)] == ["withdraw_erasure", "ask_for_erasure"] * 2


def test_erasing_answers_the_request(guide, admin):
    ask_for_erasure(guide)

    erase_person(guide, by=admin, reason="wish")
    withdraw_erasure(guide)

    request = ErasureRequest.objects.get()
    assert (request.withdrawn_at, request.erased_at is not None) == (None, True)


def test_the_admin_is_told_what_follows_and_that_it_cannot_be_undone(client, admin):
    owner = OwnerFactory()
    dealer = owner.memberships.get().organisation
    enrolled(owner, released())
    CertificateFactory(holder=owner)
    client.force_login(admin)
    client.cookies["django_language"] = "en"

    page = client.get(erase_page(owner)).content.decode()
    refused = client.post(erase_page(owner), {"reason": "wish"}).content.decode()

    for words in ("cannot be undone", "has no other owner", "under way in 1 course", "1 certificate loses"):
        assert words in page
    owner.refresh_from_db()
    assert 'value="wish"' in refused or ">\nwish<" in refused
    assert owner.erased_at is None
    ManagerFactory(at=dealer)
    OwnerFactory(at=dealer)
    assert not any("owner" in sentence or "老板" in sentence for sentence in consequences_of_erasing(owner)[:1])


def test_an_admin_erases_from_the_persons_page(client, guide, admin):
    client.force_login(admin)
    look = client.get(reverse("wagtailusers_users:inspect", args=[guide.pk])).content.decode()

    client.post(erase_page(guide), {"reason": "wish", "is_sure": "on"})

    guide.refresh_from_db()
    after = client.get(reverse("wagtailusers_users:inspect", args=[guide.pk])).content.decode()
    assert erase_page(guide) in look
    assert guide.erased_at
    assert erase_page(guide) not in after


def test_memberships_end_yesterday_or_where_they_began(guide, admin):
    today = timezone.localdate()
    fresh = LearnerFactory()
    fresh.memberships.update(valid_from=today)

    for person in (guide, fresh):
        erase_person(person, by=admin, reason="wish")

    assert guide.memberships.get().valid_until == today - dt.timedelta(days=1)
    assert fresh.memberships.get().valid_until == today
