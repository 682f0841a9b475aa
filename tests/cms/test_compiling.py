"""What learners get of what editors wrote."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText
from wagtailmedia.models import Media

from cms.compiling import compile_course, compile_lesson, compile_question
from cms.models import LessonPage
from cms.sources import sources_of
from cms.workshop import CannotCompile
from courses.models import LessonFile
from tests.factories.cms import (
    block,
    checklist,
    choice,
    draft_course,
    draft_lesson,
    draft_question,
    item,
    publish,
    released_course,
    single_question,
    text_block,
)
from tests.factories.pictures import MARK, photograph

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def lesson_with(*blocks):
    return LessonPage.objects.get(pk=draft_lesson(draft_course(), body=list(blocks)).pk)


def compiled_block(*blocks):
    return compile_lesson(lesson_with(*blocks)).blocks[0]["value"]


def test_keys_feedback_and_explanations_are_kept_out_of_what_is_shown():
    lesson = compile_lesson(lesson_with(single_question()))

    shown = json.dumps([dict(each) for each in lesson.blocks], ensure_ascii=False)

    assert "CANARY" not in shown
    assert "is_right" not in shown
    assert "CANARY" in json.dumps(lesson.feedback, ensure_ascii=False)
    check = lesson.checks[0]
    assert check.answer == check.choices[1]
    assert check.key == f"{lesson.key}:{lesson.blocks[0]['id']}"


def test_a_question_of_another_kind_keeps_no_choices():
    question = single_question()
    question["value"] |= {"kind": "NUMERIC", "answer": "54.000", "tolerance": "0.50", "unit": "天"}

    lesson = compile_lesson(lesson_with(question))

    assert lesson.blocks[0]["value"]["choices"] == []
    assert lesson.checks[0].choices == ()
    assert lesson.checks[0].answer == {"value": "54", "tolerance": "0.5"}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"kind": "TRUE_FALSE", "is_true": True, "choices": []}, True),
        ({"kind": "NUMERIC", "answer": "1640", "tolerance": "0", "choices": []}, {"value": "1640", "tolerance": "0"}),
    ],
)
def test_exam_questions_carry_their_answer_beside_their_words(fields, answer):
    question = compile_question(draft_question(draft_course(), **fields))

    assert question.answer == answer
    assert "CANARY" not in json.dumps(question.body, ensure_ascii=False)


def test_several_right_answers_are_all_kept():
    right = [block("choice", choice(text, is_right=True)) for text in ("甲", "乙")]
    question = draft_question(draft_course(), kind="MULTIPLE", choices=[*right, block("choice", choice("丙"))])

    assert set(compile_question(question).answer) == {each["id"] for each in right}


def test_html_is_made_safe():
    html = '<p onclick="x()">一</p><script>alert(1)</script><a href="javascript:x()">二</a>'

    assert compiled_block(text_block(html))["html"] == "<p>一</p><a>二</a>"


def test_links_to_courses_and_lessons_keep_to_their_key():
    course = released_course(lessons=1)
    lesson = LessonPage.objects.get()
    links = f'<p><a linktype="page" id="{course.pk}">课</a><a linktype="page" id="{lesson.pk}">文</a></p>'

    html = compiled_block(text_block(links))["html"]

    assert f'href="/learn/go/{course.translation_key}/"' in html
    assert f'href="/learn/go/{lesson.translation_key}/"' in html


def test_another_title_or_address_of_a_linked_page_changes_nothing():
    course = released_course(lessons=1)
    link = f'<p><a linktype="page" id="{course.pk}">课</a></p>'
    lesson = lesson_with(text_block(link))
    before = compile_lesson(lesson)

    publish(course, title="另一个名字", slug="another")

    assert compile_lesson(LessonPage.objects.get(pk=lesson.pk)) == before


def test_pictures_are_copied_to_where_they_never_change():
    image = Image.objects.create(title="货架", file=get_test_image_file(filename="shelf.png"))
    lesson = lesson_with(block("image", {"file": image.pk, "alt": "货架", "caption": ""}))

    compiled = compile_lesson(lesson)

    file = compiled.blocks[0]["value"]["file"]
    assert file["url"] == LessonFile.objects.get().get_absolute_url()
    assert (file["content_type"], file["width"], file["height"]) == ("image/png", 640, 480)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_do_not_tell_learners_where_and_with_what_they_were_taken(kind):
    taken = photograph(kind)
    image = Image.objects.create(title="门店", file=ContentFile(taken, name=f"shop.{kind.lower()}"))

    compiled_block(block("image", {"file": image.pk, "alt": "门店", "caption": ""}))

    with LessonFile.objects.get().file.open() as opened:
        kept = opened.read()
    assert MARK in taken
    assert MARK not in kept
    with PillowImage.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert picture.size == (400, 300)


def test_another_picture_in_the_same_place_is_another_lesson():
    image = Image.objects.create(title="货架", file=get_test_image_file(filename="shelf.png"))
    lesson = lesson_with(block("image", {"file": image.pk, "alt": "货架", "caption": ""}))
    before = compile_lesson(lesson)

    image.file = get_test_image_file(filename="other.png", colour="black", size=(320, 240))
    image.file_hash = ""
    image._set_file_hash()
    image.save()
    image.renditions.all().delete()

    after = compile_lesson(LessonPage.objects.get(pk=lesson.pk))
    assert after.digest != before.digest
    assert after.blocks[0]["value"]["file"]["url"] != before.blocks[0]["value"]["file"]["url"]


def test_downloads_videos_and_subtitles_are_copied_too():
    document = get_document_model().objects.create(title="盘点表", file=ContentFile(b"a,b", name="sheet.csv"))
    poster = Image.objects.create(title="盘点", file=get_test_image_file(filename="poster.png"))
    video = Media.objects.create(title="盘点", type="video", duration=61.4, file=ContentFile(b"mp4", name="count.mp4"))
    lesson = compile_lesson(
        lesson_with(
            block("download", {"title": "盘点表", "description": "", "file": document.pk}),
            block("video", {"file": video.pk, "poster": poster.pk, "captions": "WEBVTT\n\n1", "caption": ""}),
        )
    )

    download, shown = (each["value"] for each in lesson.blocks)

    assert (download["file"]["name"], download["file"]["size"]) == ("sheet.csv", 3)
    assert shown["file"]["content_type"] == "video/mp4"
    assert shown["captions"]["content_type"] == "text/vtt"
    assert shown["seconds"] == 61
    assert LessonFile.objects.count() == 4


def test_a_preview_stores_nothing():
    document = get_document_model().objects.create(title="盘点表", file=ContentFile(b"a,b", name="sheet.csv"))
    lesson = lesson_with(block("download", {"title": "盘点表", "description": "", "file": document.pk}))

    compiled = compile_lesson(lesson, keep_files=False)

    assert compiled.blocks[0]["value"]["file"]["url"].startswith("/media/")
    assert not LessonFile.objects.exists()


def test_calculators_carry_the_tree_of_each_formula():
    value = compiled_block(
        block(
            "calculator",
            {
                "title": "用你自己的数",
                "fields": [item({"name": "stock", "label": "库存", "unit": "元", "default": "620000.50"})],
                "outputs": [item({"name": "a", "label": "一天", "unit": "", "formula": "stock / 30", "is_main": True})],
                "impossible": "不行。",
            },
        )
    )

    assert value["outputs"][0]["tree"] == {"op": "/", "of": [{"name": "stock"}, {"number": "30"}]}
    assert value["fields"][0]["default"] == 620000.5


def test_things_to_tick_carry_their_ids():
    written = checklist("加总", "相除")

    value = compiled_block(written)

    assert value["items"] == [{"id": each["id"], "text": each["value"]} for each in written["value"]["items"]]


def test_a_worked_figure_has_its_result_as_one():
    line = {"label": "库存", "note": "", "operator": "", "value": "620,000", "unit": "元"}
    result = {"result_label": "能卖", "result_value": "60", "result_unit": "天"}

    value = compiled_block(block("worked_figure", {"title": "样本店", "lines": [item(line)], **result}))

    assert value["result"] == {"label": "能卖", "value": "60", "unit": "天"}


def test_a_list_item_without_an_id_is_refused():
    written = checklist("加总")
    written["value"]["items"] = ["加总"]

    with pytest.raises(CannotCompile, match="without ids"):
        compile_lesson(lesson_with(written))


def test_a_block_without_an_id_is_refused():
    lesson = lesson_with(text_block())
    lesson.body = [("text", RichText("<p>新</p>"))]

    with pytest.raises(CannotCompile, match="without ids"):
        compile_lesson(lesson)


def test_a_question_without_a_right_answer_is_refused_though_it_was_published():
    question = single_question()
    question["value"]["choices"][1]["value"]["is_right"] = False

    with pytest.raises(CannotCompile, match="Tick at least one choice as right"):
        compile_lesson(lesson_with(question))


def test_equal_source_has_an_equal_digest_and_another_word_another():
    lesson = lesson_with(text_block(), single_question())
    before = compile_lesson(lesson)

    again = compile_lesson(LessonPage.objects.get(pk=lesson.pk))
    lesson.title = "改了一个字"

    assert again.digest == before.digest
    assert compile_lesson(lesson).digest != before.digest


def test_a_course_carries_rules_audience_and_where_it_comes_from():
    course = released_course(
        lessons=2, questions=1, positions=["OWNER"], minutes=30, pass_mark=75, valid_months=0, feedback="NEVER"
    )

    compiled = compile_course(sources_of(course))

    assert compiled.positions == ("OWNER",)
    assert (compiled.rules.minutes, compiled.rules.pass_mark, compiled.rules.feedback) == (30, 75, "NEVER")
    assert compiled.certificate.valid_months is None
    question = course.exam_questions.get()
    assert compiled.revisions[f"question:{question.pk}"] == question.live_revision_id
    assert len(compiled.revisions) == 4


def test_questions_stand_in_the_order_of_their_lessons():
    course = draft_course()
    first, second = publish(draft_lesson(course)), publish(draft_lesson(course))
    late = publish(draft_question(course, lesson=second))
    early = publish(draft_question(course, lesson=first))
    loose = publish(draft_question(course))
    course = publish(course)

    questions = compile_course(sources_of(course)).questions

    assert [question.key for question in questions] == [each.translation_key for each in (early, late, loose)]
    assert [question.lesson for question in questions] == [first.translation_key, second.translation_key, None]
