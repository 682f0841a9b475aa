"""Each kind of block as learners and previews see it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from courses.parts import Piece
from foundation.formulas import parse

FILE = {"url": "/learn/files/x/", "name": "sheet.xlsx", "size": 14000, "content_type": "", "width": 960, "height": 540}
SERIES = [{"name": "Days", "points": [{"label": "Fast", "x": 0, "y": 40}, {"label": "<b>", "x": 1, "y": 129}]}]
CHART = {
    "title": "Piles <1>",
    "description": "Fast 40",
    "unit": "days",
    "series": SERIES,
    "target": 60,
    "target_label": "60",
}
LINES = [{"label": "A day", "value": "1"}]
TREE = parse("action * 2")
BLOCKS = {
    "owner_question": {"who": "Owner", "text": "How <long>?"},
    "text": {"html": "<h2>Much?</h2><p>60</p>"},
    "image": {"file": FILE, "alt": "Shelves", "caption": "In front <"},
    "video": {"file": FILE, "poster": FILE, "captions": FILE, "caption": "Counting <"},
    "callout": {"tone": "WARNING", "title": "Careful <", "html": "<p>8:30</p>"},
    "steps": {"title": "Count", "steps": [{"title": "Freeze <", "text": "Nothing moves."}]},
    "table": {
        "title": "Piles",
        "columns": [{"label": "Goods", "is_number": False}, {"label": "Days", "is_number": True}],
        "rows": [{"cells": ["Fast <", "40"], "is_highlighted": True}],
        "note": "",
    },
    "comparison": {
        "title": "Divisor",
        "sides": [
            {"name": "Cost <", "is_better": True, "lines": LINES, "result_label": "r", "result": "60"}
        ],
        "note": "",
    },
    "worked_figure": {
        "title": "Sample",
        "lines": [{"label": "Stock <", "note": "", "operator": "÷", "value": "620,000", "unit": "yuan"}],
        "result": {"label": "Lasts", "value": "60", "unit": "days"},
        "note": "",
    },
    "chart": CHART | {"kind": "BARS"},
    "calculator": {
        "title": "Own <",
        "introduction": "",
        "fields": [{"name": "action", "label": "Stock", "unit": "yuan", "default": 6}],
        "outputs": [
            {"name": "days", "label": "Lasts", "unit": "days", "tree": TREE, "decimals": 0, "is_main": True}
        ],
        "impossible": "Sell something.",
        "note": "",
    },
    "checklist": {"title": "Tomorrow <", "items": [{"id": "one", "text": "Add up <"}]},
    "download": {"title": "Sheet <", "description": "", "file": FILE},
    "check_question": {
        "key": "k:q1", "kind": "SINGLE", "prompt": "Which <?", "unit": "", "choices": [{"key": "a", "text": "A <"}],
    },
}  # fmt: skip


def drawn(kind, value=None, language="en"):
    with translation.override(language):
        piece = Piece("block-1", {"id": "block-1", "type": kind, "value": value or BLOCKS[kind]})
        return Template("{% load courses_blocks %}{% draw_piece piece %}").render(Context({"piece": piece}))


def test_every_kind_of_block_has_a_template_and_an_example_here():
    templates = {path.stem for path in (Path(settings.BASE_DIR) / "templates/courses/blocks").glob("*.html")}

    assert templates == set(BLOCKS)


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_block_is_drawn_escaped_and_without_inline_code(kind, language):
    html = drawn(kind, language=language)

    assert not re.search(r"<(?![a-zA-Z/])", html)
    assert not re.search(r"\s(?:style|on\w+)=", html)
    assert "<script" not in html


@pytest.mark.parametrize("kind", ["calculator", "checklist", "check_question"])
def test_preview_sends_nothing(kind):
    html = drawn(kind)

    assert "action=" not in html
    assert "csrf" not in html


@pytest.mark.parametrize("kind", ["BARS", "LINES", "WATERFALL", "SHARES"])
def test_chart_has_title_description_and_a_table_behind(kind):
    html = drawn("chart", CHART | {"kind": kind})

    assert '<title id="block-1-title">Piles &lt;1&gt;</title>' in html
    assert '<desc id="block-1-description">Fast 40</desc>' in html
    assert html.count("<tr>") == 3


def test_other_content_under_the_same_anchor_is_drawn_anew():
    assert "60" in drawn("text", {"html": "<p>60</p>"})
    assert "54" in drawn("text", {"html": "<p>54</p>"})


def test_calculator_works_without_scripts():
    html = drawn("calculator")

    assert '<output name="o-days" role="none">12</output>' in html
    assert 'name="n-action"' in html


def test_screen_readers_say_a_new_result_once_and_with_its_name():
    """Every `output` would speak by itself, without saying of what."""
    rows = re.findall(r"<div[^>]*>(?=<dt>)", drawn("calculator"))

    assert [row for row in rows if "aria-live" in row] == [
        '<div class="sum-result" aria-live="polite" aria-atomic="true">'
    ]
