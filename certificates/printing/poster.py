"""A poster for chat groups: 1080 by 1440 pixels, ink on paper. The sum is the picture, ruled as in a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from .canvas import SIZE, Writer, as_png, draw_code, draw_emblem, width_of
from .fonts import LATIN, MEDIUM, SERIF
from .lines import is_latin
from .tokens import TOKENS

if TYPE_CHECKING:
    from certificates.posters import PosterWords

LEFT, ROOM = 90, 900  # px: where every line begins, and how long it may be
POSTER, INK = TOKENS["poster"], TOKENS["colour"]["ink"]
FIGURE_TOP, CODE_TOP, CODE_SIDE = 790, 1092, 270


def draw_poster(words: PosterWords, *, emblem: bytes | None, accent: str) -> bytes:
    """As PNG. `accent` is the house's colour, such as #0a6470; `emblem` a drawing of one colour, None for ours."""
    picture = Image.new("RGB", SIZE, POSTER["paper"])
    draw = ImageDraw.Draw(picture)
    draw_emblem(picture, emblem, left=LEFT, top=84, colour=accent)
    spread = 0 if is_latin(words.house) else 0.18
    Writer(draw, left=LEFT + 110, room=ROOM - 110, fill=INK).write(words.house, 106, 36, MEDIUM, spread=spread)
    _rule(draw, 204, 10, accent)
    _rule(draw, 222, 2, accent)
    page = Writer(draw, left=LEFT, room=ROOM, fill=INK)
    page.write(words.above, 262, 34, MEDIUM, smallest=26, fill=POSTER["quiet"])
    below = _write_title(page, words.title)
    has_figure = bool(words.figure)
    page.write_lines(words.question, below + 30, 46, MEDIUM, most=3 if has_figure else 6, smallest=36, leading=1.44)
    if has_figure:
        _draw_figure(draw, words, accent)
    _draw_foot(draw, words)
    return as_png(picture)


def _write_title(page: Writer, title: str) -> float:
    """On one line where it is not much smaller for it, else on two. Returns where the next thing may begin."""
    fonts = (LATIN, *SERIF) if is_latin(title) else SERIF
    size = min(108, ROOM / (width_of(title, 1000, fonts, 0) / 1000)) if title else 108
    if size >= 78:
        page.write(title, 322 - size * 0.06, size, SERIF)
        return 322 + size * 1.2
    return page.write_lines(title, 322, 88, SERIF, most=2, smallest=56, leading=1.24)


def _draw_figure(draw: ImageDraw.ImageDraw, words: PosterWords, accent: str) -> None:
    """What stands under a sum: the result, with its double rule."""
    writer = Writer(draw, left=LEFT, room=ROOM, fill=accent)
    writer.write(words.figure, FIGURE_TOP, 132, (LATIN, *SERIF), smallest=56)
    writer.write(words.figure_note, FIGURE_TOP + 176, 34, MEDIUM, smallest=26, fill=POSTER["quiet"])
    _rule(draw, FIGURE_TOP + 240, 2, INK)
    _rule(draw, FIGURE_TOP + 250, 6, INK)


def _draw_foot(draw: ImageDraw.ImageDraw, words: PosterWords) -> None:
    draw_code(draw, words.address, left=LEFT, top=CODE_TOP, side=CODE_SIDE, paper=TOKENS["colour"]["paper"])
    left = LEFT + CODE_SIDE + 40
    beside = Writer(draw, left=left, room=LEFT + ROOM - left, fill=INK)
    below = beside.write_lines(words.call, CODE_TOP + 12, 44, (*SERIF, LATIN), most=2, leading=1.3)
    below = beside.write_lines(words.facts, below + 16, 32, MEDIUM, most=2, leading=1.4, smallest=26)
    beside.write(words.address.partition("://")[2], max(below + 12, CODE_TOP + 222), 27, MEDIUM, fill=POSTER["quiet"])


def _rule(draw: ImageDraw.ImageDraw, top: int, thickness: int, colour: str) -> None:
    draw.rectangle((LEFT, top, LEFT + ROOM - 1, top + thickness - 1), fill=colour)
