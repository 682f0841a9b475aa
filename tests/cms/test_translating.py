"""English made of Chinese with localize: what of it reaches learners, and when."""

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from cms.enums import Outcome
from cms.models import CoursePage, LessonPage
from tests.cms.looking import course_of, outcome, titles
from tests.factories.cms import (
    draft_lesson,
    english,
    publish,
    released_course,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def translate(page, **words):
    """As localize does when a translator publishes: strings by their Chinese text."""
    TranslationCreator(None, [english()]).create_translations(page)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    source = TranslationSource.update_or_create_from_instance(page)[0]
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=english(),
            defaults={"data": words.get(segment.string.data, f"EN {segment.string.data}")},
        )
    translation.save_target(publish=True)
    return type(page).objects.get(translation_key=page.translation_key, locale=english())


def test_translations_flow_in_one_by_one_without_the_course(django_capture_on_commit_callbacks):
    course = released_course(lessons=2, questions=1)
    lessons = list(LessonPage.objects.all())
    with django_capture_on_commit_callbacks(execute=True):
        translate(course)
    assert course_of(course).structure.version.words["en"]["title"].startswith("EN")

    for lesson in lessons:
        with django_capture_on_commit_callbacks(execute=True):
            translate(lesson)

    assert titles(course, "en") == [f"EN {lesson.title}" for lesson in lessons]
    assert course_of(course).structure_id == course_of(course).structures.get().pk


def test_block_and_choice_ids_are_the_same_in_chinese_and_english(django_capture_on_commit_callbacks):
    released_course(lessons=1)
    lesson = LessonPage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        translate(lesson.get_parent().specific)
    with django_capture_on_commit_callbacks(execute=True):
        english_lesson = translate(lesson)

    ours, theirs = (page.body.get_prep_value() for page in (lesson, english_lesson))

    assert [each["id"] for each in ours] == [each["id"] for each in theirs]
    assert [each["id"] for each in ours[1]["value"]["choices"]] == [
        each["id"] for each in theirs[1]["value"]["choices"]
    ]
    assert theirs[1]["value"]["prompt"].startswith("EN")


def test_an_untranslated_copy_is_a_draft_and_does_not_count_as_english(django_capture_on_commit_callbacks):
    course = released_course(lessons=1)
    with django_capture_on_commit_callbacks(execute=True):
        TranslationCreator(None, [english()]).create_translations(course)
        TranslationCreator(None, [english()]).create_translations(LessonPage.objects.get())

    assert set(course_of(course).structure.version.words) == {"zh-hans"}
    assert titles(course, "en") == []


def test_an_alias_in_another_language_does_not_count_as_english():
    course = released_course(lessons=1)
    course.copy_for_translation(english(), alias=True)
    LessonPage.objects.get().copy_for_translation(english(), alias=True)

    publish(CoursePage.objects.get(pk=course.pk), title="新名字")
    publish(LessonPage.objects.filter(alias_of=None).get(), title="新的一课")

    assert set(course_of(course).structure.version.words) == {"zh-hans"}
    assert titles(course, "en") == []


def test_publishing_a_translated_course_page_never_lets_out_structure_that_waits(django_capture_on_commit_callbacks):
    course = released_course(lessons=1)
    with django_capture_on_commit_callbacks(execute=True):
        english_course = translate(course)
    new = publish(draft_lesson(course))

    publish(english_course, title="Inventory Management, corrected")

    assert outcome(english_course) == Outcome.WAITS
    assert new.title not in titles(course)
    publish(course)
    assert course_of(course).structure.version.words["en"]["title"] == "Inventory Management, corrected"
