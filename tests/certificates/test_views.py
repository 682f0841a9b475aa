import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from certificates.actions import award_certificate
from certificates.enums import CertificateState
from tests.certificates.addresses import detail, pdf, verify
from tests.factories.certificates import CertificateFactory
from tests.factories.people import DealerFactory, LearnerFactory, OwnerFactory, PersonFactory, TierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(private_folder):
    return private_folder


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def all_it_says(paper):
    pairs = [paper.house, paper.title, paper.did, paper.what, paper.when, paper.organisation, *paper.signers]
    return [text for pair in pairs for text in (pair.first, pair.second)] + [
        paper.holder, paper.latin_name, paper.number, paper.code
    ]  # fmt: skip


class TestVerifyCertificate:
    def test_shows_signed_out_what_the_paper_shows(self, client, certificate):
        response = client.get(verify(certificate.code))

        assert response.status_code == 200
        text = text_of(response)
        assert [line for line in all_it_says(certificate.paper) if escape(line) not in text] == []

    def test_says_what_the_snapshot_says_whatever_was_renamed(self, client, certificate):
        certificate.holder_person.full_name = "改了名"
        certificate.holder_person.save()

        text = client.get(verify(certificate.code)).content.decode()

        assert "欧阳文静" in text
        assert "改了名" not in text

    @pytest.mark.parametrize(
        ("state", "day", "words"),
        [
            (CertificateState.VALID, "2026-06-01", "This certificate is valid"),
            (CertificateState.VALID, "2028-03-17", "This certificate is valid"),
            (CertificateState.VALID, "2028-03-18", "This certificate has expired"),
            (CertificateState.SUSPENDED, "2026-06-01", "This certificate is suspended"),
            (CertificateState.REVOKED, "2026-06-01", "This certificate has been revoked"),
        ],
    )
    def test_says_what_it_is_worth_today(self, client, state, day, words):
        certificate = CertificateFactory(state=state)

        with time_machine.travel(f"{day}T12:00:00+08:00"), translation.override("en"):
            text = text_of(client.get(verify(certificate.code), headers={"accept-language": "en"}))

        assert words in text

    def test_says_that_a_newer_one_took_its_place(self, client, certificate):
        CertificateFactory(credential=certificate.credential, holder=certificate.holder_person, cycle=1)

        text = text_of(client.get(verify(certificate.code), headers={"accept-language": "en"}))

        assert "A newer certificate has taken its place" in text

    def test_revoked_one_that_was_earned_anew_says_so_and_stays_revoked(self, client):
        old = CertificateFactory(state=CertificateState.REVOKED)
        new = award_certificate(
            old.credential, holder=old.holder_person, awarded_on=dt.date(2026, 6, 1), is_earned_anew=True
        )

        text = text_of(client.get(verify(old.code), headers={"accept-language": "en"}))

        assert "This certificate has been revoked" in text
        assert "The holder has earned another one since" in text
        assert new.code not in text
        assert "This certificate is valid" in text_of(client.get(verify(new.code), headers={"accept-language": "en"}))

    @pytest.mark.parametrize("state", [CertificateState.SUSPENDED, CertificateState.REVOKED])
    def test_keeps_the_reason_to_the_holder(self, client, state):
        certificate = CertificateFactory(state=state)

        public = client.get(verify(certificate.code)).content.decode()
        client.force_login(certificate.holder_person)
        own = client.get(detail(certificate)).content.decode()

        assert "考试由他人代答" not in public
        assert "考试由他人代答" in own

    @pytest.mark.parametrize("typed", ["{0}-{1}", "{0} {1}"])
    def test_code_as_it_was_typed_leads_to_its_page(self, client, certificate, typed):
        code = typed.format(certificate.code[:4], certificate.code[4:]).lower()

        assert client.get(verify(code)).url == verify(certificate.code)
        assert client.get(reverse("certificates:verify"), {"code": code}).url == verify(certificate.code)

    @pytest.mark.parametrize(
        "typed", ["K7QXM2PDW8RSVT3YZ4HJ", "x", "DU-2026-000001", "<script>alert(1)</script>", "码" * 20]
    )
    def test_unknown_code_gets_a_sentence_and_the_form_filled_in(self, client, certificate, typed):
        response = client.get(reverse("certificates:verify"), {"code": typed})

        assert response.status_code == 404
        assert response.context["form"].errors["code"]
        assert f'value="{escape(typed)}"' in response.content.decode()

    def test_unknown_code_in_the_address_is_not_found_either(self, client):
        response = client.get(verify("K7QXM2PDW8RSVT3YZ4HJ"))

        assert response.status_code == 404
        assert response.context["form"].errors["code"]

    @pytest.mark.parametrize("asked", ["verify", "valid", "unknown"])
    def test_nobody_indexes_or_stores_it(self, client, certificate, asked):
        url = {"verify": reverse("certificates:verify"), "valid": verify(certificate.code), "unknown": verify("x")}[
            asked
        ]

        response = client.get(url)

        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]

    def test_names_no_other_host(self, client, certificate):
        body = client.get(verify(certificate.code)).content.decode()

        assert set(re.findall(r"""(?:src|href|action)=["'](?:https?:)?//([^/"']+)""", body)) <= {"localhost:8000"}

    def test_costs_one_query_signed_out(self, client, certificate, django_assert_num_queries):
        with django_assert_num_queries(1):
            client.get(verify(certificate.code))

    def test_is_only_read(self, client, certificate):
        assert client.post(verify(certificate.code)).status_code == 405


class TestCertificateDetail:
    def test_holder_sees_the_whole_paper(self, client, certificate, holder):
        response = client.get(detail(certificate))

        text = text_of(response)
        assert [line for line in all_it_says(certificate.paper) if escape(line) not in text] == []
        assert "private" in response["Cache-Control"]

    def test_signed_out_is_sent_to_sign_in(self, client, certificate):
        assert client.get(detail(certificate)).status_code == 302
        assert client.get(pdf(certificate)).status_code == 302

    @pytest.mark.parametrize("url", [detail, pdf])
    def test_others_and_missing_look_the_same(self, client, certificate, url):
        dealer = LearnerFactory().memberships.get().organisation
        nobody = "00000000-0000-4000-8000-000000000000"
        for onlooker in (PersonFactory(), OwnerFactory(at=dealer), CertificateFactory().holder_person):
            client.force_login(onlooker)
            foreign = client.get(url(certificate))
            missing = client.get(url(certificate).replace(str(certificate.uuid), nobody))

            assert foreign.status_code == missing.status_code == 404

    def test_revoked_certificate_leads_to_the_one_that_was_earned_since(self, client):
        old = CertificateFactory(state=CertificateState.REVOKED)
        new = award_certificate(
            old.credential, holder=old.holder_person, awarded_on=dt.date(2026, 6, 1), is_earned_anew=True
        )
        client.force_login(old.holder_person)

        text = client.get(detail(old)).content.decode()

        assert new.number in text
        assert detail(new) in text

    def test_superseded_certificate_names_the_newer_one(self, client, certificate, holder):
        new = CertificateFactory(credential=certificate.credential, holder=holder, cycle=1)

        assert new.number in client.get(detail(certificate)).content.decode()


def test_verifying_a_plaque_shows_the_tier_that_stands_in_its_seal(client):
    dealer = DealerFactory(tier=TierFactory(name="钻石", name_en="Diamond"))
    plaque = CertificateFactory(holder=dealer, organisation=None, credential__kind="PLAQUE")

    body = client.get(verify(plaque.code)).content.decode()

    assert "钻石" in body
    assert "Diamond" in body
