"""The database's index follows the rows, and finds what stands side by side, on both databases alike."""

import string

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from courses.models import SearchEntry
from courses.searching.full_text import Matches
from courses.searching.words import terms_of, words_of
from tests.factories.courses import released, short_course

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def structure():
    course = released(short_course())
    course.structure.search_entries.all().delete()
    return course.structure


def entry(structure, text, *, title="", language="zh-hans"):
    spelled = {name: f" {' '.join(words_of(said))} " for name, said in {"title": title, "text": text}.items()}
    return SearchEntry.objects.create(structure=structure, language=language, headings=" ", **spelled)


def is_found(query):
    return SearchEntry.objects.filter(Matches(terms_of(query))).exists()


@pytest.mark.parametrize(
    "query", ["库", "库存", "存周转", "GMROI", "gmr", "620,000", "库存 转", "转 库", "标题", "a4", "ｇｍｒｏｉ", "１"]
)
def test_what_stands_there_is_found(structure, query):
    entry(structure, "库存周转：GMROI 620,000 元，1 张 A4 纸", title="标题")

    assert is_found(query)


@pytest.mark.parametrize("query", ["存库", "库存 利", "mroi", "62", "库转", "题库", "000,620"])
def test_what_does_not_stand_side_by_side_is_not(structure, query):
    entry(structure, "库存周转：GMROI 620,000 元", title="标题")

    assert not is_found(query)


def test_index_follows_changes_and_deletions(structure):
    row = entry(structure, "库存")
    row.text = f" {' '.join(words_of('毛利'))} "
    row.save()

    assert (is_found("毛利"), is_found("库存")) == (True, False)
    row.delete()
    assert not is_found("毛利")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's index is a column of the table")
def test_index_agrees_with_the_table(structure):
    entry(structure, "库存")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO courses_search(courses_search, rank) VALUES ('integrity-check', 1)")


TEXT = st.text(alphabet=string.ascii_letters + string.digits + "库存的一 ，。'\"*:&|!()-＿ＡéЖ\x00🙂", max_size=60)


@hypothesis(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, st.data())
def test_any_part_of_a_text_is_found(structure, text, data):
    """Cut where a word ends: a number or the middle of a word is not looked for by its end."""
    SearchEntry.objects.all().delete()
    entry(structure, text)
    parts = [part for part in text.split() if words_of(part)]

    for part in parts:
        assert is_found(part)
        assert is_found(data.draw(st.sampled_from([part, part.upper(), f" {part} ", f"“{part}”"])))


@hypothesis(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_query_upsets_the_database(structure, query):
    terms = terms_of(query)

    if terms:
        assert is_found(query) in (True, False)
