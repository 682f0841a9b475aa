import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.phones import PhoneNotUnderstood, parse_phone, readable_phone


@pytest.mark.parametrize(
    "typed",
    [
        "13900000001",
        "139 0000 0001",
        "139-0000-0001",
        "+8613900000001",
        "+86 139 0000 0001",
        "0086 13900000001",
        "8613900000001",
        "１３９００００００００１"[:7] + "0001",
        "＋８６ １３９ ００００ ０００１",
        "  13900000001 ",
    ],
)
def test_chinese_mobile_number_is_understood_however_it_is_typed(typed):
    assert parse_phone(typed) == "+8613900000001"


def test_number_from_abroad_needs_its_country_code():
    assert parse_phone("+49 171 1234567") == "+491711234567"


@pytest.mark.parametrize("typed", ["", "abc", "12345", "23900000001", "1390000000", "shop@example.com", "+", "+86"])
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(PhoneNotUnderstood, match="Write it like"):
        parse_phone(typed)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_number_in_e164_or_refused(typed):
    try:
        number = parse_phone(typed)
    except PhoneNotUnderstood:
        return

    assert number.startswith("+")
    assert number[1:].isascii()
    assert number[1:].isdigit()
    assert len(number) <= 16
    assert parse_phone(number) == number


@pytest.mark.parametrize(("kept", "read"), [("+8613900000001", "139 0000 0001"), ("+491711234567", "+49 171 1234567")])
def test_number_is_shown_as_people_write_it(kept, read):
    assert readable_phone(kept) == read
    assert parse_phone(read) == kept
