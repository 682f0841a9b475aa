import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from certificates.enums import CertificateState
from certificates.models import Certificate
from foundation import outbox
from foundation.models import AuditLine, OutboxMessage
from tests.factories.certificates import CertificateFactory, CredentialFactory
from tests.factories.people import PersonFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = SuperuserFactory()
    client.force_login(admin)
    return admin


def change(certificate, state):
    return reverse("certificate:change_state", args=[certificate.pk, state])


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_for_one_and_for_many(client, admin, count, django_assert_num_queries):
    certificates = [CertificateFactory() for _ in range(count)]
    client.get(reverse("certificate:index"))

    with django_assert_num_queries(12, exact=False) as queries:
        response = client.get(reverse("certificate:index"))

    assert all(certificate.number in response.content.decode() for certificate in certificates)
    assert len(queries) <= 12


def test_list_is_filtered_by_state_and_credential(client, admin):
    valid, revoked = CertificateFactory(), CertificateFactory(state=CertificateState.REVOKED)
    url = reverse("certificate:index")

    by_state = client.get(url, {"state": "REVOKED"}).content.decode()
    by_credential = client.get(url, {"credential": valid.credential.pk}).content.decode()

    assert revoked.number in by_state
    assert valid.number not in by_state
    assert valid.number in by_credential
    assert revoked.number not in by_credential


def test_list_says_of_a_certificate_past_its_date_that_it_expired(client, admin):
    CertificateFactory()
    Certificate.objects.update(valid_until=timezone.localdate() - dt.timedelta(days=1))

    text = client.get(reverse("certificate:index")).content.decode()

    assert "已过期" in re.sub(r"<[^>]+>", "", text.partition("<tbody>")[2])


def test_list_is_searched_by_number_and_name(client, admin):
    found, other = CertificateFactory(holder__full_name="欧阳文静"), CertificateFactory()

    for words in (found.number, "欧阳"):
        text = client.get(reverse("certificate:index"), {"q": words}).content.decode()
        assert found.number in text
        assert other.number not in text


def test_inspecting_shows_all_that_happened_with_its_reason(client, admin):
    certificate = CertificateFactory(state=CertificateState.SUSPENDED)

    text = client.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()

    assert "考试由他人代答" in text
    assert certificate.paper.code in text
    assert change(certificate, "valid") in text
    assert change(certificate, "revoked") in text
    assert change(certificate, "suspended") not in text


def test_revoking_asks_for_a_reason_and_keeps_what_was_typed(client, admin):
    certificate = CertificateFactory()

    refused = client.post(change(certificate, "revoked"), {"reason": " "})
    done = client.post(change(certificate, "revoked"), {"reason": "考试由他人代答"})

    assert refused.status_code == 200
    assert refused.context["form"].errors["reason"]
    assert done.url == reverse("certificate:inspect", args=[certificate.pk])
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REVOKED
    assert AuditLine.objects.get(action="change_state").actor == admin.uuid


def test_change_that_is_not_possible_is_said_in_the_form(client, admin):
    old = CertificateFactory()
    CertificateFactory(credential=old.credential, holder=old.holder_person, cycle=1)

    response = client.post(change(old, "suspended"), {"reason": "核查成绩"})

    assert old.number in str(response.context["form"].non_field_errors())
    assert "核查成绩" in response.content.decode()


@pytest.mark.parametrize("state", ["superseded", "expired", "nonsense"])
def test_no_other_state_has_an_address(client, admin, state):
    assert client.get(change(CertificateFactory(), state)).status_code == 404


@pytest.fixture
def looker(client):
    """May look at certificates, and sees no more of them than on the site."""
    looker = PersonFactory()
    looker.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_certificate"]))
    client.force_login(looker)
    return looker


def test_who_may_only_look_changes_nothing(client, looker):
    certificate = CertificateFactory(holder=looker)

    seen = client.get(reverse("certificate:inspect", args=[certificate.pk]))
    client.post(change(certificate, "revoked"), {"reason": "代考"})

    assert seen.status_code == 200
    assert change(certificate, "revoked") not in seen.content.decode()
    assert Certificate.objects.get().state == CertificateState.VALID


def test_who_sees_nobody_elses_on_the_site_sees_nobody_elses_here(client, looker):
    own, other = CertificateFactory(holder=looker), CertificateFactory()

    listed = client.get(reverse("certificate:index")).content.decode()

    assert own.number in listed
    assert other.number not in listed
    for page in ("inspect", "history", "print_again"):
        assert client.get(reverse(f"certificate:{page}", args=[other.pk])).status_code == 404


def test_change_is_in_the_site_history(client, admin):
    certificate = CertificateFactory()
    client.post(change(certificate, "suspended"), {"reason": "核查成绩"})

    assert client.get(reverse("wagtailadmin_reports:site_history")).status_code == 200


def test_words_of_a_credential_are_changed_for_certificates_to_come(client, admin):
    credential = CredentialFactory()
    url = reverse("credential:edit", args=[credential.pk])
    assert client.get(url).status_code == 200

    response = client.post(
        url,
        {
            "title_zh-hans": "专业结业证书",
            "did_zh-hans": "已修完全部课程",
            "title_en": "Professional Certificate",
            "did_en": "has completed the course",
        },
    )

    assert response.status_code == 302
    credential.refresh_from_db()
    assert credential.words["zh-hans"]["title"] == "专业结业证书"
    assert credential.words["en"]["what"] == "Inventory Management"


def test_credential_without_a_title_is_refused(client, admin):
    credential = CredentialFactory()

    response = client.post(reverse("credential:edit", args=[credential.pk]), {"title_zh-hans": ""})

    assert response.context["form"].errors["title_zh-hans"]


def test_credentials_are_listed_and_found_by_any_part_of_their_names(client, admin):
    found, other = CredentialFactory(), CredentialFactory(words={"en": {"what": "Channel Management"}})

    for words in (found.key, "库存", "ventory man"):
        listed = client.get(reverse("credential:index"), {"q": words}).content.decode()
        assert found.key in listed
        assert other.key not in listed


def print_again(certificate):
    return reverse("certificate:print_again", args=[certificate.pk])


def give_up():
    OutboxMessage.objects.update(gave_up_at=timezone.now(), last_error="OSError: disk full")


def test_certificate_whose_print_failed_says_why_and_is_printed_again(client, admin):
    certificate = CertificateFactory()
    give_up()

    before = client.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()
    assert client.get(print_again(certificate)).status_code == 200
    assert outbox.messages_given_up().exists()
    done = client.post(print_again(certificate))
    after = client.get(done.url).content.decode()

    assert "OSError: disk full" in before
    assert print_again(certificate) in before
    assert print_again(certificate) not in after
    assert not outbox.messages_given_up().exists()
    assert AuditLine.objects.get(action="print_again").actor == admin.uuid


def test_who_may_only_look_prints_nothing_again(client, looker):
    certificate = CertificateFactory(holder=looker)
    give_up()

    seen = client.get(reverse("certificate:inspect", args=[certificate.pk]))
    client.post(print_again(certificate))

    assert print_again(certificate) not in seen.content.decode()
    assert outbox.messages_given_up().exists()
