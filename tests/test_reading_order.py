"""Every screen of the demo as somebody hears it: headings in steps, names on all that can be used, one main part."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests import scenes
from tests.demo import copy_demo

pytestmark = pytest.mark.slow  # the demo is copied, and each of its screens drawn once

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


@pytest.fixture
def demo(committed_db, database_copies):
    if connection.vendor != "sqlite":
        pytest.skip("The demo is copied as a file.")
    copy_demo(Path(database_copies.copy), settings.VAR_DIR)


def page_of(screen, language):
    if screen.template:
        with translation.override(language):
            return render_to_string(screen.template)
    visitor = Client()
    visitor.cookies["django_language"] = language
    if screen.person:
        visitor.cookies[settings.SESSION_COOKIE_NAME] = scenes.session_of(screen.person)
    return visitor.get(screen.path, headers=screen.headers, follow=True).content.decode()


def is_named(one):
    """By its own words, those of what it holds, or a label."""
    if one.get("aria-label") or one.get("aria-labelledby") or one.get_text(strip=True):
        return True
    return one.find(attrs={"aria-label": True}) is not None or bool(one.find("img", alt=bool))


def is_labelled(field, page):
    by_id = field.get("id") and page.find("label", attrs={"for": field["id"]})
    return bool(field.get("aria-label") or field.get("aria-labelledby") or by_id or field.find_parent("label"))


def faults_in(page):
    headings = [one for one in page.find_all(HEADINGS) if not one.find_parent("dialog")]
    levels = [int(heading.name[1]) for heading in headings]
    steps = zip([0, *levels], levels, strict=False)
    ids = [one["id"] for one in page.find_all(id=True)]
    fields = [one for one in page.find_all(["input", "select", "textarea"]) if one.get("type") != "hidden"]
    yield from ["headings skip a level"] * any(after > before + 1 for before, after in steps)
    yield from ["not one h1"] * (levels.count(1) != 1)
    yield from ["not one main part"] * (len(page.find_all("main")) != 1)
    yield from (f"id twice: {one}" for one in {one for one in ids if ids.count(one) > 1})
    yield from (f"no name: {one}" for one in page.find_all(["a", "button", "summary"]) if not is_named(one))
    yield from (f"no label: {field}" for field in fields if not is_labelled(field, page))
    yield from (f"no alt: {picture}" for picture in page.find_all("img") if not picture.has_attr("alt"))
    yield from (f"no scope: {head}" for head in page.find_all("th") if not head.get("scope"))
    for name in REFERRING:
        named = {part for one in page.find_all(attrs={name: True}) for part in one[name].split()}
        yield from (f"{name} leads nowhere: {part}" for part in named - set(ids))


def test_faults_are_found():
    page = """<main><h1>A</h1><h3 id="b">B</h3><a href="/"><svg></svg></a><input id="b"><img src="c"><th>D</th>
        <p aria-describedby="e">"""

    found = list(faults_in(BeautifulSoup(page, "html.parser")))

    assert len(found) == 7


def test_every_screen_can_be_read_in_order_and_names_what_can_be_used(demo):
    screens = scenes.play()

    faults = {
        screen.name: found
        for number, screen in enumerate(screens)
        if (found := list(faults_in(BeautifulSoup(page_of(screen, ("zh-hans", "en")[number % 2]), "html.parser"))))
    }

    assert len(screens) > 80
    assert faults == {}
