"""Draws compiled blocks: each templates/courses/blocks/<type>.html takes `block` ({"id", "type", "value"}).

On a person's own page there are also `lesson` (LessonShown) and `answered` (CheckAnswered or None); without them it is
a preview, in which forms send nothing. How a lesson's page keeps what it drew is in `lesson_page`.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import template
from django.template import Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.calculators import Calculation, calculate
from courses.charts import Chart, draw_chart
from courses.parts import Piece
from courses.shown import CheckResult

register = template.Library()

PERSONAL = {"calculator", "checklist", "check_question"}
# Where a kept rendering leaves room. Random, so that no author can write them.
PIECE_HOLE, CLIENT_UUID_HOLE = f"piece-{secrets.token_hex(16)}-", f"client-{secrets.token_hex(16)}"


@dataclass(frozen=True)
class CheckAnswered:
    """A check question just answered: what was given, as a list of texts, and what it came to."""

    given: tuple[str, ...]
    result: CheckResult


@dataclass(frozen=True)
class Choice:
    key: str
    text: str
    is_given: bool
    feedback: str


@dataclass(frozen=True)
class Check:
    """A check question as its block shows it. `result` is there right after answering only."""

    number: int
    count: int
    is_right: bool
    explanation: str
    choices: tuple[Choice, ...]
    typed: str
    client_uuid: uuid.UUID | str
    result: CheckResult | None


@register.simple_tag(takes_context=True)
def draw_piece(context: template.Context, piece: Piece) -> SafeString:
    """A piece of a lesson. With `leaves_room`, one in which people work is a hole, to be filled with their own."""
    if piece.type in PERSONAL and context.get("leaves_room"):
        return mark_safe(f"{PIECE_HOLE}{piece.id};")  # noqa: S308 - an id that we compiled
    block = {"id": piece.id, "type": piece.type, "value": piece.value}
    with context.push(block=block, content_language=context.get("content_language") or _language()):
        return cast("SafeString", Engine.get_default().get_template(template_of(piece)).render(context))


def template_of(piece: Piece) -> str:
    return f"courses/blocks/{piece.type}.html"


def _language() -> str:
    return get_language() or ""


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, block: Mapping[str, Any]) -> Chart:
    return draw_chart(block["value"], context.get("content_language") or _language())


@register.filter
def table_rows(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows with their cells as {"text", "is_number"}."""
    are_numbers = [bool(column["is_number"]) for column in value["columns"]]
    return [
        {
            "is_highlighted": row["is_highlighted"],
            "cells": [
                {"text": text, "is_number": is_number}
                for text, is_number in zip(row["cells"], are_numbers, strict=False)
            ],
        }
        for row in value["rows"]
    ]


@register.simple_tag(takes_context=True)
def calculation(context: template.Context, block: Mapping[str, Any]) -> Calculation:
    return calculate(block["value"], _note(context, block))


@register.simple_tag(takes_context=True)
def ticked(context: template.Context, block: Mapping[str, Any]) -> list[str]:
    return list(_note(context, block).get("ticked", []))


def _note(context: template.Context, block: Mapping[str, Any]) -> Mapping[str, Any]:
    lesson = context.get("lesson")
    return lesson.notes.get(block["id"], {}) if lesson else {}


@register.simple_tag(takes_context=True)
def check(context: template.Context, block: Mapping[str, Any]) -> Check:
    lesson, answered = context.get("lesson"), context.get("answered")
    key = block["value"].get("key", "")
    shown = lesson.checks.get(key) if lesson else None
    if answered and answered.result.check_key != key:
        answered = None
    given = answered.given if answered else ()
    return Check(
        number=shown.number if shown else 1,
        count=lesson.lesson.check_count if lesson else 1,
        is_right=bool(shown and shown.is_right),
        explanation=shown.explanation if shown else "",
        choices=tuple(_choices(block["value"], given, answered.result.choice_feedback if answered else {})),
        typed=given[0] if given and block["value"]["kind"] == "NUMERIC" else "",
        client_uuid=context.get("client_uuid") or uuid.uuid4(),
        result=answered.result if answered else None,
    )


def _choices(value: Mapping[str, Any], given: tuple[str, ...], feedback: Mapping[str, str]) -> list[Choice]:
    choices = [(choice.get("key") or choice.get("id", ""), choice["text"]) for choice in value.get("choices") or []]
    if value["kind"] == "TRUE_FALSE":
        choices = [("true", _("True")), ("false", _("False"))]
    return [Choice(str(key), text, str(key) in given, feedback.get(str(key), "")) for key, text in choices]
