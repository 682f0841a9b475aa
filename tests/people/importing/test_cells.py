import datetime as dt
from contextlib import suppress

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.reading_sheets import Formula
from people.actions.importing.cells import (
    CellNotUnderstood,
    choice_of,
    code_of,
    coordinate_of,
    day_of,
    email_of,
    name_of,
    phone_of,
    text_of,
)
from people.enums import Position

MINE = "+8613900000001"
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(
    lambda digits: phonenumbers.is_valid_number(phonenumbers.parse(digits, "CN"))
)


@pytest.mark.parametrize(
    "cell",
    [
        13900000001,
        13900000001.0,
        "13900000001",
        "１３９０００００００１",
        "139 0000 0001",
        "139-0000-0001",
        "139\u00a00000\u200b0001",
        "+86 139 0000 0001",
        "＋８６13900000001",
        "8613900000001",
        "008613900000001",
        "013900000001",
        "'13900000001",
        "(+86)13900000001",
        "1.3900000001E+10",
        "1.3900000001e10",
        "\u202a13900000001\u202c",
    ],
)
def test_phone_is_read_however_it_was_typed(cell):
    assert phone_of(cell) == MINE


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b", "'"])
def test_empty_phone_is_none(cell):
    assert phone_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("1.39E+10", "Excel cut the number"),
        ("1390000000", "no phone number"),
        ("139000000011", "no phone number"),
        ("13900000001/13900000002", "no phone number"),
        ("无", "no phone number"),
        ("0371-66668888", "landline"),
        (Formula("=A1"), "formula"),
        (True, "no phone number"),
        ("1" * 70, "longer than 60"),
    ],
)
def test_phone_that_cannot_be_known_is_refused_with_a_reason(cell, sentence):
    with pytest.raises(CellNotUnderstood, match=sentence):
        phone_of(cell)


def test_phone_from_abroad_keeps_its_country():
    assert phone_of("+49 171 1234567") == phone_of("0049 171 1234567") == "+491711234567"


@given(
    digits=MOBILES,
    prefix=st.sampled_from(["", "+86", "86", "0086", "0", "'", "+86 ", "（+86）"]),
    gaps=st.lists(st.sampled_from(["", " ", "-", "\u3000", "\u200b"]), min_size=11, max_size=11),
    is_wide=st.booleans(),
)
def test_no_way_of_writing_a_mobile_changes_it(digits, prefix, gaps, is_wide):
    written = prefix + "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True))
    if is_wide:
        written = "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isdigit() else char for char in written)

    assert phone_of(written) == f"+86{digits}"


@given(st.text(max_size=30) | st.integers() | st.floats() | st.dates() | st.booleans())
def test_no_cell_breaks_a_reader(cell):
    for read in (phone_of, email_of, day_of, code_of, coordinate_of, text_of):
        with suppress(CellNotUnderstood):
            read(cell)


@given(st.text(alphabet="王小明 \u3000\u00a0\tA\u200b\ufeff", max_size=20))
def test_names_are_kept_tidy_and_stay_when_read_again(text):
    name = name_of(text, most=60)

    assert name == name.strip()
    assert "  " not in name
    assert not set(name) & set("\u200b\ufeff\t")
    assert name_of(name, most=60) == name


@pytest.mark.parametrize(
    "cell",
    ["2026-3-1", "2026/03/01", "2026.3.1", "2026年3月1日", "20260301", 20260301, 46082, "2026-03-01 00:00:00",
     dt.datetime.fromisoformat("2026-03-01T00:00"), dt.date(2026, 3, 1)],
)  # fmt: skip
def test_day_is_read_however_it_was_typed(cell):
    assert day_of(cell) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("cell", ["1.3.26", "03/01/2026", "2026-02-30", "昨天", "2026", 12])
def test_day_that_could_be_another_is_refused(cell):
    with pytest.raises(CellNotUnderstood, match="no date"):
        day_of(cell)


@pytest.mark.parametrize("cell", ["shop guide", "SHOP_GUIDE", " Shop Guide ", "导购"])
def test_choice_is_read_in_either_language(cell):
    assert choice_of(cell, Position) == Position.SHOP_GUIDE


def test_choice_that_is_none_is_refused_with_those_there_are():
    assert choice_of(None, Position) == ""
    with pytest.raises(CellNotUnderstood, match="none of: owner, manager"):
        choice_of("总经理助理", Position)


def test_other_cells_are_read_or_refused():
    assert (email_of(" Wang@Example.COM "), email_of("")) == ("wang@example.com", None)
    assert (code_of("Ｄ０１０１"), code_of(101.0)) == ("D0101", "101")
    assert (str(coordinate_of("34.7249")), coordinate_of("")) == ("34.72", None)
    for read, cell in ((email_of, "wang@"), (coordinate_of, "北")):
        with pytest.raises(CellNotUnderstood):
            read(cell)
    with pytest.raises(CellNotUnderstood, match="☃"):
        name_of("雪☃", most=60)
