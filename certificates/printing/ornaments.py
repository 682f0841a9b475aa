"""Strokes of the printed pieces as SVG: turned ornaments, text on an arc, signatures. Lengths in tenths of a mm."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from math import cos, pi, sin
from pathlib import Path
from typing import Any

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from .drawings import path_of
from .tokens import TOKENS

INK, PAPER = TOKENS["colour"]["ink"], TOKENS["colour"]["paper"]
FINE, HAIR, RULE, FRAME = (TOKENS["line"][key] * 10 for key in ("fine", "hair", "rule", "frame"))

UNITS_PER_EM = 1000  # of the serif fonts

# A shop's gable over an open book, 32 by 30.
EMBLEM = (
    "M0 10.4 16 0 32 10.4V14.2L16 3.8 0 14.2Z"
    "M15.2 15.6C11.6 12.9 6.8 12.3 2.6 13.2V26.4C6.8 25.5 11.6 26.2 15.2 29Z"
    "M16.8 15.6C20.4 12.9 25.2 12.3 29.4 13.2V26.4C25.2 25.5 20.4 26.2 16.8 29Z"
)

# The pen's way in mm, from the left end of the line; abstract on purpose.
PEN_STROKES = (
    (
        "0,1 3,6 7,11 8.4,9.4 6,3 5,-1 7,.4 10,5 12,5.4 11.5,2.6 13,1.2 15.5,3.6 17,4.4 17,2.2 18.6,1 21,3.6 22.4,4"
        " 22.6,1.8 24.6,1.2 27,6 30,10.8 30.4,9.2 28,3 28.6,.8 31,2 34,3 38,2 46,4.4"
    ),
    (
        "1,7.4 6,10.4 12,10.2 10.4,6.4 6,1.6 5,-.6 8,.2 13,4 16,5.2 15.6,2.6 17,1.4 20,4 22,4.2 21.8,2 23.6,1.2 26,3.2"
        " 29,8 31,11.2 30.2,9 28.2,3 29.6,1 33,2.8 35.6,3.4 36.4,1.6 39,1.4 45,3.8"
    ),
)


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def numbers(*values: float) -> str:
    return " ".join(map(number, values))


def smooth_path(point: Callable[[float], tuple[float, float]], end: float, pieces: int, pull: float) -> str:
    """The way of point(t) for t from 0 to end, as cubics whose handles follow the derivative."""
    step, tiny = end / pieces, 1e-5
    arm = step / 3 * pull

    def handle(t: float, direction: int) -> tuple[float, float]:
        (x1, y1), (x2, y2), (x, y) = point(t - tiny), point(t + tiny), point(t)
        reach = direction * arm / (2 * tiny)
        return x + (x2 - x1) * reach, y + (y2 - y1) * reach

    curves = (numbers(*handle(i * step, 1), *handle((i + 1) * step, -1), *point((i + 1) * step)) for i in range(pieces))
    return f"M{numbers(*point(0))}C{' '.join(curves)}"


def rosette_points(inner: float, outer: float, petals: int, steps: int) -> list[tuple[float, float]]:
    """One strand of a rosette around (0, 0), as a closed line through `steps` points."""
    middle, depth = (inner + outer) / 2, (outer - inner) / 2
    angles = [2 * pi * step / steps for step in range(steps + 1)]
    radii = [middle + depth * cos(petals * angle) for angle in angles]
    return [(radius * cos(angle), radius * sin(angle)) for radius, angle in zip(radii, angles, strict=True)]


def rosette(x: float, y: float, inner: float, outer: float, petals: int, strands: int) -> str:
    """Strands winding between two circles, as on share certificates: one path, turned."""
    middle, depth = (inner + outer) / 2, (outer - inner) / 2

    def point(t: float) -> tuple[float, float]:
        radius = middle + depth * cos(petals * t)
        return radius * cos(t), radius * sin(t)

    path = smooth_path(point, 2 * pi, petals * 2, 1.0926) + "Z"
    turns = (360 * strand / strands / petals for strand in range(strands))
    return "".join(f'<path transform="translate({numbers(x, y)})rotate({turn:.4g})" d="{path}"/>' for turn in turns)


def border_tile(period: float, height: float, steps: tuple[float, ...]) -> str:
    """One period of the border: nested lenses, and the same again a quarter period on."""
    half, quarter = period / 2, period / 4
    k = 0.3642 * half
    near, far = 0.326 * quarter, 0.638 * quarter
    path = []
    for a in (sign * share * height for share in steps for sign in (1, -1)):
        b = 0.5123 * a
        path.append(f"M0 {number(a)}c{numbers(k, 0, half - k, -2 * a, half, -2 * a)}")
        path.append(f"s{numbers(half - k, 2 * a, half, 2 * a)}")
        path.append(f"M0 0C{numbers(near, b, far, a, quarter, a)}")
        path.append(f"C{numbers(quarter + k, a, 3 * quarter - k, -a, 3 * quarter, -a)}")
        path.append(f"C{numbers(period - far, -a, period - near, -b, period, 0)}")
    return "".join(path)


def text_on_arc(text: str, fonts: Sequence[Path], *, size: float, centre: tuple[float, float], radius: float,
                middle: float, sweep: float, spread: float, is_inside: bool = False) -> str:  # fmt: skip
    """The text's outlines around the angle `middle` (degrees clockwise from the top), `spread` em between characters.

    A character comes from the first of the fonts that has it. What would be longer than `sweep` is made smaller.
    """
    pen = SVGPathPen(None, ntos=number)
    with ExitStack() as opened:
        outlines = _outlines_of(text, [opened.enter_context(TTFont(path, lazy=True)) for path in fonts])
        em = sum(outline.width for outline in outlines) / UNITS_PER_EM + spread * (len(outlines) - 1)
        size = min(size, sweep / em) if em > 0 else size
        position = -em * size / 2
        for outline in outlines:
            advance = outline.width * size / UNITS_PER_EM
            angle = (position + advance / 2) / radius * (-1 if is_inside else 1) + middle * pi / 180
            turn = angle + (pi if is_inside else 0)
            place = Transform().translate(centre[0] + radius * sin(angle), centre[1] - radius * cos(angle))
            place = place.rotate(turn).scale(size / UNITS_PER_EM, -size / UNITS_PER_EM).translate(-outline.width / 2, 0)
            outline.draw(TransformPen(pen, place))
            position += advance + spread * size
    return pen.getCommands()


def _outlines_of(text: str, fonts: list[TTFont]) -> list[Any]:
    sources = [(font.getBestCmap(), font.getGlyphSet()) for font in fonts]
    found = ((next((s for s in sources if ord(char) in s[0]), None), ord(char)) for char in text)
    return [source[1][source[0][code]] for source, code in found if source]


def emblem(x: float, y: float, width: float, colour: str, drawing: bytes | None = None) -> str:
    """The house's own drawing, else ours; in a field `width` wide whose top is at (x, y) in the middle."""
    if drawing:
        return placed(drawing, x - width / 2, y, width, width * 30 / 32, colour)
    place = f"translate({numbers(x - width / 2, y)})scale({width / 32:.3f})"
    return f'<path d="{EMBLEM}" fill="{colour}" transform="{place}"/>'


