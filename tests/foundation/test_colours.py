import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.colours import READABLE, colour_of, contrast, lch_of, mixed, nearest_readable

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PAPER, NIGHT = "#f6f5f2", "#151412"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#1c1a17", PAPER, 15.9), ("#0a6470", PAPER, 6.3)],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.06)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_a_colour_taken_apart_is_put_together_again(colour):
    there_and_back = colour_of(*lch_of(colour))

    assert all(abs(int(colour[i : i + 2], 16) - int(there_and_back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


def test_what_no_screen_shows_loses_chroma_and_keeps_its_lightness():
    shown = colour_of(0.8, 0.4, 2.5)

    assert lch_of(shown)[0] == pytest.approx(0.8, abs=0.02)


def test_mixing_goes_from_one_to_the_other():
    assert mixed("#ff0000", 1, "#0000ff") == "#ff0000"
    assert mixed("#ff0000", 0, "#0000ff") == "#0000ff"
    assert mixed("#000000", 0.5, "#ffffff") == "#636363"


@given(colours)
def test_nearest_readable_is_readable_and_leaves_alone_what_is(colour):
    for ground, step in ((PAPER, -0.004), (NIGHT, 0.004)):
        found = nearest_readable(colour, [ground], step=step)

        assert contrast(found, ground) >= READABLE
        assert (found == colour) == (contrast(colour, ground) >= READABLE)
