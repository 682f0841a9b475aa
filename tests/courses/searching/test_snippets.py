import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.searching.passages import Passage
from courses.searching.snippets import best_passage, excerpt, marked
from courses.searching.words import terms_of


def shown(pieces):
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("库存能卖几天", "库存", "[库存]能卖几天"),
        ("能卖几天的库", "库", "能卖几天的[库]"),
        ("Inventory in days", "invent", "[Inventory] in days"),
        ("ＧＭＲＯＩ 是多少", "gmroi", "[ＧＭＲＯＩ] 是多少"),
        ("存库不是库存", "库存", "存库不是[库存]"),
        ("库存管理", "库存 存管", "[库存管]理"),
        ("620,000 元", "620,000", "[620,000] 元"),
        ("什么也没有", "库存", "什么也没有"),
    ],
)
def test_hits_are_marked_as_they_are_written(text, query, expected):
    assert shown(marked(text, terms_of(query))) == expected


@given(st.text(), st.text(max_size=20))
def test_marking_changes_no_character(text, query):
    assert "".join(piece for piece, _is_hit in marked(text, terms_of(query))) == text


def test_excerpt_stands_around_the_first_hit():
    text = "前" * 60 + "库存" + "后" * 90

    found = shown(excerpt(text, terms_of("库存")))

    assert found == "…" + "前" * 20 + "[库存]" + "后" * 53 + "…"


def test_excerpt_cuts_no_latin_word():
    text = "word " * 40 + "inventory " + "after " * 40

    found = shown(excerpt(text, terms_of("inventory")))

    assert found.startswith("…word ")
    assert "[inventory]" in found
    assert found.endswith("after…")


def test_short_text_is_shown_whole():
    assert shown(excerpt("库存", terms_of("天"))) == "库存"
    assert excerpt("", terms_of("天")) == ()


@given(st.text(alphabet="库存 ab,.　é", max_size=400), st.sampled_from(["库", "ab", "存 a", "b库"]))
def test_excerpt_is_a_part_of_the_text_and_shows_a_hit_if_there_is_one(text, query):
    terms = terms_of(query)

    pieces = excerpt(text, terms)

    assert "".join(piece for piece, _is_hit in pieces).strip("…").strip() in text
    assert any(is_hit for _piece, is_hit in pieces) == any(is_hit for _piece, is_hit in marked(text, terms))


def test_best_passage_has_the_most_terms():
    passages = [Passage("库存"), Passage("库存和天数"), Passage("天数和库存")]

    assert best_passage(passages, terms_of("库存 天数")) == passages[1]
    assert best_passage(passages, terms_of("毛利")) is None
