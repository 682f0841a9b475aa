"""English made of Chinese with localize: what of it reaches learners, and when."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from cms.enums import Outcome
from cms.models import CoursePage, ExamQuestion, LessonPage
from tests.cms.looking import course_of, outcome, titles
from tests.factories.cms import (
    draft_lesson,
    english,
    publish,
    released_course,
)

pytestmark = pytest.mark.django_db


def translate(page, *, publish=True, **words):
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
    translation.save_target(publish=publish)
    return type(page).objects.get(translation_key=page.translation_key, locale=english())


@pytest.mark.database
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


def bring_up_to_date(client, page, **fields):
    source = TranslationSource.objects.get(object_id=page.translation_key)
    return client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), fields)


@pytest.mark.usefixtures("editor")
def test_who_may_not_publish_brings_translations_up_to_date_without_publishing_them(
    client, django_capture_on_commit_callbacks
):
    course = released_course(lessons=1)
    draft = translate(course, publish=False)

    with django_capture_on_commit_callbacks(execute=True):
        response = bring_up_to_date(client, course, publish_translations="on")

    draft.refresh_from_db()
    assert response.status_code == 302
    assert not draft.live
    assert set(course_of(course).structure.version.words) == {"zh-hans"}


@pytest.mark.database
@pytest.mark.usefixtures("releaser")
def test_who_may_publish_publishes_translations_while_bringing_them_up_to_date(
    client, django_capture_on_commit_callbacks
):
    course = released_course(lessons=1)
    translate(course, publish=False)

    with django_capture_on_commit_callbacks(execute=True):
        bring_up_to_date(client, course, publish_translations="on")

    assert set(course_of(course).structure.version.words) == {"zh-hans", "en"}


@pytest.mark.database
@pytest.mark.usefixtures("editor")
def test_who_may_not_publish_questions_publishes_no_translation_of_one(client, django_capture_on_commit_callbacks):
    course = released_course(lessons=1, questions=1)
    translate(course)
    draft = translate(ExamQuestion.objects.get(), publish=False)

    with django_capture_on_commit_callbacks(execute=True):
        bring_up_to_date(client, draft, publish_translations="on")

    draft.refresh_from_db()
    assert not draft.live


@pytest.mark.usefixtures("editor")
def test_who_may_not_publish_is_not_offered_to(client):
    course = released_course(lessons=1)
    translate(course, publish=False)
    source = TranslationSource.objects.get(object_id=course.translation_key)

    response = client.get(reverse("wagtail_localize:update_translations", args=[source.pk]))

    assert response.status_code == 200
    assert b"publish_translations" not in response.content


@pytest.mark.usefixtures("editor")
def test_who_may_not_publish_turns_no_translation_back_into_a_copy(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = translate(released_course(lessons=1))

    client.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))

    page.refresh_from_db()
    assert page.alias_of is None
    assert page.title.startswith("EN")


@pytest.mark.database
@pytest.mark.usefixtures("releaser")
def test_who_may_publish_turns_a_translation_back_into_a_copy(client, django_capture_on_commit_callbacks):
    course = released_course(lessons=1)
    with django_capture_on_commit_callbacks(execute=True):
        page = translate(course)

    client.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))

    page.refresh_from_db()
    assert page.alias_of_id == course.pk
