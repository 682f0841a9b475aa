import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from certificates.api import House

pytestmark = pytest.mark.django_db


def manifest(client, language):
    return client.get(reverse("dashboards:site_manifest", args=[language]))


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "福星学堂"), ("en", "Lucky Star Academy")])
def test_manifest_bears_the_name_of_the_house(client, language, name):
    House.objects.create(name="福星学堂", name_en="Lucky Star Academy")

    found = json.loads(manifest(client, language).content)

    assert found["name"] == name
    assert found["lang"] == {"zh-hans": "zh-Hans", "en": "en"}[language]
    assert len(found["short_name"]) <= 12


def test_manifest_is_the_same_for_everybody_and_may_be_cached(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = manifest(client, "en")

    assert response["Content-Type"] == "application/manifest+json"
    assert "public" in response["Cache-Control"]
    assert not response.cookies


def test_manifest_in_a_language_that_is_not_spoken_is_missing(client):
    assert manifest(client, "de").status_code == 404


def test_icons_are_there_in_the_size_that_the_manifest_says(client):
    for icon in manifest(client, "en").json()["icons"]:
        path = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        assert path, icon
        if icon["sizes"] != "any":
            with Image.open(path) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]


def test_colours_are_the_tokens(client):
    paper = re.search(r"--paper: (#\w+);", Path(finders.find("css/tokens.css")).read_text())[1]

    found = manifest(client, "en").json()

    assert found["theme_color"] == found["background_color"] == paper


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_names_the_manifest_in_its_language(client, language):
    client.cookies["django_language"] = language

    page = client.get(reverse("account_login")).content.decode()

    assert f'<link rel="manifest" href="/manifest-{language}.webmanifest">' in page


@pytest.mark.parametrize(("path", "content_type"), [("/robots.txt", "text/plain"), ("/favicon.ico", "image/x-icon")])
def test_what_browsers_and_crawlers_ask_for_unasked_is_there_and_cacheable(client, path, content_type):
    response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert "public" in response["Cache-Control"]
    assert not response.cookies
