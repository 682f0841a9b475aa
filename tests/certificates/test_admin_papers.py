"""The paper to look at in the admin, and who issues it."""

import io
import re

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certificates.models import Certificate, Credential, Drawing, House
from certificates.queries import issuing_house
from foundation.models import AuditLine
from tests.factories.certificates import CredentialFactory
from tests.factories.people import StaffFactory, SuperuserFactory
from tests.factories.pictures import emblem, picture

pytestmark = pytest.mark.django_db
TEXTS = {
    "name": "光明经销商学院",
    "name_en": "Guangming Dealer School",
    "first_signer": "院长",
    "first_signer_en": "Dean",
    "second_signer": "",
    "second_signer_en": "",
}
HOUSE, PAPER = reverse("house:index"), reverse("house:paper")


@pytest.fixture(autouse=True)
def admin(client):
    admin = StaffFactory(group="Platform admins")
    client.force_login(admin)
    return admin


@pytest.fixture
def keeper(client):
    keeper = SuperuserFactory()
    client.force_login(keeper)
    return keeper


def text_of(response):
    assert response["Content-Type"] == "application/pdf"
    return re.sub(r"\s+", "", pypdf.PdfReader(io.BytesIO(response.content)).pages[0].extract_text())


def upload(content=None):
    return SimpleUploadedFile("emblem.png", content or emblem(), "image/png")


def test_house_is_changed_with_its_emblem_and_shows_it(client, admin):
    response = client.post(HOUSE, TEXTS | {"emblem": upload()})

    house = House.objects.get()
    assert response.url == HOUSE
    assert (house.name, house.second_signer) == ("光明经销商学院", "")
    assert AuditLine.objects.get(action="change_house").actor == admin.uuid
    drawing = reverse("house:drawing", args=[house.emblem_id])
    assert drawing in client.get(HOUSE).content.decode()
    assert client.get(drawing).content.startswith(b"\x89PNG")


def test_our_own_emblem_comes_back_when_it_is_asked_for(client):
    client.post(HOUSE, TEXTS | {"emblem": upload()})

    client.post(HOUSE, TEXTS | {"emblem_remove": "on"})

    assert House.objects.get().emblem is None


def test_saving_without_a_file_keeps_the_emblem(client):
    client.post(HOUSE, TEXTS | {"emblem": upload()})
    client.post(HOUSE, TEXTS)

    assert House.objects.get().emblem


@pytest.mark.parametrize("url", [HOUSE, PAPER])
def test_wrong_file_is_said_at_its_field_and_the_words_stay(client, url):
    svg = SimpleUploadedFile("emblem.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")

    response = client.post(url, TEXTS | {"emblem": svg})

    assert response.context["form"].errors["emblem"]
    assert "Guangming Dealer School" in response.content.decode()
    assert not House.objects.exists()


def test_missing_words_are_said(client):
    response = client.post(HOUSE, TEXTS | {"name": "光明", "first_signer": "", "first_signer_en": ""})

    assert response.context["form"].non_field_errors()
    assert not House.objects.exists()


def test_paper_shows_the_form_as_it_stands_and_saves_nothing(client):
    response = client.post(PAPER, TEXTS | {"emblem": upload()})

    text = text_of(response)
    assert "光明经销商学院" in text
    assert "样张SAMPLE" in text
    assert "培训总监" not in text
    assert not House.objects.exists()
    assert not Drawing.objects.exists()


def test_paper_shows_the_house_as_it_is(client):
    client.post(HOUSE, TEXTS | {"emblem": upload(), "first_signature": upload(picture())})

    assert "光明经销商学院" in text_of(client.get(PAPER))


def test_paper_of_a_house_that_cannot_be_printed_says_why(client):
    response = client.post(PAPER, TEXTS | {"name": "光明\ue863"})

    assert "\ue863" in str(response.context["form"].non_field_errors())


def test_unknown_drawing_is_not_there(client):
    assert client.get(reverse("house:drawing", args=["nonsense"])).status_code == 404


@pytest.mark.parametrize("kind", ["COURSE", "CURRICULUM", "ATTENDANCE", "COACHING", "PLAQUE"])
def test_credential_is_seen_on_paper_and_nothing_is_issued(client, keeper, kind):
    credential = CredentialFactory(kind=kind)
    url = reverse("credential:paper", args=[credential.pk])
    assert url in client.get(reverse("credential:edit", args=[credential.pk])).content.decode()

    text = text_of(client.get(url))

    assert "库存管理" in text
    assert "样张SAMPLE" in text
    assert not Certificate.objects.exists()


def test_credential_is_seen_with_the_words_of_the_form_before_they_are_saved(client, keeper):
    credential = CredentialFactory()
    words = {"title_zh-hans": "专业证书", "did_zh-hans": "已修完", "title_en": "Certificate", "did_en": "has"}

    text = text_of(client.post(reverse("credential:paper", args=[credential.pk]), words))

    assert "专业证书" in text
    assert Credential.objects.get().words == credential.words
    assert not AuditLine.objects.filter(action="define_credential").exists()


def test_house_unchanged_is_the_one_we_ship():
    assert issuing_house().pk is None
    assert issuing_house().name == "经销商大学"
