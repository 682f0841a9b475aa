"""Sizes a line before it is set: Chinese is spread, long text shrinks, the longest goes on two lines."""

from dataclasses import dataclass

from .fonts import Ruler

POINTS_PER_MM = 72 / 25.4
NAME_SPREAD = {2: 0.6, 3: 0.3, 4: 0.18}  # em between the characters of a short Chinese name
NAME_DOTS = "·•・⋅‧"


@dataclass(frozen=True)
class Line:
    """Text with a line feed where it breaks, and the declarations that make it fit."""

    text: str
    style: str


def is_latin(text: str) -> bool:
    return all(ord(char) < 0x2E80 for char in text)


def name_spread(name: str) -> float:
    return NAME_SPREAD.get(len(name), 0.04 if len(name) < 12 else 0)


def fit_line(text: str, ruler: Ruler, *, width: float, size: float, smallest: float, spread: float = 0) -> Line:
    """`width` in mm, sizes in pt, `spread` in em. Goes on two lines where one would be smaller than `smallest`."""
    room = width * POINTS_PER_MM
    em = ruler.em(text) + spread * (len(text) + 1)  # the indent balances the space behind the last character
    if em * smallest > room:
        first, second = break_line(text, ruler)
        fitted = min(size / 2, room / max(ruler.em(first), ruler.em(second)))
        return Line(f"{first}\n{second}", f"font-size:{fitted - 0.05:.1f}pt;line-height:1.14")
    style = f"font-size:{min(size, room / em) - 0.05:.1f}pt"
    return Line(text, f"{style};letter-spacing:{spread}em;text-indent:{spread}em" if spread else style)


def break_line(text: str, ruler: Ruler) -> tuple[str, str]:
    """Two parts of nearly equal width: broken at a space, dot or hyphen near the middle, else between characters."""
    places = [i for i, char in enumerate(text) if char in f" -{NAME_DOTS}" and 0 < i < len(text) - 1]
    is_near_middle = any(abs(2 * i - len(text)) <= len(text) / 2 for i in places)
    if not places or not (is_latin(text) or is_near_middle):
        places = list(range(1, len(text) - 1))
    best = min(places, key=lambda i: abs(ruler.em(text[:i]) - ruler.em(text[i + 1 :])))
    return text[: best + 1].rstrip(), text[best + 1 :].lstrip()
