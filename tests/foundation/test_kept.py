"""Values and fragments that a process keeps."""

import pytest
from django.template import Context, Engine, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from foundation.kept import Kept, KeptAWhile
from foundation.templatetags import kept as tags

FRAGMENT = "{% load i18n %}{{ name }}|{{ request.user }}|{% translate 'Home' %}|{% csrf_token %}"
ADDRESS = "at {{ address }}"


LIBRARIES = {"i18n": "django.templatetags.i18n", "kept": "foundation.templatetags.kept"}
TEMPLATES = {"fragment.html": FRAGMENT, "address.html": ADDRESS}
ENGINE = Engine(loaders=[("django.template.loaders.locmem.Loader", TEMPLATES)], libraries=LIBRARIES)


@pytest.fixture(autouse=True)
def _templates(monkeypatch):
    monkeypatch.setattr(tags.Engine, "get_default", lambda: ENGINE)
    monkeypatch.setattr(tags, "_fragments", Kept(most=100))


@pytest.fixture
def drawings(monkeypatch):
    """The names of what was drawn and not found."""
    drawn, draw = [], tags._draw
    monkeypatch.setattr(tags, "_draw", lambda name, values: drawn.append(values) or draw(name, values))
    return drawn


def page(name, **context):
    template = Template('{% load kept %}{% kept "fragment.html" name=name %}', engine=ENGINE)
    return template.render(Context({"csrf_token": "any", **context, "name": name}))


def test_fragment_is_drawn_once_for_equal_values(drawings):
    assert page("a") == page("a")
    assert page("b") != page("a")

    assert [values["name"] for values in drawings] == ["a", "b"]


def test_fragment_sees_neither_the_request_nor_who_asks():
    html = page("a", request={"user": "王小明"})

    assert "王小明" not in html


def test_fragment_is_drawn_for_each_language(drawings):
    with translation.override("en"):
        english = page("a")
    with translation.override("zh-hans"):
        chinese = page("a")

    assert english != chinese
    assert len(drawings) == 2


def test_forms_in_it_have_the_token_of_their_page():
    first, second = page("a", csrf_token="one"), page("a", csrf_token="two")

    assert 'value="one"' in first
    assert 'value="two"' in second
    assert "one" not in second
    assert tags.CSRF_HOLE not in first + second


def test_what_is_kept_stands_at_the_address_of_each_page_or_at_what_comes_next(drawings):
    template = Template('{% load kept %}{% kept "address.html" %}', engine=ENGINE)
    pages = [template.render(Context({"request": RequestFactory().get(path)})) for path in ("/a/", "/b/?x=1&y=2")]

    assert pages == ["at /a/", "at /b/?x=1&amp;y=2"]
    assert template.render(Context({"request": RequestFactory().get("/a/"), "next": "/<b>"})) == "at /&lt;b&gt;"
    assert template.render(Context({})) == "at "
    assert len(drawings) == 1


def test_safe_text_and_truth_are_not_taken_for_what_equals_them():
    assert page("<b>").startswith("&lt;b&gt;|")
    assert page(mark_safe("<b>")).startswith("<b>|")
    assert page(1).startswith("1|")
    assert page(True).startswith("True|")


def test_row_that_may_change_cannot_be_kept():
    with pytest.raises(TypeError, match="unhashable"):
        page({"a": "row as a dict"})


def test_the_oldest_goes_first():
    values = Kept(most=2)
    for number in (1, 2, 3):
        values.get(number, lambda number=number: number * 10)

    assert (values.peek(1), values.peek(2), values.peek(3)) == (None, 20, 30)


class Made:
    """Makes 1, 2, 3 …, and counts how often it was asked to."""

    count = 0

    def __call__(self):
        self.count += 1
        return self.count


def test_what_is_kept_a_while_is_made_again_when_it_is_old():
    young, old = KeptAWhile(Made(), seconds=30), KeptAWhile(Made(), seconds=-1)

    assert [young.get(), young.get()] == [1, 1]
    assert [old.get(), old.get()] == [1, 2]


def test_what_is_kept_a_while_can_be_forgotten_and_put_there():
    kept = KeptAWhile(Made(), seconds=30)
    assert kept.get() == 1

    kept.forget()
    assert kept.get() == 2
    kept.put(7)
    assert kept.get() == 7
