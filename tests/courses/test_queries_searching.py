import uuid
from dataclasses import replace

import pytest

from courses.actions import close_course, correct_lesson
from courses.models import SearchEntry
from courses.queries import search_shown
from courses.queries.searching import HITS_A_PAGE
from courses.searching.words import words_of
from tests.factories.courses import (
    EN,
    WORDS,
    ZH,
    compiled_course,
    compiled_lesson,
    enrolled,
    lesson_in_both,
    released,
    short_course,
    single_check,
    without_exam,
)
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def text_block(html, block_id="text"):
    return {"id": block_id, "type": "text", "value": {"html": html}}


def lesson(title, html="<p>字</p>", **fields):
    return compiled_lesson(fields.pop("key", None), title=title, blocks=(text_block(html),), **fields)


def course_of(*lessons, **words):
    own = {language: WORDS[language] | words for language in (ZH, EN)}
    return released(without_exam(lessons=lessons, words=own, key=uuid.uuid4()))


def found(query, *, by=None, language=ZH, **fields):
    return search_shown(by or LearnerFactory(), query, language=language, **fields)


def titles(result):
    return ["".join(text for text, _is_hit in hit.title) for hit in result.hits]


def excerpt_of(hit):
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in hit.excerpt)


@pytest.mark.parametrize("query", ["压", "库存", "压货", "GMROI", "gmr", "ｇｍｒｏｉ", "库存 GMROI"])
def test_one_or_two_chinese_characters_and_latin_beginnings_are_enough(query):
    course_of(lesson("一课", "<p>先算 GMROI，再看库存：压货要钱。</p>"), lesson("别的课"))

    assert titles(found(query))[-1:] == ["一课"]
    assert "别的课" not in titles(found(query))


def test_hit_shows_the_words_around_and_leads_to_the_very_place():
    course = course_of(lesson("甲"), lesson("乙", "<h2>头</h2><p>开头</p><h2>尾</h2><p>独角鲸在这里</p>"))
    enrolment = enrolled(course=course)

    (hit,) = found("独角鲸", by=enrolment.person).hits

    assert excerpt_of(hit) == "[独角鲸]在这里"
    assert (hit.course_title, hit.lesson_number, hit.lesson_count) == ("库存管理", 2, 2)
    assert hit.url.startswith(f"/learn/courses/{course.uuid}/lessons/")
    assert hit.url.endswith("/#text-2")


def test_lesson_of_a_course_not_begun_leads_to_the_course():
    course = course_of(lesson("独角鲸"))

    (hit,) = found("独角鲸").hits

    assert (hit.url, hit.is_begun) == (course.get_absolute_url(), False)


def test_title_stands_before_heading_and_heading_before_text():
    course_of(
        lesson("甲", "<p>独角鲸，独角鲸。</p>"),
        lesson("丙", "<h2>独角鲸</h2><p>字</p>"),
        lesson("独角鲸"),
    )

    assert titles(found("独角鲸")) == ["独角鲸", "丙", "甲"]


def test_what_one_has_begun_stands_before_what_one_has_not():
    course_of(lesson("甲", "<p>独角鲸</p>"))
    enrolment = enrolled(course=course_of(lesson("乙", "<p>独角鲸</p>")))

    assert titles(found("独角鲸", by=enrolment.person)) == ["乙", "甲"]


def test_course_stands_before_its_lessons():
    course_of(lesson("独角鲸的课"), title="独角鲸")

    assert titles(found("独角鲸")) == ["独角鲸", "独角鲸的课"]


def test_every_term_must_stand_there():
    course_of(lesson("甲", "<p>周转和毛利</p>"), lesson("乙", "<p>周转</p>"))

    assert titles(found("周转 毛利")) == ["甲"]


def test_words_of_two_paragraphs_do_not_stand_side_by_side():
    course_of(lesson("甲", "<p>仓库</p><p>存货</p>"))

    assert found("库存货").total == 0


