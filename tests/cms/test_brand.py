import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cms.brand import DARK, LIGHT, OURS, WHITE, accent_in_light, style_of, tokens_of
from foundation.colours import READABLE, contrast

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
THEMES = {"light": LIGHT, "dark": DARK}


def in_tokens(theme, name):
    """As the file declares it: light in the first rule, dark in the last."""
    found = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", TOKENS)
    return found[0] if theme == "light" else found[-1]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["paper", "surface", "sunken", "ink"])
def test_neutrals_are_those_of_the_tokens(theme, name):
    assert getattr(THEMES[theme], name) == in_tokens(theme, name)


def test_every_token_that_carries_the_brand_has_its_colour():
    derived = set(re.findall(r"--([a-z0-9-]+): (?:oklch|color-mix)", TOKENS))

    assert derived - set(tokens_of(OURS, LIGHT)) == set()
    assert tokens_of(OURS, LIGHT)["accent"] == in_tokens("light", "accent")


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_whatever_the_brand_everything_is_read_in_both_themes(brand):
    for theme in THEMES.values():
        tokens = tokens_of(brand, theme)
        pairs = [
            *((tokens["accent"], ground) for ground in (*theme.grounds, tokens["accent-soft"])),
            (tokens["on-accent"], tokens["accent"]),
            (tokens["on-accent"], tokens["accent-press"]),
            (WHITE, tokens["hero"]),
            (tokens["on-hero-2"], tokens["hero"]),
        ]
        assert [pair for pair in pairs if contrast(*pair) < READABLE] == []


@pytest.mark.parametrize(
    ("brand", "accent"),
    [("#0052cc", "#0052cc"), ("#7b1fa2", "#7b1fa2"), ("#ffcc00", "#83680b"), ("#00a870", "#097a51")],
)
def test_brand_that_can_be_read_is_taken_as_it_is_and_another_darker(brand, accent):
    assert accent_in_light(brand) == accent


def test_style_has_both_themes_with_the_selectors_of_the_tokens():
    style = style_of("#0052cc")

    assert style.startswith(":root{--brand:#0052cc;--accent:#0052cc;")
    assert style.count("--accent:") == 3
    for selector in (':root:not([data-theme="light"])', ':root[data-theme="dark"]'):
        assert selector in style
        assert selector in TOKENS
    assert len(style) < 1000
