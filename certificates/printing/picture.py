"""The picture of a certificate for chat groups: 1080 by 1440 pixels, drawn by Pillow, light on ink."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from certificates.paper import Paper

from .canvas import HEIGHT, SIZE, WIDTH, Writer, as_png, draw_code, draw_emblem
from .fonts import LATIN, MEDIUM, SERIF
from .lines import NAME_SPREAD
from .ornaments import rosette_points
from .tokens import TOKENS

LEFT, ROOM = 100, 880  # px: where every line begins, and how long it may be
SCREEN, INK, PAPER = TOKENS["screen"], TOKENS["colour"]["ink"], TOKENS["colour"]["paper"]
TEXT = SCREEN["text"]
FINER = 3  # the ground is drawn so many times as large and made smaller: smooth lines


def draw_picture(paper: Paper, drawings: Mapping[str, bytes]) -> bytes:
    """As PNG. `drawings` are those that the paper names, by digest."""
    picture = _ground().copy()
    drawing = drawings[paper.emblem] if paper.emblem else None
    draw_emblem(picture, drawing, left=LEFT, top=106, colour=SCREEN["gold"])
    draw = ImageDraw.Draw(picture)
    house = Writer(draw, left=206, room=ROOM - 106, fill=TEXT)
    house.write(paper.house.first, 106, 30, MEDIUM, spread=0.22)
    house.write(paper.house.second, 150, 27, (LATIN, *MEDIUM), fill=SCREEN["quiet"])
    page = Writer(draw, left=LEFT, room=ROOM, fill=TEXT)
    title = page.write(paper.title.first, 292, 34, MEDIUM, fill=SCREEN["gold"], spread=0.2)
    beside = Writer(draw, left=title + 16, room=LEFT + ROOM - title - 16, fill=TEXT)
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
    return as_png(picture)


def _draw_code(draw: ImageDraw.ImageDraw, paper: Paper) -> None:
    draw_code(draw, paper.verify_url, left=LEFT, top=1130, side=224, paper=PAPER)
    beside = Writer(draw, left=356, room=624, fill=TEXT)
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
