"""What editors see before they publish."""

import pytest

from cms.models import FrontPage
from tests.cms.filled_in import course_form, page_url, question_form, question_url
from tests.factories.cms import (
    catalogue,
    draft_course,
    draft_lesson,
    draft_question,
    english,
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


@pytest.mark.parametrize("of", ["lesson", "question", "course", "front page", "catalogue"])
def test_everything_is_previewed_in_chinese_and_english_whatever_the_admin_is_in(client, editor, of):
    course = draft_course(title="库存管理")
    draft_lesson(course)
    page = {
        "lesson": lambda: draft_lesson(course),
        "question": lambda: draft_question(course),
        "course": lambda: course,
        "front page": lambda: FrontPage.objects.get(locale=course.locale),
        "catalogue": catalogue,
    }[of]()

    modes = [name for name, _label in page.preview_modes]
    own, other = (page.make_preview_request(mode_request(client), mode) for mode in (modes[0], f"{modes[0]}@en"))

    assert f"{modes[0]}@en" in modes
    assert (own.status_code, other.status_code) == (200, 200)
    assert 'lang="zh-Hans"' in own.content.decode()
    assert 'lang="en"' in other.content.decode()


def mode_request(client):
    return client.get("/admin/").wsgi_request


def test_in_english_a_lesson_shows_the_translators_draft_and_else_the_chinese_with_a_label(client, editor):
    lesson = draft_lesson(draft_course(), title="库存能卖几天")
    without = lesson.make_preview_request(mode_request(client), "@en").content.decode()
    lesson.get_parent().specific.copy_for_translation(english())
    translated = lesson.copy_for_translation(english())
    translated.title = "How long stock lasts"
    translated.save_revision()

    shown = lesson.make_preview_request(mode_request(client), "@en").content.decode()

    assert "This is in Chinese" in without
    assert "库存能卖几天" in without
    assert "How long stock lasts" in shown
    assert "This is in Chinese" not in shown


def test_the_catalogue_is_previewed_as_learners_find_it(client, editor):
    released_course(lessons=1, title="库存管理")
    page = catalogue()

    for mode in ("", "learners", "@en", "learners@en"):
        assert "库存管理" in page.make_preview_request(mode_request(client), mode).content.decode()


def test_previews_begin_with_a_phone():
    course = draft_course()

    assert [(size["name"], size["device_width"]) for size in course.preview_sizes] == [
        ("phone", 390),
        ("tablet", 768),
        ("desktop", 1280),
    ]
    assert course.default_preview_size == "phone"
