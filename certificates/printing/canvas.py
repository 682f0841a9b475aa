"""What pictures are drawn with: lines of text, square codes, emblems. Sizes in px."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import segno
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw, ImageFont

from .fonts import LATIN, SERIF, has_character
from .lines import is_latin
from .ornaments import EMBLEM

SIZE = WIDTH, HEIGHT = 1080, 1440
NEVER_FIRST = "，。、；：？！”’》）】…%,.;:?!)]"
NEVER_LAST = "“‘《（【(["


class Writer:
    """Writes lines from their upper left, smaller where they are long, on two lines where they are longest."""

    def __init__(self, draw: ImageDraw.ImageDraw, *, left: float, room: float, fill: str) -> None:
        self.draw, self.left, self.room, self.fill = draw, left, room, fill

    def write(self, text: str, top: float, size: float, fonts: tuple[Path, ...], *, smallest: float = 18,
              spread: float = 0, fill: str = "") -> float:  # fmt: skip
        """`spread` in em; `fill` is the writer's own unless it is given. Returns where it ends."""
        fill = fill or self.fill
        fonts = (LATIN, *fonts) if is_latin(text) else fonts
        wide = width_of(text, 1000, fonts, spread) / 1000
        fitted = min(size, self.room / wide) if wide else size
        if fitted >= smallest or len(text) < 4:
            return self._line(text, top + (size - fitted) * 0.6, fitted, fonts, spread, fill)
        lines = _halves(text)
        fitted = min(smallest, *(self.room / (width_of(line, 1000, fonts, spread) / 1000) for line in lines))
        first = top - fitted * 0.5
        ends = [self._line(line, first + i * fitted * 1.3, fitted, fonts, spread, fill) for i, line in enumerate(lines)]
        return max(ends)

    def write_lines(self, text: str, top: float, size: float, fonts: tuple[Path, ...], *, most: int,
                    leading: float = 1.36, smallest: float = 28, fill: str = "") -> float:  # fmt: skip
        """On `most` lines at most, smaller where there are more; what is still too long ends in “…”. Returns where the
        next thing may begin."""
        fonts = (LATIN, *fonts) if is_latin(text) else fonts
        lines = wrapped(text, fonts, size, self.room)
        while len(lines) > most and size > smallest:
            size -= 2
            lines = wrapped(text, fonts, size, self.room)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
        for number, line in enumerate(lines):
            self._line(line, top + number * size * leading, size, fonts, 0, fill or self.fill)
        return top + len(lines) * size * leading

    def _line(self, text: str, top: float, size: float, fonts: tuple[Path, ...], spread: float, fill: str) -> float:
        position = self.left
        for part, path in _parts(text, fonts, is_spread=spread > 0):
            font = _font(path, int(size))
            self.draw.text((position, top + size), part, font=font, fill=fill, anchor="ls")
            position += font.getlength(part) + spread * size
        return position


def width_of(text: str, size: float, fonts: tuple[Path, ...], spread: float) -> float:
    parts = _parts(text, fonts, is_spread=spread > 0)
    return sum(_font(path, int(size)).getlength(part) + spread * size for part, path in parts)


def _parts(text: str, fonts: tuple[Path, ...], *, is_spread: bool) -> list[tuple[str, Path]]:
    """The text in pieces of one font each, the first that has the character; one character each, if they are spread."""
    parts: list[tuple[str, Path]] = []
    for char in text:
        path = next((path for path in (*fonts, *SERIF) if has_character(path, char)), SERIF[0])
        if parts and parts[-1][1] == path and not is_spread:
            parts[-1] = (parts[-1][0] + char, path)
        else:
            parts.append((char, path))
    return parts


def _halves(text: str) -> tuple[str, str]:
    """At a space, a dot or a comma near the middle; else in the middle."""
    places = [i + 1 for i, char in enumerate(text) if char in " ·，、。,-" and 0 < i < len(text) - 1]
    best = min(places or [len(text) // 2], key=lambda place: abs(2 * place - len(text)))
    return text[:best].rstrip(), text[best:].lstrip()


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def wrapped(text: str, fonts: tuple[Path, ...], size: float, room: float) -> list[str]:
    """Lines no wider than `room`: broken between words, and between Chinese characters where that is usual; a word that
    is too long by itself, between its letters."""

    def is_too_wide(words: str) -> bool:
        return width_of(words.rstrip(), 1000, fonts, 0) / 1000 * size > room

    lines, line = [], ""
    for piece in (part for whole in _unbroken(text) for part in (whole if is_too_wide(whole) else [whole])):
        if line and is_too_wide(line + piece):
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    return [*lines, line.rstrip()] if line else lines


def _unbroken(text: str) -> list[str]:
    """Words with the space behind them; Chinese characters with the marks that belong to them."""
    pieces: list[str] = []
    for char in text:
        is_bound = pieces and (
            char in NEVER_FIRST
            or pieces[-1][-1] in NEVER_LAST
            or char == " "
            or (is_latin(char) and is_latin(pieces[-1]) and not pieces[-1].endswith(" "))
        )
        if is_bound:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def draw_code(draw: ImageDraw.ImageDraw, address: str, *, left: int, top: int, side: int, paper: str) -> None:
    """A square code with its margin, on a field of `side`."""
    rows = segno.make_qr(address, error="m", boost_error=False).matrix
    dot = int(side * 0.825) // len(rows)
    margin = (side - dot * len(rows)) // 2
    draw.rectangle((left, top, left + side - 1, top + side - 1), fill=paper)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                right, down = left + margin + x * dot, top + margin + y * dot
                draw.rectangle((right, down, right + dot - 1, down + dot - 1), fill="#000000")


def as_png(picture: Image.Image) -> bytes:
    """Of 128 colours: half the bytes, and nobody sees it."""
    kept = io.BytesIO()
    few = picture.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(kept, "PNG", compress_level=6)
    return kept.getvalue()


def draw_emblem(picture: Image.Image, drawing: bytes | None, *, left: int, top: int, colour: str) -> None:
    """The house's, else ours; in a field of 88 by 84 pixels."""
    if drawing:
        with Image.open(io.BytesIO(drawing), formats=("PNG",)) as kept:
            mask = kept.convert("L")
    else:
        mask = _our_emblem()
    mask.thumbnail((88, 84), Image.Resampling.LANCZOS)
    place = (left + (88 - mask.width) // 2, top + (84 - mask.height) // 2)
    picture.paste(colour, place, mask)


def _our_emblem() -> Image.Image:
    scale = 22
    mask = Image.new("L", (32 * scale, 30 * scale))
    pen = _Outline()
    parse_path(EMBLEM, pen)
    for outline in pen.outlines:
        ImageDraw.Draw(mask).polygon([(x * scale, y * scale) for x, y in outline], fill=255)
    return mask


class _Outline(BasePen):
    """Collects outlines as points; curves in eight steps."""

    def __init__(self) -> None:
        super().__init__(None)
        self.outlines: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' names
        self.outlines.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.outlines[-1].append(pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        start = self.outlines[-1][-1]
        for t in (step / 8 for step in range(1, 9)):
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (start, pt1, pt2, pt3), strict=True)) for axis in (0, 1))
            self.outlines[-1].append((x, y))
