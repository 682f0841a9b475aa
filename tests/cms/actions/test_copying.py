"""A copied course is a course of its own, in both languages, with its exam."""

import pytest
from django.test import TestCase
from wagtail_localize.models import StringTranslation, Translation

from cms.compiling import compile_course
from cms.models import CoursePage, ExamQuestion, LessonPage
from cms.sources import sources_of
from courses.models import Note
from courses.plans import plan_of
from foundation.models import AuditLine
from people.enums import StaffGroup
from tests.cms.filled_in import page_url
from tests.cms.looking import course_of, titles
from tests.cms.test_translating import translate
from tests.factories.cms import catalogue, draft_course, english, publish, released_course
from tests.factories.people import LearnerFactory, StaffFactory
from tests.undoing import undone

pytestmark = pytest.mark.slow

ALL = {"copy_subpages": "on", "copy_questions": "on", "copy_translations": "on"}


@pytest.fixture(scope="module")
def original(django_db_setup, django_db_blocker):
    """Two lessons and two questions, all but one of each in English too: for all tests of this file."""
    with django_db_blocker.unblock(), undone():
        course = released_course(lessons=2, questions=2, title="库存管理")
        for page in (course, LessonPage.objects.order_by("path").first(), ExamQuestion.objects.order_by("pk").first()):
            with TestCase.captureOnCommitCallbacks(execute=True):
                translate(page)
        yield course


@pytest.fixture(autouse=True)
def _undone(original):
    with undone():
        yield


@pytest.fixture
def course(original):
    return CoursePage.objects.get(pk=original.pk)


def copy(client, course, **boxes):
    form = {"new_title": "库存管理 第二版", "new_slug": "copy", "new_parent_page": catalogue().pk, **boxes}
    response = client.post(page_url("copy", course), form)
    assert response.status_code == 302, response.context["form"].errors
    return CoursePage.objects.get(title="库存管理 第二版")


def keys(model, **fields):
    return set(model.objects.filter(**fields).values_list("translation_key", flat=True))


def test_the_dialog_offers_what_hangs_on_a_course(client, editor, course):
    content = client.get(page_url("copy", course)).content.decode()

    offered = {name: f'name="{name}"' in content for name in (*ALL, "alias", "publish_copies")}
    assert offered == dict.fromkeys(ALL, True) | {"alias": False, "publish_copies": False}


def test_a_course_without_any_of_it_is_offered_none(client, editor):
    fields = client.get(page_url("copy", draft_course())).context["form"].fields

    assert not {"copy_questions", "copy_translations"} & set(fields)


def test_lessons_questions_and_translations_come_along_under_new_keys(client, editor, course):
    copied = copy(client, course, **ALL)

    ours = {*keys(LessonPage, path__startswith=copied.path), *keys(ExamQuestion, course=copied)}
    english_copy = copied.get_translation(english())
    theirs = keys(LessonPage, path__startswith=english_copy.path)
    theirs |= keys(ExamQuestion, course__in=[copied, english_copy], locale=english())
    assert len(ours) == 4
    assert len(theirs) == 2
    assert theirs < ours
    originals = {*keys(LessonPage, path__startswith=course.path), *keys(ExamQuestion, course=course)}
    assert not ours & originals
    assert english_copy.slug == copied.slug
    assert english_copy.title.endswith("(copy)")
    assert english_copy.draft_title == english_copy.title


def test_questions_point_to_the_lessons_of_the_copy(client, editor, course):
    question = ExamQuestion.objects.filter(course=course).first()
    ExamQuestion.objects.filter(pk=question.pk).update(lesson=LessonPage.objects.filter(locale=course.locale).first())
    publish(ExamQuestion.objects.get(pk=question.pk), lesson_id=LessonPage.objects.filter(locale=course.locale)[0].pk)

    copied = copy(client, course, **ALL)

    pointing = ExamQuestion.objects.get(course=copied, lesson__isnull=False)
    assert pointing.lesson.get_parent().specific == copied


