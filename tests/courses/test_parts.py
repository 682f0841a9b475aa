import pytest
from django.utils import translation

from courses.parts import parts_of


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def block(kind, block_id, **value):
    return {"id": block_id, "type": kind, "value": value}


def text(block_id, html):
    return block("text", block_id, html=html)


def test_lesson_is_cut_at_headings_and_before_what_is_to_be_done():
    parts = parts_of(
        [
            block("owner_question", "ask", who="Owner", text="How long?"),
            text("t1", "<p>a</p><h2>Is it <b>much</b> &amp; why?</h2><p>b</p><h2>Averages</h2>"),
            block("chart", "chart", title="Piles"),
            block("calculator", "own", title="With your own numbers"),
            block("checklist", "ticks", title="Tomorrow"),
            block("callout", "tip", title="Tip"),
            block("check_question", "q1"),
            block("check_question", "q2"),
        ]
    )

    assert [(part.id, part.block_id, part.title) for part in parts] == [
        ("ask", "ask", "Owner’s question"),
        ("t1-2", "t1", "Is it much & why?"),
        ("t1-3", "t1", "Averages"),
        ("own", "own", "With your own numbers"),
        ("ticks", "ticks", "Tomorrow"),
        ("q1", "q1", "2 questions"),
    ]
    assert [piece.id for piece in parts[2].pieces] == ["t1-3", "chart"]


def test_anchors_are_unique_and_every_block_has_its_own():
    blocks = [text("t1", "<h2>a</h2><h2>b</h2>"), text("t2", "<p>c</p>"), block("table", "t3", title="")]

    ids = [piece.id for part in parts_of(blocks) for piece in part.pieces]

    assert ids == ["t1", "t1-2", "t2", "t3"]


def test_lesson_that_begins_with_words_begins_with_a_beginning():
    assert [part.title for part in parts_of([text("t", "<p>a</p>")])] == ["Beginning"]
    assert parts_of([]) == ()
    assert parts_of([text("t", " ")]) == ()
