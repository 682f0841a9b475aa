import pytest
from django.utils import translation

from foundation.languages import in_order, words_in

BOTH = {"en": "Inventory", "zh-hans": "库存"}  # as PostgreSQL gives them back: the shorter key first


def test_chinese_comes_first_whatever_order_the_database_keeps():
    assert in_order(BOTH) == in_order(dict(reversed(BOTH.items()))) == ["zh-hans", "en"]
    assert in_order(["fr", "en"]) == ["en", "fr"]


@pytest.mark.parametrize(
    ("wanted", "reader", "words", "said"),
    [
        ("en", "zh-hans", BOTH, "Inventory"),
        (None, "en", BOTH, "Inventory"),
        (None, "zh-hans", BOTH, "库存"),
        ("en", "en", {"zh-hans": "库存", "en": ""}, "库存"),
        (None, None, BOTH, "库存"),
        ("en", "en", {}, ""),
    ],
)
def test_words_are_in_the_wanted_language_or_the_readers_or_chinese(wanted, reader, words, said):
    with translation.override(reader):
        assert words_in(wanted, words) == said
