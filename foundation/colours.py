"""Colours as people see them: lightness, chroma and hue (OKLCH), and how well one is read on another (WCAG).

A colour is `#rrggbb`. Numbers of OKLCH: lightness and chroma from 0 to 1, hue in radians.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import atan2, cos, hypot, sin

READABLE = 4.5  # to 1: text, WCAG 2.2 AA
HEX = re.compile(r"#[0-9a-f]{6}")

type Triple = tuple[float, float, float]


def lch_of(colour: str) -> Triple:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def colour_of(lightness: float, chroma: float, hue: float) -> str:
    """The colour a screen can show: with less chroma where it cannot show so much."""
    while True:
        rgb = _rgb_of(lightness, chroma, hue)
        if chroma <= 0 or all(-0.001 <= part <= 1.001 for part in rgb):
            return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in rgb)
        chroma = max(0, chroma - 0.004)


def mixed(colour: str, share: float, other: str) -> str:
    """`share` of the first and the rest of the other, as the eye would mix them."""
    one, two = (_cartesian(lch_of(each)) for each in (colour, other))
    lightness, a, b = (share * mine + (1 - share) * yours for mine, yours in zip(one, two, strict=True))
    return colour_of(lightness, hypot(a, b), atan2(b, a))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_readable(colour: str, grounds: Iterable[str], *, step: float) -> str:
    """The colour itself if it is read on all grounds; else one of its hue, lighter (`step` > 0) or darker."""
    grounds = tuple(grounds)
    lightness, chroma, hue = lch_of(colour)
    found = colour
    while min(contrast(found, ground) for ground in grounds) < READABLE and 0 <= lightness + step <= 1:
        lightness += step
        found = colour_of(lightness, chroma, hue)
    return found


def _cartesian(lch: Triple) -> Triple:
    lightness, chroma, hue = lch
    return lightness, chroma * cos(hue), chroma * sin(hue)


def _rgb_of(lightness: float, chroma: float, hue: float) -> Triple:
    _lightness, a, b = _cartesian((lightness, chroma, hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
