"""How a lesson is cut into parts for reading: at headings, before a calculator, a checklist and the first question."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HEADING = re.compile(r"(?=<h2[ >])")
HEADING_TEXT = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
STARTERS = {"calculator", "checklist", "check_question"}


@dataclass(frozen=True)
class Piece:
    """A block, or what one heading of a text block covers. `id` is its anchor; `block` the compiled block, shared."""

    id: str
    block: Mapping[str, Any]
    html: str = ""

    @property
    def type(self) -> str:
        return str(self.block["type"])

    @property
    def value(self) -> Mapping[str, Any]:
        return {"html": self.html} if self.html else self.block["value"]


@dataclass(frozen=True)
class Part:
    """`id` is the anchor of its first piece; `block_id` the block that it begins in, to keep one's place by."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def id(self) -> str:
        return self.pieces[0].id

    @property
    def block_id(self) -> str:
        return str(self.pieces[0].block["id"])


def parts_of(blocks: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The lesson's blocks as parts, at least one unless it is empty."""
    groups: list[list[Piece]] = []
    for piece in _pieces(blocks):
        if not groups or _starts(piece, groups[-1][-1]):
            groups.append([])
        groups[-1].append(piece)
    return tuple(Part(_title(group), tuple(group)) for group in groups)


def _pieces(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Piece]:
    for block in blocks:
        if block["type"] != "text":
            yield Piece(str(block["id"]), block)
            continue
        texts = [text for text in HEADING.split(block["value"]["html"]) if text.strip()]
        for number, text in enumerate(texts, 1):
            yield Piece(f"{block['id']}-{number}" if number > 1 else str(block["id"]), block, text)


def _starts(piece: Piece, last: Piece) -> bool:
    if piece.type == "check_question" and last.type == "check_question":
        return False
    return piece.type in STARTERS or piece.html.startswith("<h2")


def _title(group: Sequence[Piece]) -> str:
    first = group[0]
    if first.html.startswith("<h2"):
        heading = HEADING_TEXT.search(first.html)
        return html.unescape(strip_tags(heading[1])).strip() if heading else ""
    if first.type == "check_question":
        count = sum(piece.type == "check_question" for piece in group)
        return ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    if first.type == "owner_question":
        return _("%(who)s’s question") % {"who": first.value["who"]}
    return first.value.get("title") or _("Beginning")
