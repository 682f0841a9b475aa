"""Charts of lessons: a block's value becomes geometry and a table, which templates draw. No SVG is ever uploaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .bars import draw_bars, draw_shares, draw_waterfall
from .lines import draw_lines
from .shapes import Drawing
from .tables import Table, table_of

DRAW: dict[str, Callable[[Mapping[str, Any], str], Drawing]] = {
    "BARS": draw_bars,
    "LINES": draw_lines,
    "WATERFALL": draw_waterfall,
    "SHARES": draw_shares,
}


@dataclass(frozen=True)
class Chart:
    drawing: Drawing
    table: Table


def draw_chart(value: Mapping[str, Any], language: str) -> Chart:
    """A chart block's value, in one language, drawn. Fields as in demo/README.md; numbers may be numbers or text."""
    return Chart(DRAW[value["kind"]](value, language), table_of(value))
