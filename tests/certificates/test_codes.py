import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import LENGTH, LETTERS, group_code, new_code, possible_codes

CODE = "K7QXM2PDW8RSVT3YZ4HJ"


def test_new_code_has_99_bits_and_no_letter_that_looks_like_another():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in codes)
    assert not set("01ILO") & set(LETTERS)
    assert len(LETTERS) ** LENGTH > 2**99


def test_code_is_printed_in_groups_of_four():
    assert group_code(CODE) == "K7QX-M2PD-W8RS-VT3Y-Z4HJ"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        "K7QX-M2PD-W8RS-VT3Y-Z4HJ",
        "  k7qx m2pd w8rs vt3y z4hj ",
        "K7QX–M2PD—W8RS‐VT3Y－Z4HJ",
        "Ｋ７ＱＸＭ２ＰＤＷ８ＲＳＶＴ３ＹＺ４ＨＪ",
        "https://learn.example.org/verify/K7QXM2PDW8RSVT3YZ4HJ/",
    ],
)
def test_code_is_understood_however_it_is_typed(typed):
    assert possible_codes(typed) == [CODE]


@pytest.mark.parametrize(("wrong", "right"), [("O", "Q"), ("0", "Q"), ("o", "D"), ("1", "7"), ("l", "J"), ("I", "J")])
def test_letter_that_no_code_has_stands_for_those_it_looks_like(wrong, right):
    typed = CODE.replace(right, wrong, 1)

    assert CODE in possible_codes(typed)


@pytest.mark.parametrize("typed", ["", "K7QX", CODE + "A", "0" * LENGTH, "证" * LENGTH, "K7QXM2PDW8RSVT3YZ4H证"])
def test_what_no_code_can_be_is_none(typed):
    assert possible_codes(typed) == []


@given(st.text(max_size=60))
def test_anything_typed_has_at_most_16_readings(typed):
    assert len(possible_codes(typed)) <= 16


@given(st.text(alphabet=LETTERS, min_size=LENGTH, max_size=LENGTH))
def test_every_code_survives_being_printed_and_typed_in_small_letters(code):
    assert possible_codes(group_code(code).lower()) == [code]
