import ast
import json
import re
from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize
import wagtailmedia
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale

from cms import wagtail_words
from tests.factories.cms import draft_course
from tests.factories.people import StaffFactory, SuperuserFactory

PACKAGES = (django, wagtail, wagtailmedia, wagtail_localize)
LOOKED_UP = ("editing", "listing", "counting")
LATIN = re.compile(r"[A-Za-z]{2,}")
SAME_IN_BOTH = re.compile(  # names, keys and formats
    r"Dealer University|All courses|(Expert r|R)eview|and release|Release|Wagtail|Root|English|JavaScript"
    r"|https?:\S+|localhost|\S+@\S+|Ctrl|Shift|Alt|Esc|html|URL|CSV|XLSX|cms\.\w+"
)
# The same to us and to them, said otherwise; "Number" and "Point" are of parts of theirs that we do not have.
ALIKE = {
    ", ", "Action", "All", "Change password", "Close", "Description", "Name", "Not started", "Number", "Point",
    "Search", "Search term", "Set password", "Text", "Usage", "revisions",
    "This is your dashboard on which helpful information about content you've created will be displayed.",
    "This locale's language code is not supported",
}  # fmt: skip
AS_IN_THE_TEMPLATES = {"None"}  # of Wagtail: a counter that is hidden


def test_words_are_still_theirs():
    """What they no longer say is translated for nobody."""
    assert len(said_for_them()) > 300
    assert sorted(said_for_them() - said_in("django")) == []


def test_no_word_of_ours_says_something_else_where_they_use_it():
    """Our catalogue comes first, so a word that means something of its own to us takes a context."""
    theirs = {
        entry.msgid: entry.msgstr
        for package in PACKAGES
        for path in folder_of(package).rglob("zh_Hans/LC_MESSAGES/django.po")
        for entry in polib.pofile(path)
        if entry.msgstr and not entry.msgctxt
    }
    ours = polib.pofile(Path(settings.BASE_DIR) / "locale/zh_Hans/LC_MESSAGES/django.po")

    taken = {one.msgid for one in ours if not one.msgctxt and theirs.get(one.msgid, one.msgstr) != one.msgstr}

    assert sorted(taken - said_for_them() - ALIKE) == []


def said_for_them():
    trees = [ast.walk(ast.parse((folder_of(wagtail_words) / f"{name}.py").read_text("utf-8"))) for name in LOOKED_UP]
    calls = [node for tree in trees for node in tree if isinstance(node, ast.Call)]
    return {argument.value for call in calls for argument in call.args}


@pytest.mark.parametrize("name", ["home.html", "shared/header.html"])
def test_page_taken_over_from_them_differs_in_its_word_only(name):
    """What an upgrade changes there is to be taken over too."""
    ours = without_remarks(Path(settings.BASE_DIR) / "templates/wagtailadmin" / name)

    page = without_remarks(folder_of(wagtail) / "admin/templates/wagtailadmin" / name)

    assert 'value="Search"' in page
    assert page.replace('value="Search"', 'value="{% trans "Search" %}"') == ours


def without_remarks(path):
    """One line, spaces as in a sentence."""
    remarks = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
    return " ".join(remarks.sub("", path.read_text("utf-8")).split())


@pytest.mark.django_db
def test_words_of_scripts_are_still_theirs_and_reach_the_browser(in_chinese):
    ours = polib.pofile(Path(settings.BASE_DIR) / "locale/zh_Hans/LC_MESSAGES/djangojs.po")

    assert sorted({entry.msgid for entry in ours} - said_in("djangojs")) == []
    assert json.dumps("改动已自动保存。") in in_chinese.get(reverse("wagtailadmin_javascript_catalog")).content.decode()


def said_in(domain):
    catalogues = [path for package in PACKAGES for path in folder_of(package).rglob(f"en/LC_MESSAGES/{domain}.po")]
    return {words for path in catalogues for entry in polib.pofile(path) for words in (entry.msgid, entry.msgid_plural)}


def folder_of(package):
    return Path(package.__file__).parent


@pytest.fixture
def in_chinese(client):
    client.force_login(SuperuserFactory(full_name="沈建国", language="zh-hans"))
    client.cookies["django_language"] = "zh-hans"
    return client


def shown_on(client, *address):
    """Text, and what is read out or shown on pointing."""
    answer = client.get(reverse(address[0], args=address[1:]))
    is_dialog = answer["Content-Type"] == "application/json"
    page = BeautifulSoup(answer.json()["html"] if is_dialog else answer.content, "html.parser")
    for script in page(["script", "style"]):
        script.extract()
    said = [tag[name] for tag in page(True) for name in ("aria-label", "title", "placeholder") if tag.get(name)]
    values = [tag["value"] for tag in page("input", type="submit") if tag.get("value")]
    return {" ".join(text.split()) for text in [*page.find_all(string=True), *said, *values]}


def in_english(texts):
    return {text for text in texts if LATIN.search(SAME_IN_BOTH.sub("", text)) and text not in AS_IN_THE_TEMPLATES}


@pytest.mark.slow  # it opens seventeen pages
@pytest.mark.django_db
def test_what_admins_open_is_in_chinese(in_chinese):
    course = draft_course(title="库存管理")
    group = Group.objects.get(name="Platform admins")
    locale = Locale.objects.get(language_code="en")
    addresses = [
        ("wagtailadmin_home",),
        ("wagtailusers_groups:index",),
        ("wagtailusers_groups:edit", group.pk),
        ("wagtailusers_groups:delete", group.pk),
        ("wagtailsites:index",),
        ("wagtaillocales:index",),
        ("wagtaillocales:edit", locale.pk),
        ("wagtailadmin_workflows:add",),
        ("wagtailmedia:index",),
        ("wagtailadmin_pages:search",),
        ("wagtailadmin_explore", course.get_parent().pk),
        ("wagtailadmin_pages:edit", course.pk),
        ("wagtailadmin_pages:delete", course.pk),
        ("wagtailadmin_reports:page_types_usage",),
        ("wagtail_localize:translations_report",),
        ("wagtailadmin_choose_page",),
        ("wagtailadmin_choose_page_email_link",),
        ("outboxmessage:index",),
    ]

    left = {address[0]: in_english(shown_on(in_chinese, *address)) for address in addresses}

    assert {name: texts for name, texts in left.items() if texts} == {}


@pytest.mark.django_db
def test_permissions_of_a_group_are_called_in_words(in_chinese):
    group = StaffFactory(group="Editors").groups.get()

    shown = shown_on(in_chinese, "wagtailusers_groups:edit", group.pk)

    assert {"可新增等级", "可修改考题", "可以提交"} <= shown
    assert "编辑" in shown
