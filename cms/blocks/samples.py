"""What the block picker shows: the sample dealer's figures, in the language of whoever looks."""

from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.rich_text import RichText

static_lazy = lazy(static, str)

PICTURE_FILE = {
    "url": static_lazy("cms/sample-picture.png"),
    "name": "sample-picture.png",
    "size": 18_000,
    "content_type": "image/png",
    "width": 960,
    "height": 540,
}
VIDEO_FILE = PICTURE_FILE | {"url": "", "name": "counting.mp4", "size": 8_400_000, "content_type": "video/mp4"}
DOWNLOAD_FILE = {
    "url": "",
    "name": "count-sheet.xlsx",
    "size": 14_000,
    "content_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "width": None,
    "height": None,
}

OWNER_QUESTION = {
    "who": pgettext_lazy("dealer", "Owner"),
    "text": _("The store is full, and the one model the customer wants is not there. How long will it last?"),
}


def text() -> RichText:
    heading = _("An average can fool you")
    text = _("60 days is the average of everything. The fast pile lasts 40 days, the slow pile 129.")
    return RichText(f"<h2>{heading}</h2><p>{text}</p>")


IMAGE = {
    "file": None,
    "alt": _("Shelves with boxes, fast goods at the front."),
    "caption": _("Fast goods in front: what sells daily is fetched daily."),
}
VIDEO = {"file": None, "poster": None, "captions": "", "caption": _("How two people count a shelf in ten minutes.")}


def callout() -> dict[str, Any]:
    text = _("From 8:30 to 9:00 nobody buys. Two people count one shelf in that time.")
    return {"tone": "TIP", "title": _("Count before the rush"), "html": RichText(f"<p>{text}</p>")}


STEPS = {
    "title": _("A count in three steps"),
    "steps": [
        {"title": _("Freeze"), "text": _("Nothing comes in or goes out until the count is over.")},
        {"title": _("Count twice"), "text": _("Two people, each without the other’s list.")},
    ],
}
DOWNLOAD = {"title": _("Count sheet"), "description": _("One page a shelf, to be printed."), "file": None}
TABLE = {
    "title": _("Three piles"),
    "columns": [{"label": _("Goods"), "is_number": False}, {"label": _("Days"), "is_number": True}],
    "rows": [
        {"cells": [_("Fast"), "40"], "is_highlighted": False},
        {"cells": [_("Slow"), "129"], "is_highlighted": True},
    ],
    "note": "",
}
COMPARISON = {
    "title": _("The wrong divisor hides 12 days"),
    "sides": [
        {
            "name": _("Divided by turnover"),
            "is_better": False,
            "lines": [{"label": _("A day"), "value": "13,036"}],
            "result_label": _("The stock lasts"),
            "result": "48",
        },
        {
            "name": _("Divided by cost"),
            "is_better": True,
            "lines": [{"label": _("A day"), "value": "10,360"}],
            "result_label": _("The stock lasts"),
            "result": "60",
        },
    ],
    "note": "",
}
WORKED_FIGURE = {
    "title": _("Sample dealer, at cost"),
    "lines": [
        {"label": _("Stock"), "note": "", "operator": "", "value": "620,000", "unit": _("yuan")},
        {"label": _("Goods sold a day"), "note": "", "operator": "÷", "value": "10,360", "unit": _("yuan")},
    ],
    "result_label": _("The stock lasts"),
    "result_value": "60",
    "result_unit": _("days"),
    "note": "",
}
CHART = {
    "kind": "BARS",
    "title": _("How long each pile lasts"),
    "description": _("Fast goods last 40 days, slow goods 129; the average is 60."),
    "x_label": "",
    "y_label": "",
    "unit": _("days"),
    "series": [
        {
            "name": _("Days"),
            "points": [
                {"label": _("Fast"), "x": None, "y": Decimal(40)},
                {"label": _("Slow"), "x": None, "y": Decimal(129)},
            ],
        }
    ],
    "target": Decimal(60),
    "target_label": _("Average"),
    "note": "",
}
CALCULATOR = {
    "title": _("With your own numbers"),
    "introduction": "",
    "fields": [
        {"name": "stock", "label": _("Stock, at cost"), "unit": _("yuan"), "default": Decimal(620000)},
        {"name": "sold", "label": _("Goods sold in a month"), "unit": _("yuan"), "default": Decimal(310800)},
    ],
    "outputs": [
        {
            "name": "days",
            "label": _("Your stock lasts"),
            "unit": _("days"),
            "formula": "stock / (sold / 30)",
            "decimals": 0,
            "is_main": True,
        }
    ],
    "impossible": _("You must have sold something in the month."),
    "note": "",
}
CHECKLIST = {
    "title": _("Three things for tomorrow morning"),
    "items": [_("Add up your stock at cost"), _("Add up what you sold last month, at cost"), _("Divide")],
}
CHECK_QUESTION = {
    "kind": "SINGLE",
    "prompt": _("Your stock is valued at cost. What do you divide it by to get the days?"),
    "choices": [
        {"text": _("Turnover a day"), "is_right": False, "feedback": ""},
        {"text": _("Goods sold a day, at cost"), "is_right": True, "feedback": ""},
    ],
    "is_true": False,
    "answer": None,
    "tolerance": None,
    "unit": "",
    "explanation": "",
}
