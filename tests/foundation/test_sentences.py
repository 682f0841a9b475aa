import json

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from foundation.sentences import Sentence, joined, kept, worded

CLOSED = "This attempt has been handed in. Your saved answers were marked."
TITLED = "Lesson “%(title)s”"
WHERE = "%(where)s: its check questions and their right answers do not match."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_a_sentence_reads_in_the_language_in_which_it_is_said():
    with translation.override("zh-hans"):
        assert Sentence(TITLED, title="库存") != Sentence(TITLED, title="库存").says % {"title": "库存"}

    assert Sentence(TITLED, title="库存") == "Lesson “库存”"


def test_what_is_kept_is_json_and_reads_in_another_language_later():
    through_json = json.loads(json.dumps(kept(Sentence(WHERE, where=Sentence(TITLED, title="库存")))))

    assert worded(through_json) == "Lesson “库存”: its check questions and their right answers do not match."
    with translation.override("zh-hans"):
        assert "Lesson" not in worded(through_json)
        assert "库存" in worded(through_json)


def test_a_plain_text_is_kept_as_it_reads():
    assert worded(kept("100 % 是旧话")) == "100 % 是旧话"


def test_a_source_that_nobody_translates_any_more_reads_in_english():
    with translation.override("zh-hans"):
        assert worded({"says": "It was %(what)s.", "facts": {"what": "so"}}) == "It was so."


def test_two_sentences_have_a_space_between_them_in_english_only():
    two = [kept("一。"), kept("二。")]

    assert joined(two) == "一。 二。"
    with translation.override("zh-hans"):
        assert joined(two) == "一。二。"
    assert joined([]) == ""


@given(st.text())
def test_any_fact_comes_through_unchanged(title):
    assert worded(kept(Sentence(TITLED, title=title))) == TITLED % {"title": title}
