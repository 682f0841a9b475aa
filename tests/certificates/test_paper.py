import pytest

from certificates.paper import Pair
from tests.certificates.papers import SNAPSHOT, make_paper


def test_paper_says_dates_in_both_languages():
    assert make_paper().when == Pair(
        "2026年3月18日颁发 · 有效期至2028年3月17日", "Issued 18 March 2026 · Valid until 17 March 2028"
    )


def test_paper_without_a_last_day_says_so():
    assert make_paper(valid_until=None).when == Pair(
        "2026年3月18日颁发 · 长期有效", "Issued 18 March 2026 · No expiry date"
    )


def test_code_stands_in_groups_and_the_address_to_type_it_at_is_short():
    paper = make_paper()

    assert paper.code == "K7QX-M2PD-W8RS-VT3Y-Z4HJ"
    assert paper.verify_address == "learn.example.org/verify"


def test_where_there_is_no_chinese_the_english_stands_alone():
    words = SNAPSHOT["words"] | {"what": {"en": "Inventory Management"}}

    assert make_paper(words=words).what == Pair("Inventory Management", "", is_english=True)


def test_paper_without_a_dealer_has_none():
    assert make_paper(organisation=None).organisation is None


@pytest.mark.parametrize("pasted", ["\x0b", "\x00", "\x1f", "\n", "\x85", "\ufffe", " \x0b "])
def test_characters_that_no_paper_can_hold_are_a_space(pasted):
    words = SNAPSHOT["words"] | {"what": {"zh-hans": f"库存{pasted}管理", "en": f"Inventory{pasted}Management"}}

    assert make_paper(words=words).what == Pair("库存 管理", "Inventory Management")