def test_own_language_is_shown_and_the_other_only_where_the_words_are_not_in_it():
    key = uuid.uuid4()
    both = (lesson("GMROI 高低", key=key), lesson("GMROI high and low", "<p>unicorn</p>", key=key, language=EN))
    course_of(*both)

    own, other = found("gmroi").hits, found("unicorn").hits

    assert [(hit.language, hit.course_title) for hit in own] == [(ZH, "库存管理")]
    assert [(hit.language, hit.course_title) for hit in other] == [(EN, "库存管理")]
    assert titles(found("gmroi", language=EN)) == ["GMROI high and low"]


def test_own_language_stands_before_the_other():
    course_of(lesson("Alpha", language=EN), lesson("Alpha 课"))

    assert titles(found("alpha")) == ["Alpha 课", "Alpha"]


def test_who_works_nowhere_finds_nothing():
    course_of(lesson("独角鲸"))

    assert found("独角鲸", by=PersonFactory()).total == 0


def test_closed_course_is_found_by_those_who_began_it_only():
    course = course_of(lesson("独角鲸"))
    enrolment = enrolled(course=course)
    close_course(course.key)

    assert found("独角鲸", by=enrolment.person).total == 1
    assert found("独角鲸").total == 0


def test_each_finds_the_structure_that_they_read():
    """Who began before goes on with the lessons of then; newcomers find those of now."""
    compiled = without_exam(lessons=(lesson("旧课独角鲸"),))
    earlier = enrolled(course=released(compiled))
    released(replace(compiled, lessons=(lesson("新课独角鲸"),)))

    assert titles(found("独角鲸", by=earlier.person)) == ["旧课独角鲸"]
    assert titles(found("独角鲸")) == ["新课独角鲸"]


def test_corrected_words_are_found_at_once_and_the_old_ones_no_more():
    typo = lesson("甲", "<p>独脚鲸</p>")
    course = course_of(typo)

    mended = replace(typo, blocks=(text_block("<p>独角鲸</p>"),))
    correct_lesson(course.key, mended, revisions={2: 3})

    assert found("独角鲸").total == 1
    assert found("独脚鲸").total == 0


@pytest.mark.parametrize("language", [ZH, EN])
def test_keys_explanations_and_feedback_cannot_be_found(language):
    enrolment = enrolled(course=released(compiled_course()))

    for query in ("CANARY", "explains", "feedback", "overlooks", "1640", "canary feedback a"):
        assert found(query, by=enrolment.person, language=language).total == 0, query
    spelled = words_of("CANARY")[0]
    assert not any(spelled in content for entry in SearchEntry.objects.all() for content in entry.content)


def test_choices_of_a_check_question_can_be_found_but_not_which_is_right():
    key = uuid.uuid4()
    course_of(compiled_lesson(key, title="问", checks=(single_check(key),)))

    assert [hit.url for hit in found("b zh-hans").hits] == [hit.url for hit in found("a zh-hans").hits]


def test_no_more_than_a_page_is_shown_at_once():
    course_of(*(lesson(f"独角鲸 {number}") for number in range(HITS_A_PAGE + 2)))

    first = found("独角鲸")
    rest = found("独角鲸", start=first.next_start)

    assert (first.total, len(first.hits), first.next_start) == (HITS_A_PAGE + 2, HITS_A_PAGE, HITS_A_PAGE)
    assert (len(rest.hits), rest.next_start) == (2, None)
    assert not set(titles(first)) & set(titles(rest))
    assert found("独角鲸", start=500).hits == ()


def test_nothing_to_look_for_is_told_from_nothing_found():
    assert (found("？").is_understood, found("独角鲸").is_understood) == (False, True)


@pytest.mark.parametrize("count", [1, 30])
def test_queries_are_as_many_for_one_course_as_for_thirty(django_assert_num_queries, count):
    person = LearnerFactory()
    for number in range(count):
        course = released(short_course(lessons=lesson_in_both(1)))
        if number % 2:
            enrolled(person, course)
    found("看清", by=person)  # outlines are kept in the process from now on

    with django_assert_num_queries(5):
        result = found("看清", by=person)

    assert result.total == count
