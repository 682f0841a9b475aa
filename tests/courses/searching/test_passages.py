import pytest

from cms.blocks import LessonStreamBlock
from courses.searching.passages import SAID, Passage, passages_of, said_of_course
from tests.factories.courses import WORDS, ZH, compiled_lesson, single_check


def body_with(kind, /, **value):
    return {"blocks": [{"id": "it", "type": kind, "value": value}]}


def texts_of(kind, /, **value):
    return [passage.text for passage in passages_of(body_with(kind, **value))]


def test_every_kind_of_block_says_what_of_it_is_words():
    assert set(SAID) == set(LessonStreamBlock().child_blocks)


def test_text_is_cut_at_paragraphs_and_keeps_bold_words_in_their_sentence():
    source = "<h2>库存天数</h2><p>两个数<b>都按进价</b>算。</p><ul><li>先 A &amp; B</li><li>再 C</li></ul>"

    passages = passages_of(body_with("text", html=source))

    assert passages == [
        Passage("库存天数", "it", is_heading=True),
        Passage("两个数都按进价算。", "it"),
        Passage("先 A & B", "it"),
        Passage("再 C", "it"),
    ]


def test_passages_know_where_on_the_page_they_stand():
    passages = passages_of(body_with("text", html="<h2>甲</h2><p>一</p><h2>乙</h2><p>二</p>"))

    assert [(passage.text, passage.anchor) for passage in passages] == [
        ("甲", "it"),
        ("一", "it"),
        ("乙", "it-2"),
        ("二", "it-2"),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("table", {"title": "三堆货", "columns": [{"id": "1", "label": "货"}], "rows": [{"cells": ["快货"]}]}, 3),
        ("calculator", {"title": "自己的数", "fields": [{"name": "stock", "label": "库存", "unit": "元"}]}, 2),
        ("checklist", {"title": "明早", "items": [{"id": "one", "text": "数一遍"}]}, 2),
        ("steps", {"title": "盘点", "steps": [{"id": "1", "title": "停", "text": "先停收货"}]}, 3),
        ("image", {"file": {"url": "/learn/files/aa/", "width": 3}, "alt": "货架", "caption": ""}, 1),
        ("chart", {"kind": "BARS", "title": "快慢", "series": [{"name": "天数", "points": [{"label": "快货"}]}]}, 3),
    ],
)
def test_words_are_found_and_keys_kinds_and_addresses_are_not(kind, value, said):
    texts = texts_of(kind, **value)

    assert len(texts) == said
    assert not {"stock", "BARS", "元", "one", "/learn/files/aa/"} & set(texts)


def test_block_of_a_kind_that_is_not_known_says_nothing():
    assert texts_of("riddle", text="42") == []


def test_check_question_says_what_it_asks_and_nothing_that_decides():
    lesson = compiled_lesson(checks=[single_check("7a4f6a0e-5f2e-4d55-9d51-0f6b4ad0a3a1")])

    said = " ".join(passage.text for passage in passages_of(lesson.body))

    assert "a zh-hans" in said
    assert "CANARY" not in said
    assert "SINGLE" not in said


def test_course_says_its_question_first():
    title, passages = said_of_course(WORDS[ZH])

    assert title == "库存管理"
    assert [(passage.text, passage.is_heading) for passage in passages] == [
        ("该不该压？", True),
        ("六课。", False),
        ("会算库存天数。", False),
    ]