def test_the_copy_is_a_draft_and_the_original_stays_as_it_is(client, editor, course):
    before = course_of(course).structure_id

    copied = copy(client, course, **ALL)

    assert not copied.live
    assert not LessonPage.objects.filter(path__startswith=copied.path, live=True).exists()
    assert not ExamQuestion.objects.filter(course=copied, live=True).exists()
    assert course_of(copied) is None
    assert course_of(course).structure_id == before
    assert AuditLine.objects.get(action="copy_course").actor == editor.uuid


def test_published_it_is_a_course_of_its_own_that_shares_nothing_with_the_learners_of_the_original(
    client, editor, course
):
    copied = copy(client, course, **ALL)
    english_copy = copied.get_translation(english())
    pages = [*copied.get_descendants(), copied, *english_copy.get_descendants(), english_copy]
    for question in ExamQuestion.objects.filter(course__in=[copied, english_copy]):
        publish(question)
    for page in pages:
        publish(page.specific)
    publish(CoursePage.objects.get(pk=copied.pk))

    ours, theirs = plan_of(course_of(copied).structure), plan_of(course_of(course).structure)

    assert titles(copied) == titles(course)
    assert titles(copied, "en") == titles(course, "en")
    assert len(ours.exam) == 2
    for mine, other in ((ours.lessons, theirs.lessons), (ours.exam, theirs.exam), (ours.checks, theirs.checks)):
        assert len(mine) == len(other)
        assert not set(mine) & set(other)


def test_notes_of_the_original_are_not_those_of_the_copy(client, editor, course):
    person, lesson = LearnerFactory(), LessonPage.objects.order_by("path").first()
    Note.objects.create(person=person, lesson_key=lesson.translation_key, block_id="b", value={"ticked": []})
    copied = copy(client, course, copy_subpages="on")

    copied_keys = keys(LessonPage, path__startswith=copied.path)

    assert len(copied_keys) == 2
    assert not Note.objects.filter(lesson_key__in=copied_keys).exists()


def test_translators_go_on_where_they_are(client, editor, course):
    copied = copy(client, course, **ALL)

    written, lesson = (
        LessonPage.objects.filter(path__startswith=page.path, locale=page.locale).order_by("path").first()
        for page in (course, copied)
    )
    translation = Translation.objects.get(source__object_id=lesson.translation_key)
    of_original, of_copy = (
        dict(
            StringTranslation.objects.filter(context__object_id=one.translation_key).values_list(
                "context__path", "data"
            )
        )
        for one in (written, lesson)
    )
    assert translation.target_locale == english()
    assert of_copy == of_original != {}
    assert translation.get_progress() == (len(of_copy), len(of_copy))


def test_without_the_boxes_only_the_page_is_copied(client, editor, course):
    copied = copy(client, course)

    assert not copied.get_children().exists()
    assert not ExamQuestion.objects.filter(course=copied).exists()
    assert not copied.get_translations().exists()


def test_questions_without_lessons_are_copied_too(client, editor, course):
    copied = copy(client, course, copy_questions="on")

    assert ExamQuestion.objects.filter(course=copied, lesson=None).count() == 2
    assert compile_course(sources_of(course), keep_files=False).questions


def test_without_a_parent_the_dialog_comes_back_filled_in(client, editor, course):
    for given in ("", "nonsense", "999999"):
        response = client.post(
            page_url("copy", course), {"new_title": "副本", "new_slug": "x", "new_parent_page": given}
        )

        assert response.status_code == 200
        assert "副本" in response.content.decode()
    assert client.post(page_url("copy", course)).status_code == 200


def test_a_copy_that_fails_half_way_leaves_nothing(client, editor, course, monkeypatch):
    count = CoursePage.objects.count()
    monkeypatch.setattr("cms.wagtail_views.actions.complete_copy", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        copy(client, course, **ALL)

    assert CoursePage.objects.count() == count


def test_an_expert_copies_nothing(client, course):
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS))

    response = client.post(page_url("copy", course), {"new_title": "副本", "new_slug": "x"})

    assert response.status_code == 200
    assert not CoursePage.objects.filter(title="副本").exists()
