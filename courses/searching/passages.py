"""What of a lesson can be found: the words that its page shows before anything is answered, nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courses.parts import parts_of

TAG = re.compile(r"(<[^>]+>)")
INLINE = re.compile(r"</?(?:a|b|code|em|i|strong|sub|sup)\b")
HEADING = re.compile(r"<h[1-6]\b")
HEADINGS = {"title"}

# The fields of each kind of block that are words for learners, wherever in the block they stand.
SAID: dict[str, set[str]] = {
    "owner_question": {"text"},
    "text": {"html"},
    "image": {"alt", "caption"},
    "video": {"caption"},
    "callout": {"title", "html"},
    "steps": {"title", "text"},
    "download": {"title", "description"},
    "table": {"title", "label", "cells", "note"},
    "comparison": {"title", "name", "label", "value", "result_label", "result", "note"},
    "worked_figure": {"title", "label", "note", "value"},
    "chart": {"title", "description", "x_label", "y_label", "name", "label", "target_label", "note"},
    "calculator": {"title", "introduction", "label", "note"},
    "checklist": {"title", "text"},
    "check_question": {"prompt", "text"},
}


@dataclass(frozen=True)
class Passage:
    """A paragraph, a cell, a label. `anchor` is where it stands on the lesson's page."""

    text: str
    anchor: str = ""
    is_heading: bool = False


def passages_of(body: Mapping[str, Any]) -> list[Passage]:
    """Of a lesson as it was compiled (`LessonVersion.body`), without its title."""
    return [
        Passage(text, piece.id, is_heading)
        for part in parts_of(body["blocks"])
        for piece in part.pieces
        for text, is_heading in _said(piece.value, SAID.get(piece.type, set()))
    ]


def said_of_course(words: Mapping[str, str]) -> tuple[str, list[Passage]]:
    """Title, and what the course's page says of it, from `CourseVersion.words` in one language."""
    texts = (words.get(name, "") for name in ("ask", "introduction", "outcome"))
    return words["title"], [Passage(text, is_heading=not at) for at, text in enumerate(texts) if text]


def _said(value: Any, names: set[str], name: str = "") -> Iterator[tuple[str, bool]]:
    if isinstance(value, Mapping):
        for inner_name, inner in value.items():
            yield from _said(inner, names, inner_name)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _said(inner, names, name)
    elif isinstance(value, str) and value and name in names:
        yield from _paragraphs(value) if name == "html" else [(value, name in HEADINGS)]


def _paragraphs(source: str) -> Iterator[tuple[str, bool]]:
    """The text between tags that begin or end a block; words in bold stay in their sentence."""
    text, is_heading = "", False
    for piece in [*TAG.split(source), "</p>"]:
        if not piece.startswith("<") or INLINE.match(piece):
            text += "" if piece.startswith("<") else html.unescape(piece)
            continue
        if text.strip():
            yield text.strip(), is_heading
        text, is_heading = "", bool(HEADING.match(piece))
