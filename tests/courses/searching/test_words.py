import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.searching.words import LONGEST_QUERY, MOST_TERMS, places_of, terms_of, words_of


def test_each_chinese_character_is_a_word_and_latin_letters_stay_together():
    assert words_of("库存 stock") == ["U5e93", "U5b58", "wstock"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GMROI", "gmroi"),
        ("ＧＭＲＯＩ", "gmroi"),
        ("６０", "60"),
        ("Café", "cafe"),
        ("cafe\u0301", "café"),
        ("ｶﾞ", "ガ"),
        ("Straße", "STRASSE"),
        ("15㎡", "15m2"),
        ("1,640", "1 640"),
    ],
)
def test_case_width_and_accents_make_no_difference(one, other):
    assert words_of(one) == words_of(other)


def test_nothing_in_a_word_can_be_an_operator_of_a_database():
    assert all(word.isascii() and word.isalnum() for word in words_of('a\'b "c" d:* (e & 库) -f ÷ 5% αβ'))


@given(st.text())
def test_places_are_the_words_with_where_they_stand(text):
    places = places_of(text)

    assert [place.word for place in places] == words_of(text)
    for place in places:
        assert 0 <= place.start < place.end <= len(text)
        assert place.word in words_of(text[place.start : place.end])


@given(st.text(max_size=300))
def test_any_query_makes_few_terms_of_words(query):
    terms = terms_of(query)

    assert len(terms) <= MOST_TERMS
    assert all(term.words for term in terms)
    assert [word for term in terms for word in term.words] == [
        word for part in query[:LONGEST_QUERY].split() for word in words_of(part)
    ][: sum(len(term.words) for term in terms)]


def test_latin_letters_at_the_end_may_go_on_and_numbers_and_chinese_may_not():
    assert [term.is_open for term in terms_of("invent 60 库存 GMROI率 A4")] == [True, False, False, False, False]


def test_what_stands_without_a_space_is_one_term():
    assert [term.words for term in terms_of("库存　days-of")] == [("U5e93", "U5b58"), ("wdays", "wof")]


@pytest.mark.parametrize("query", ["", "   ", "%_*", "“”", "\x00", "\ud800", "'; --", "🙂"])
def test_query_without_letter_or_digit_looks_for_nothing(query):
    assert terms_of(query) == ()
