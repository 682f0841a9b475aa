"""Draws compiled blocks: each templates/courses/blocks/<type>.html takes `block` ({"id", "type", "value"}).

On a person's own page there are also `lesson` (LessonShown) and `answered` (CheckAnswered or None); without them it is
a preview, in which forms send nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import template
from django.template import Engine
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.calculators import Calculation, calculate
from courses.charts import Chart, draw_chart
from courses.kept import Kept
from courses.parts import Piece
from courses.shown import CheckResult

register = template.Library()

PERSONAL = {"calculator", "checklist", "check_question"}
_drawn: Kept[tuple[int, str, str, str], tuple[Mapping[str, Any], SafeString]] = Kept(most=4000)


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
    client_uuid: uuid.UUID
    result: CheckResult | None


@register.simple_tag(takes_context=True)
def draw_piece(context: template.Context, piece: Piece) -> SafeString:
    """A piece of a lesson. What is the same for everybody is drawn once per process and language."""
    name = f"courses/blocks/{piece.type}.html"
    if piece.type in PERSONAL:
        personal = Engine.get_default().get_template(name)
        with context.push(block={"id": piece.id, "type": piece.type, "value": piece.value}):
            return cast("SafeString", personal.render(context))
    lesson = context.get("lesson")
    content_language = lesson.language if lesson else _language()
    # Blocks are immutable and shared: the kept one is compared by identity, so its id stands for its content.
    key = (id(piece.block), piece.id, content_language, _language())
    source, html = _drawn.get(key, lambda: (piece.block, _draw(name, piece, content_language)))
    return html if source is piece.block else _draw(name, piece, content_language)


def _draw(name: str, piece: Piece, content_language: str) -> SafeString:
    block = {"id": piece.id, "type": piece.type, "value": piece.value}
    return mark_safe(render_to_string(name, {"block": block, "content_language": content_language}))  # noqa: S308 a template's output


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
        count=len(lesson.checks) if lesson else 1,
        is_right=bool(shown and shown.is_right),
        explanation=shown.explanation if shown else "",
        choices=tuple(_choices(block["value"], given, answered.result.choice_feedback if answered else {})),
        typed=given[0] if given and block["value"]["kind"] == "NUMERIC" else "",
        client_uuid=uuid.uuid4(),
        result=answered.result if answered else None,
    )


def _choices(value: Mapping[str, Any], given: tuple[str, ...], feedback: Mapping[str, str]) -> list[Choice]:
    choices = [(choice.get("key") or choice.get("id", ""), choice["text"]) for choice in value.get("choices") or []]
    if value["kind"] == "TRUE_FALSE":
        choices = [("true", _("True")), ("false", _("False"))]
    return [Choice(str(key), text, str(key) in given, feedback.get(str(key), "")) for key, text in choices]
