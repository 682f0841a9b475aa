"""What editors see before they publish."""

import pytest

from tests.cms.filled_in import course_form, page_url, question_form, question_url
from tests.factories.cms import (
    draft_course,
    draft_lesson,
    draft_question,
    publish,
    released_course,
    single_question,
    text_block,
)

pytestmark = pytest.mark.django_db


def previewed(client, url, form, mode):
    """The form as it stands is sent first, then shown."""
    assert client.post(url, form).json()["is_valid"]
    return client.get(url, {"mode": mode})


def test_a_lesson_is_previewed_as_learners_read_it(client, editor):
    lesson = draft_lesson(draft_course(), title="库存能卖几天", body=[text_block("<p>按进价。</p>"), single_question()])

    content = client.get(page_url("view_draft", lesson)).content.decode()

    assert "库存能卖几天" in content
    assert "<p>按进价。</p>" in content
    assert "拿什么去除？" in content
    assert "CANARY" not in content


def test_an_unfinished_lesson_is_previewed_too(client, editor):
    body = single_question()
    body["value"]["choices"] = []
    lesson = draft_lesson(draft_course(), body=[body])

    assert client.get(page_url("view_draft", lesson)).status_code == 200


@pytest.mark.parametrize(("mode", "is_shown"), [("", True), ("released", False)])
def test_a_course_is_previewed_with_what_waits_and_as_released(client, editor, mode, is_shown):
    course = released_course(lessons=1)
    publish(draft_lesson(course, title="还在等的一课"))

    response = previewed(client, page_url("preview_on_edit", course), course_form(course), mode)

    assert response.status_code == 200
    assert ("还在等的一课" in response.content.decode()) is is_shown


def test_a_course_that_was_never_released_says_so(client, editor):
    course = draft_course()

    response = previewed(client, page_url("preview_on_edit", course), course_form(course), "released")

    assert '<div class="notice notice-warning">' in response.content.decode()


@pytest.mark.parametrize(("mode", "is_shown"), [("", False), ("answer", True)])
def test_an_exam_question_is_previewed_with_and_without_its_answer(client, editor, mode, is_shown):
    course = draft_course()
    question = draft_question(course, kind="NUMERIC", choices=[], answer=5)
    form = question_form(course, answer="5", explanation="CANARY 因为")

    content = previewed(client, question_url("preview_on_edit", question.pk), form, mode).content.decode()

    assert "能卖几天？" in content
    assert ("CANARY" in content) is is_shown
