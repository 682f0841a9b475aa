"""Plates: what a printer would have pre-printed. Border, ground, emblem, signatures and seal, for each kind."""

from dataclasses import dataclass

from .fonts import SERIF
from .ornaments import (
    FINE,
    FRAME,
    HAIR,
    INK,
    PAPER,
    RULE,
    border_tile,
    emblem,
    number,
    numbers,
    placed,
    rectangle,
    rosette,
    signature,
    text_on_arc,
)
from .tokens import TOKENS

EDGE, BAND = (TOKENS["space"][key] * 10 for key in ("edge", "band"))
WIDTH, HEIGHT = 2970.0, 2100.0  # A4 landscape
PLATES = tuple(TOKENS["accent"])


@dataclass(frozen=True)
class Dress:
    """What a house puts on its plates. A drawing that is None is drawn by us."""

    name: str = "经销商大学"
    name_en: str = "Dealer University"
    emblem: bytes | None = None
    signatures: tuple[bytes | None, ...] = (None, None)


def draw_plate(name: str, dress: Dress | None = None) -> str:
    """The plate of that name (see `accent` in the tokens) as an SVG of plain strokes and fills."""
    accent, dress = TOKENS["accent"][name], dress or Dress()
    parts = (
        _ground(WIDTH / 2, HEIGHT / 2, 620, TOKENS["tint"][name]),
        _frame(accent),
        emblem(WIDTH / 2, 252, 108, accent, dress.emblem),
        *(_signature(place, drawing) for place, drawing in enumerate(dress.signatures)),
        _seal(2470, 1665, 176, accent, dress),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" '
        f'viewBox="0 0 {numbers(WIDTH, HEIGHT)}">{"".join(parts)}</svg>'
    )


def _signature(place: int, drawing: bytes | None) -> str:
    """Above the line of the first or the second who signs."""
    left = (880, 1570)[place]
    if drawing is None:
        return signature(place, left + (55, 70)[place], 1752)
    return placed(drawing, left + 40, 1610, 440, 145, INK)


def _ground(x: float, y: float, radius: float, colour: str) -> str:
    rings = rosette(x, y, radius * 0.56, radius, 24, 6) + rosette(x, y, radius * 0.28, radius * 0.58, 16, 4)
    return f'<g fill="none" stroke="{colour}" stroke-width="2.2">{rings}</g>'


def _frame(colour: str) -> str:
    """Outer rule, turned band, inner rules, and a rosette on each corner."""
    centre = EDGE + BAND / 2 + 6
    inner = centre + BAND / 2 + 6
    corners = [(x, y) for x in (centre, WIDTH - centre) for y in (centre, HEIGHT - centre)]
    corner = 78.0
    ornament = (
        f'{rosette(0, 0, corner * 0.42, corner, 12, 4)}<circle r="{number(corner * 0.34)}"/>'
        f'<circle r="{number(corner * 0.12)}" fill="{colour}"/>'
    )
    discs = (f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(corner + 2)}" fill="{PAPER}"/>' for x, y in corners)
    copies = (f'<use href="#c" x="{number(x)}" y="{number(y)}"/>' for x, y in corners)
    return (
        f"{_band(centre, colour)}{rectangle(EDGE, WIDTH, HEIGHT, FRAME, INK)}"
        f"{rectangle(inner, WIDTH, HEIGHT, RULE, INK)}{rectangle(inner + 11, WIDTH, HEIGHT, FINE, colour)}"
        f'<defs><g id="c">{ornament}</g></defs>{"".join(discs)}'
        f'<g fill="none" stroke="{colour}" stroke-width="{number(FINE)}">{"".join(copies)}</g>'
    )


def _band(centre: float, colour: str) -> str:
    """The border as copies of one tile, a whole number of them on each side."""
    period = 86.0
    tile = border_tile(period, BAND / 2, (1, 0.66, 0.33))
    copies = []
    for length, depth, turn in ((WIDTH - 2 * centre, HEIGHT, ""), (HEIGHT - 2 * centre, WIDTH, "rotate(90)")):
        count = round(length / period)
        scale = length / (count * period)
        for across in (centre, depth - centre):
            for i in range(count):
                along = centre + i * period * scale
                place = numbers(across, along) if turn else numbers(along, across)
                copies.append(f'<use href="#t" transform="translate({place}){turn}scale({scale:.5f} 1)"/>')
    return (
        f'<defs><path id="t" d="{tile}"/></defs><g fill="none" stroke="{colour}" stroke-width="{number(FINE)}" '
        f'stroke-linecap="round">{"".join(copies)}</g>'
    )


def _seal(x: float, y: float, radius: float, colour: str, dress: Dress) -> str:
    """Turned edge, ring of text, emblem."""
    words = text_on_arc(dress.name, SERIF, size=radius * 0.155, centre=(x, y), radius=radius * 0.603, middle=0,
                        sweep=radius * 1.62, spread=0.766)  # fmt: skip
    words += text_on_arc(dress.name_en.upper(), SERIF, size=radius * 0.098, centre=(x, y), radius=radius * 0.695,
                         middle=180, sweep=radius * 1.96, spread=0.375, is_inside=True)  # fmt: skip
    s = radius * 0.03
    for dot in (x - radius * 0.655, x + radius * 0.655):
        words += f"M{numbers(dot, y - s)}l{numbers(s, s, -s, s, -s, -s)}z"

    def circle(r: float, look: str = "") -> str:
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}"{look}/>'

    return (
        circle(radius + 3, f' fill="{PAPER}"')
        + f'<g fill="none" stroke="{colour}" stroke-width="{number(HAIR)}">'
        + f'<g stroke-width="{number(FINE)}">{rosette(x, y, radius * 0.80, radius, 36, 6)}</g>'
        + circle(radius * 0.785, f' stroke-width="{number(RULE)}"')
        + circle(radius * 0.53)
        + f'</g><path fill="{colour}" d="{words}"/>'
        + circle(radius * 0.48, f' fill="{colour}"')
        + emblem(x, y - radius * 0.235, radius * 0.5, PAPER, dress.emblem)
    )
