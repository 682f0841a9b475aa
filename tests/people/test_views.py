import pytest
from django.conf import settings
from django.urls import reverse

from people.models import Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

COOKIE = settings.LANGUAGE_COOKIE_NAME


def change(client, **data):
    return client.post(reverse("people:change_language"), data)


def test_language_is_changed_by_post_only(client):
    assert client.get(reverse("people:change_language")).status_code == 405


def test_visitor_gets_a_cookie_and_goes_back(client):
    response = change(client, language="en", next="/learn/?page=2")

    assert (response.status_code, response.url) == (302, "/learn/?page=2")
    assert response.cookies[COOKIE].value == "en"
    assert response.cookies[COOKIE]["max-age"] == settings.LANGUAGE_COOKIE_AGE


def test_profile_of_whoever_is_signed_in_follows(client):
    person = PersonFactory(language="zh-hans")
    client.force_login(person)

    change(client, language="en", next="/")

    assert Person.objects.get(pk=person.pk).language == "en"


def test_page_with_the_language_in_its_address_is_left_for_the_other_ones(client):
    assert change(client, language="en", next="/zh-hans/").url == "/en/"


@pytest.mark.parametrize("language", ["", "fr", "en; drop", "zh-hans\r\nSet-Cookie: x=1"])
def test_language_that_is_none_of_ours_changes_nothing(client, language):
    person = PersonFactory(language="zh-hans")
    client.force_login(person)

    response = change(client, language=language, next="/me/")

    assert response.url == "/me/"
    assert COOKIE not in response.cookies
    assert Person.objects.get(pk=person.pk).language == "zh-hans"


@pytest.mark.parametrize(
    "destination",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "\t//e.example",
    ],
)
def test_never_goes_to_another_site(client, destination):
    assert change(client, language="en", next=destination).url == "/"
