from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.numbers import NumberNotUnderstood, parse_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1640", "1640"),
        ("1,640", "1640"),
        ("1，640", "1640"),
        ("1 640", "1640"),
        ("1\u00a0640", "1640"),
        ("1\u3000640", "1640"),
        ("1,640,000.25", "1640000.25"),
        ("１６４０", "1640"),
        ("１，６４０．５", "1640.5"),
        ("  60\t", "60"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("－５", "-5"),
        ("- 5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("0", "0"),
    ],
)
def test_ways_of_typing_a_number_are_understood(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1,64", "1.640,5", "1.640.000", "1,6401", "0,123", "1,640 000", "12,34,567", "1 64"])
def test_number_that_reads_two_ways_is_refused_with_a_sentence(typed):
    with pytest.raises(NumberNotUnderstood, match=r"can be read in two ways\. Write it like 1640 or 1640\.5\."):
        parse_number(typed)


@pytest.mark.parametrize("typed", "abc 1e5 NaN Infinity - . 1_000 ٣ 2² 五 5- (5) 1/2 60天".split())
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(NumberNotUnderstood, match=r"is not a number\. Write digits only"):
        parse_number(typed)


@pytest.mark.parametrize("typed", ["", " ", "\u3000"])
def test_nothing_typed_asks_for_a_number(typed):
    with pytest.raises(NumberNotUnderstood, match="Write a number"):
        parse_number(typed)


def test_endless_number_is_refused():
    with pytest.raises(NumberNotUnderstood, match="too long"):
        parse_number("1" * 31)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False))
def test_every_grouped_number_comes_back(number):
    assert parse_number(f"{number:,.3f}") == number


@given(st.text())
def test_any_text_gives_a_number_or_a_sentence(typed):
    with suppress(NumberNotUnderstood):
        assert parse_number(typed).is_finite()
