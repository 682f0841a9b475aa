"""The picture of a certificate for chat groups: 1080 by 1440 pixels, drawn by Pillow, light on ink."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from math import cos, pi, sin
from pathlib import Path

import segno
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw, ImageFont

from certificates.paper import Paper

from .fonts import LATIN, MEDIUM, SERIF, has_character
from .lines import NAME_SPREAD, is_latin
from .ornaments import EMBLEM, rosette_points
from .tokens import TOKENS

SIZE = WIDTH, HEIGHT = 1080, 1440
LEFT, ROOM = 100, 880  # px: where every line begins, and how long it may be
SCREEN, INK, PAPER = TOKENS["screen"], TOKENS["colour"]["ink"], TOKENS["colour"]["paper"]
FINER = 3  # the ground is drawn so many times as large and made smaller: smooth lines


def draw_picture(paper: Paper, drawings: Mapping[str, bytes]) -> bytes:
    """As PNG. `drawings` are those that the paper names, by digest."""
    picture = _ground().copy()
    _draw_emblem(picture, drawings[paper.emblem] if paper.emblem else None)
    draw = ImageDraw.Draw(picture)
    house = _Writer(draw, left=206, room=ROOM - 106)
    house.write(paper.house.first, 106, 30, MEDIUM, spread=0.22)
    house.write(paper.house.second, 150, 27, (LATIN, *MEDIUM), fill=SCREEN["quiet"])
    page = _Writer(draw)
    title = page.write(paper.title.first, 292, 34, MEDIUM, fill=SCREEN["gold"], spread=0.2)
    beside = _Writer(draw, left=title + 16, room=LEFT + ROOM - title - 16)
    beside.write(paper.title.second, 295, 31, (LATIN, *MEDIUM), fill=SCREEN["gold"])
    page.write(paper.what.first, 362, 140, SERIF, smallest=58, spread=NAME_SPREAD.get(len(paper.what.first), 0.02))
    page.write(paper.what.second, 536, 52, (LATIN, *SERIF), smallest=30)
    page.write(paper.holder, 664, 64, SERIF, smallest=40, spread=NAME_SPREAD.get(len(paper.holder), 0) / 2)
    page.write(paper.latin_name, 748, 32, (LATIN, *MEDIUM), fill=SCREEN["quiet"])
    if paper.organisation:
        page.write(paper.organisation.first, 800, 30, MEDIUM)
        page.write(paper.organisation.second, 842, 27, (LATIN, *MEDIUM), fill=SCREEN["quiet"])
    page.write(paper.outcome.first, 936, 31, MEDIUM, smallest=26)
    page.write(paper.outcome.second, 1014, 27, (LATIN, *MEDIUM), smallest=23, fill=SCREEN["quiet"])
    _draw_code(draw, paper)
    kept = io.BytesIO()
    few = picture.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(kept, "PNG", compress_level=6)
    return kept.getvalue()


class _Writer:
    """Writes lines from their upper left, smaller where they are long, on two lines where they are longest."""

    def __init__(self, draw: ImageDraw.ImageDraw, *, left: float = LEFT, room: float = ROOM) -> None:
        self.draw, self.left, self.room = draw, left, room

    def write(self, text: str, top: float, size: float, fonts: tuple[Path, ...], *, smallest: float = 18,
              spread: float = 0, fill: str = SCREEN["text"]) -> float:  # fmt: skip
        """Sizes in px, `spread` in em. Returns where it ends."""
        fonts = (LATIN, *fonts) if is_latin(text) else fonts
        wide = _width(text, 1000, fonts, spread) / 1000
        fitted = min(size, self.room / wide) if wide else size
        if fitted >= smallest or len(text) < 4:
            return self._line(text, top + (size - fitted) * 0.6, fitted, fonts, spread, fill)
        lines = _halves(text)
        fitted = min(smallest, *(self.room / (_width(line, 1000, fonts, spread) / 1000) for line in lines))
        first = top - fitted * 0.5
        ends = [self._line(line, first + i * fitted * 1.3, fitted, fonts, spread, fill) for i, line in enumerate(lines)]
        return max(ends)

    def _line(self, text: str, top: float, size: float, fonts: tuple[Path, ...], spread: float, fill: str) -> float:
        position = self.left
        for part, path in _parts(text, fonts, is_spread=spread > 0):
            font = _font(path, int(size))
            self.draw.text((position, top + size), part, font=font, fill=fill, anchor="ls")
            position += font.getlength(part) + spread * size
        return position


def _width(text: str, size: int, fonts: tuple[Path, ...], spread: float) -> float:
    parts = _parts(text, fonts, is_spread=spread > 0)
    return sum(_font(path, size).getlength(part) + spread * size for part, path in parts)


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


def _draw_code(draw: ImageDraw.ImageDraw, paper: Paper) -> None:
    rows = segno.make_qr(paper.verify_url, error="m", boost_error=False).matrix
    dot = 184 // len(rows)
    margin = (224 - dot * len(rows)) // 2
    draw.rectangle((LEFT, 1130, LEFT + 223, 1353), fill=PAPER)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                left, top = LEFT + margin + x * dot, 1130 + margin + y * dot
                draw.rectangle((left, top, left + dot - 1, top + dot - 1), fill="#000000")
    beside = _Writer(draw, left=356, room=624)
    beside.write("扫码查验", 1168, 34, MEDIUM)
    beside.write("Scan to verify", 1216, 27, (LATIN,), fill=SCREEN["quiet"])
    beside.write(paper.number, 1262, 25, (LATIN, *MEDIUM), fill=SCREEN["quiet"])
    beside.write(paper.when.first, 1300, 22, MEDIUM, fill=SCREEN["quiet"])


@cache
def _ground() -> Image.Image:
    """What is the same on every picture: ink, rosettes, frame."""
    large = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), INK)
    draw = ImageDraw.Draw(large)
    for inner, outer, petals, strands in ((300, 640, 30, 6), (150, 310, 20, 4)):
        points = rosette_points(inner * FINER, outer * FINER, petals, petals * 40)
        for strand in range(strands):
            turn = 2 * pi * strand / strands / petals
            turned = [(x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)) for x, y in points]
            moved = [(x + WIDTH * 0.74 * FINER, y + 470 * FINER) for x, y in turned]
            draw.line(moved, fill=SCREEN["ground"], width=4)
    for inset, width in ((40, 2 * FINER), (52, 2)):
        box = (inset * FINER, inset * FINER, (WIDTH - inset) * FINER, (HEIGHT - inset) * FINER)
        draw.rectangle(box, outline=SCREEN["gold"], width=width)
    return large.resize(SIZE, Image.Resampling.BOX)


def _draw_emblem(picture: Image.Image, drawing: bytes | None) -> None:
    """In a field of 88 by 84 pixels."""
    if drawing:
        with Image.open(io.BytesIO(drawing), formats=("PNG",)) as kept:
            mask = kept.convert("L")
    else:
        mask = _our_emblem()
    mask.thumbnail((88, 84), Image.Resampling.LANCZOS)
    place = (LEFT + (88 - mask.width) // 2, 106 + (84 - mask.height) // 2)
    picture.paste(SCREEN["gold"], place, mask)


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