def placed(drawing: bytes, x: float, y: float, width: float, height: float, colour: str) -> str:
    """A drawing as large as it can be in a field, in its middle."""
    path, across, down = path_of(drawing)
    scale = min(width / across, height / down)
    place = f"translate({numbers(x + (width - across * scale) / 2, y + (height - down * scale) / 2)})scale({scale:.4f})"
    return f'<path d="{path}" fill="{colour}" transform="{place}"/>'


def signature(which: int, x: float, y: float, size: float = 1) -> str:
    """A smooth stroke through the pen's points."""
    pairs = [pair.split(",") for pair in PEN_STROKES[which].split()]
    points = [(x + 10 * size * float(right), y - 10 * size * float(up)) for right, up in pairs]
    padded = [points[0], *points, points[-1]]
    curves = (
        numbers(bx + (cx - ax) / 5, by + (cy - ay) / 5, cx - (dx - bx) / 5, cy - (dy - by) / 5, cx, cy)
        for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    )
    return (
        f'<path d="M{numbers(*points[0])}C{" ".join(curves)}" fill="none" stroke="{INK}" '
        f'stroke-width="{number(3.6 * size)}" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def rectangle(inset: float, width: float, height: float, line: float, colour: str) -> str:
    return (
        f'<rect x="{number(inset)}" y="{number(inset)}" width="{number(width - 2 * inset)}" '
        f'height="{number(height - 2 * inset)}" fill="none" stroke="{colour}" stroke-width="{number(line)}"/>'
    )
