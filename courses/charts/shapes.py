"""What a chart is drawn from. Pixels of a drawing 360 wide; classes carry colour, so theme and brand reach them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

WIDTH = 360.0
TEXT_SIZE = 12.0
LINE_HEIGHT = 16.0


@dataclass(frozen=True)
class Label:
    """A line of text. `anchor` is start, middle or end; `y` is its baseline."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    css: str = ""

    @property
    def box(self) -> Box:
        width = text_width(self.text)
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return Box(left, self.y - TEXT_SIZE * 0.95, width, TEXT_SIZE * 1.25)


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    css: str = ""
    radius: float = 0

    def touches(self, other: Box, gap: float = 0) -> bool:
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    css: str = "grid"


@dataclass(frozen=True)
class Path:
    d: str
    css: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """Drawn in this order: areas, boxes, lines, paths, dots, labels. `legend` is (class of the line, name) where
    names found no place in the drawing."""

    height: float
    areas: tuple[Path, ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    paths: tuple[Path, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    width: float = WIDTH


def text_width(text: str) -> float:
    """Pixels that a text takes at most in the faces we ask for; bold faces included."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> float:
    if _is_wide(character) or character in "“”‘’…—":
        return TEXT_SIZE
    if character.isupper() or character in "%＋＝±":
        return 8.6
    if character.islower() or character.isdigit() or character in "−+=×÷<>":
        return 7.1
    return 3.9


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines no wider than `width`: Chinese breaks anywhere, Latin between words."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip()) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        is_wide = _is_wide(character)
        closes = is_wide and unicodedata.category(character).startswith("P")
        is_latin_run = pieces and not is_wide and pieces[-1][-1] != " " and not _is_wide(pieces[-1][-1])
        if pieces and (closes or is_latin_run):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def px(number: float) -> float:
    """To a tenth of a pixel."""
    return round(number, 1)
