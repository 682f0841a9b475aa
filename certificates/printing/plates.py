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

PLAQUES = ("gold", "silver", "bronze")


@dataclass(frozen=True)
class Sheet:
    """Paper and the measures of its frame, in tenths of a mm."""

    width: float
    height: float
    edge: float
    band: float
    period: float
    strands: tuple[float, ...]
    corner: float
    scale: float = 1  # of lines and gaps


EDGE, BAND = (TOKENS["space"][key] * 10 for key in ("edge", "band"))
CERTIFICATE = Sheet(2970.0, 2100.0, EDGE, BAND, period=86.0, strands=(1, 0.66, 0.33), corner=78.0)  # A4 landscape
PLAQUE = Sheet(
    4200.0, 2970.0, 120.0, 104.0, period=130.0, strands=(1, 0.75, 0.5, 0.25), corner=124.0, scale=1.4
)  # A3 landscape


@dataclass(frozen=True)
class Dress:
    """What a house puts on its plates. A drawing that is None is drawn by us."""

    name: str = "经销商大学"
    name_en: str = "Dealer University"
    emblem: bytes | None = None
    signatures: tuple[bytes | None, ...] = (None, None)


def draw_plate(name: str, dress: Dress | None = None, *, has_tier: bool = False) -> str:
    """The plate of that name (see `accent` in the tokens) as an SVG of plain strokes and fills. Those of plaques are
    larger; where no tier will stand in their seal, the emblem does."""
    dress = dress or Dress()
    sheet, parts = (
        (PLAQUE, _plaque(name, dress, has_tier=has_tier)) if name in PLAQUES else (CERTIFICATE, _paper(name, dress))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(sheet.width / 10)}mm" '
        f'height="{number(sheet.height / 10)}mm" '
        f'viewBox="0 0 {numbers(sheet.width, sheet.height)}">{"".join(parts)}</svg>'
    )


def _paper(name: str, dress: Dress) -> tuple[str, ...]:
    accent, middle = TOKENS["accent"][name], CERTIFICATE.width / 2
    return (
        _ground(middle, CERTIFICATE.height / 2, 620, TOKENS["tint"][name]),
        _frame(CERTIFICATE, accent),
        emblem(middle, 252, 108, accent, dress.emblem),
        *(_signature(place, drawing) for place, drawing in enumerate(dress.signatures)),
        _seal(2470, 1665, 176, accent, dress),
    )


def _plaque(name: str, dress: Dress, *, has_tier: bool) -> tuple[str, ...]:
    accent, middle = TOKENS["accent"][name], PLAQUE.width / 2
    return (
        _ground(middle, 1330, 790, TOKENS["tint"][name], 3.2),
        _frame(PLAQUE, accent),
        emblem(middle, 345, 150, accent, dress.emblem),
        *(_signature_of_plaque(place, dress.signatures) for place in range(len(dress.signatures))),
        _medal(middle, 2270, 350, accent),
        "" if has_tier else emblem(middle, 2270 - 140, 300, PAPER, dress.emblem),
    )


def _signature(place: int, drawing: bytes | None) -> str:
    """Above the line of the first or the second who signs."""
    left = (880, 1570)[place]
    if drawing is None:
        return signature(place, left + (55, 70)[place], 1752)
    return placed(drawing, left + 40, 1610, 440, 145, INK)


def _signature_of_plaque(place: int, drawings: tuple[bytes | None, ...]) -> str:
    """One has the middle of the left side, two share it."""
    is_alone, drawing = len(drawings) == 1, drawings[place]
    left = 640 if is_alone else (360, 1030)[place]
    if drawing is None:
        return signature(place, left + 80, 2400, 1.35) if is_alone else signature(place, left + 30, 2400, 1.2)
    return placed(drawing, left + 40, 2200, 540, 190, INK)


def _ground(x: float, y: float, radius: float, colour: str, line: float = 2.2) -> str:
    rings = rosette(x, y, radius * 0.56, radius, 24, 6) + rosette(x, y, radius * 0.28, radius * 0.58, 16, 4)
    return f'<g fill="none" stroke="{colour}" stroke-width="{number(line)}">{rings}</g>'


def _frame(sheet: Sheet, colour: str) -> str:
    """Outer rule, turned band, inner rules, and a rosette on each corner."""
    width, height, scale, corner = sheet.width, sheet.height, sheet.scale, sheet.corner
    centre = sheet.edge + sheet.band / 2 + 6 * scale
    inner = centre + sheet.band / 2 + 6 * scale
    corners = [(x, y) for x in (centre, width - centre) for y in (centre, height - centre)]
    ornament = (
        f'{rosette(0, 0, corner * 0.42, corner, 12, 4)}<circle r="{number(corner * 0.34)}"/>'
        f'<circle r="{number(corner * 0.12)}" fill="{colour}"/>'
    )
    discs = (f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(corner + 2)}" fill="{PAPER}"/>' for x, y in corners)
    copies = (f'<use href="#c" x="{number(x)}" y="{number(y)}"/>' for x, y in corners)
    return (
        f"{_band(sheet, centre, colour)}{rectangle(sheet.edge, width, height, FRAME * scale, INK)}"
        f"{rectangle(inner, width, height, RULE * scale, INK)}"
        f"{rectangle(inner + 11 * scale, width, height, FINE * scale, colour)}"
        f'<defs><g id="c">{ornament}</g></defs>{"".join(discs)}'
        f'<g fill="none" stroke="{colour}" stroke-width="{number(FINE * scale)}">{"".join(copies)}</g>'
    )


def _band(sheet: Sheet, centre: float, colour: str) -> str:
    """The border as copies of one tile, a whole number of them on each side."""
    width, height, period = sheet.width, sheet.height, sheet.period
    tile = border_tile(period, sheet.band / 2, sheet.strands)
    copies = []
    for length, depth, turn in ((width - 2 * centre, height, ""), (height - 2 * centre, width, "rotate(90)")):
        count = round(length / period)
        scale = length / (count * period)
        for across in (centre, depth - centre):
            for i in range(count):
                along = centre + i * period * scale
                place = numbers(across, along) if turn else numbers(along, across)
                copies.append(f'<use href="#t" transform="translate({place}){turn}scale({scale:.5f} 1)"/>')
    return (
        f'<defs><path id="t" d="{tile}"/></defs><g fill="none" stroke="{colour}" '
        f'stroke-width="{number(FINE * sheet.scale)}" stroke-linecap="round">{"".join(copies)}</g>'
    )


def _medal(x: float, y: float, radius: float, colour: str) -> str:
    """A turned edge around a ground of full colour, on which something stands in the colour of the paper."""
    at = f'<circle cx="{number(x)}" cy="{number(y)}" r='
    return (
        f'{at}"{number(radius + 3)}" fill="{PAPER}"/>'
        f'<g fill="none" stroke="{colour}" stroke-width="{number(FINE)}">{rosette(x, y, radius * 0.8, radius, 36, 6)}'
        f'{at}"{number(radius * 0.785)}" stroke-width="{number(RULE)}"/></g>'
        f'{at}"{number(radius * 0.74)}" fill="{colour}"/>'
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
