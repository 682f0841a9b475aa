"""A certificate handed on: by its holder only, with the address at which anyone verifies it."""

import pytest
from django.urls import reverse

from certificates.enums import CertificateState
from people.models import ShortLink
from tests.factories.certificates import CertificateFactory
from tests.factories.people import DealerFactory, ManagerFactory, MembershipFactory, OwnerFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


def share(certificate):
    return reverse("people:share", args=["certificate", certificate.uuid])


def test_holder_hands_on_words_the_picture_and_the_page_that_verifies(client, certificate, holder):
    page = client.get(share(certificate), headers={"accept-language": "zh-hans"})

    address = f"http://localhost:8000/verify/{certificate.code}/"
    assert page.context["text"] == (
        f"我考过了《{certificate.title_in('zh-hans')}》，这是我的证书。\n真不真，点开就能查：\n{address}"
    )
    assert page.context["poster"] == reverse("certificates:certificate_picture", args=[certificate.uuid])
    assert not ShortLink.objects.exists()


def test_of_a_dealers_whoever_leads_it_speaks_for_the_dealer(client):
    dealer = DealerFactory(name="样本店")
    plaque = CertificateFactory(holder=dealer, organisation=dealer)
    client.force_login(OwnerFactory(at=dealer))

    assert client.get(share(plaque)).context["text"].startswith("样本店拿到了“")


def test_nobody_else_shares_it_not_even_who_may_see_it(client, certificate):
    employer = MembershipFactory(person=certificate.holder_person).organisation
    for other in (SuperuserFactory(), ManagerFactory(at=employer)):
        client.force_login(other)
        assert client.get(share(certificate)).status_code == 404

    client.force_login(SuperuserFactory())
    own_page = client.get(certificate.get_absolute_url()).content.decode()
    assert share(certificate) not in own_page
    assert reverse("certificates:certificate_picture", args=[certificate.uuid]) in own_page


@pytest.mark.parametrize("state", [CertificateState.SUSPENDED, CertificateState.REVOKED])
def test_one_that_does_not_stand_is_not_shared(client, state):
    certificate = CertificateFactory(state=state)
    client.force_login(certificate.holder_person)

    assert client.get(share(certificate)).status_code == 404
    assert share(certificate) not in client.get(certificate.get_absolute_url()).content.decode()


def test_its_page_leads_there_and_tells_chat_apps_what_it_is(client, certificate, holder):
    assert share(certificate) in client.get(certificate.get_absolute_url()).content.decode()

    verified = client.get(reverse("certificates:verify_certificate", args=[certificate.code])).content.decode()

    assert f'<meta property="og:title" content="欧阳文静 · {certificate.title_in("zh-hans")}">' in verified
