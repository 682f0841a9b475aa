"""The colours that follow from a manufacturer's one, for both themes: what `tokens.css` derives, for every browser.

Neutrals stand in `static/css/tokens.css`; `tests/cms/test_brand.py` holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.colours import colour_of, lch_of, mixed, nearest_readable

OURS = "#0a6470"
WHITE, DEEPEST = "#ffffff", 0.25  # the lightness of words on an accent that is light


@dataclass(frozen=True, kw_only=True)
class Theme:
    """`grounds` are what words in the accent stand on; `soft` and `hero_lightness` as in the tokens."""

    paper: str
    surface: str
    sunken: str
    ink: str
    soft: float
    hero_lightness: float

    @property
    def grounds(self) -> tuple[str, ...]:
        return self.paper, self.surface, self.sunken


LIGHT = Theme(paper="#f6f5f2", surface="#ffffff", sunken="#eeece7", ink="#1c1a17", soft=0.09, hero_lightness=0.395)
DARK = Theme(paper="#151412", surface="#1e1d1a", sunken="#292723", ink="#efece6", soft=0.14, hero_lightness=0.325)


def accent_in_light(brand: str) -> str:
    """The brand itself where words in it can be read on paper, and words on it; else the nearest darker one."""
    soft = mixed(brand, LIGHT.soft, LIGHT.surface)
    return nearest_readable(brand, (*LIGHT.grounds, soft), step=-0.004)


def accent_in_dark(brand: str) -> str:
    lightness, chroma, hue = lch_of(brand)
    start = colour_of(min(max(lightness, 0.76), 0.84), min(chroma, 0.17), hue)
    soft = mixed(start, DARK.soft, DARK.surface)
    return nearest_readable(start, (*DARK.grounds, soft), step=0.004)


def tokens_of(brand: str, theme: Theme) -> dict[str, str]:
    """{custom property: colour}."""
    _lightness, chroma, hue = lch_of(brand)
    is_light = theme is LIGHT
    accent = accent_in_light(brand) if is_light else accent_in_dark(brand)
    hero = colour_of(theme.hero_lightness, min(chroma, 0.13), hue)
    return {
        "accent": accent,
        "accent-press": mixed(accent, 0.82, theme.ink),
        "on-accent": WHITE if is_light else colour_of(DEEPEST, min(chroma, 0.05), hue),
        "accent-soft": mixed(accent, theme.soft, theme.surface),
        "accent-line": mixed(accent, 0.38, theme.surface),
        "heat-2": mixed(accent, 0.28, theme.surface),
        "heat-3": mixed(accent, 0.5, theme.surface),
        "hero": hero,
        "on-hero-2": mixed(hero, 0.2, WHITE),
        "hero-line": mixed(hero, 0.66, WHITE),
    }


def style_of(brand: str) -> str:
    """A sheet that comes after `site.css`, with its selectors."""
    light, dark = _declared(tokens_of(brand, LIGHT)), _declared(tokens_of(brand, DARK))
    return (
        f":root{{--brand:{brand};{light}}}"
        f'@media(prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}'
        f':root[data-theme="dark"]{{{dark}}}'
    )


def _declared(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in tokens.items())
