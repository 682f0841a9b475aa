"""The tree of pages, and what their own addresses do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.test.utils import WagtailPageTestCase

from cms.models import CataloguePage, CoursePage, FrontPage, LessonPage
from courses.models import Course
from tests.factories.cms import catalogue, draft_course, draft_lesson, publish, released_course
from tests.factories.people import LearnerFactory


class TestTree(WagtailPageTestCase):
    def test_front_pages_stand_at_the_top_and_hold_a_catalogue(self):
        self.assertCanCreateAt(Page, FrontPage)
        self.assertAllowedParentPageTypes(FrontPage, {Page})
        self.assertAllowedSubpageTypes(FrontPage, {CataloguePage})

    def test_a_catalogue_holds_courses_and_a_course_holds_lessons(self):
        self.assertCanCreateAt(CataloguePage, CoursePage)
        self.assertCanCreateAt(CoursePage, LessonPage)
        self.assertAllowedSubpageTypes(CataloguePage, {CoursePage})
        self.assertAllowedSubpageTypes(CoursePage, {LessonPage})
        self.assertAllowedSubpageTypes(LessonPage, {})

    def test_nothing_is_written_elsewhere(self):
        self.assertCanNotCreateAt(Page, CoursePage)
        self.assertCanNotCreateAt(FrontPage, CoursePage)
        self.assertCanNotCreateAt(CataloguePage, LessonPage)


@pytest.mark.django_db
def test_a_new_site_has_front_page_and_catalogue_in_both_languages():
    chinese, english = (Locale.objects.get(language_code=code) for code in ("zh-hans", "en"))

    assert Locale.get_default() == chinese
    assert Site.objects.get().root_page.specific == FrontPage.objects.get(locale=chinese)
    for model in (FrontPage, CataloguePage):
        assert model.objects.get(locale=chinese).get_translation(english).live


@pytest.mark.django_db
def test_the_front_page_is_for_everyone(client):
    released_course(title="盈利能力")

    response = client.get("/zh-hans/")

    assert response.status_code == 200
    assert "盈利能力" in response.content.decode()
    assert client.get("/en/").status_code == 200


@pytest.mark.django_db
def test_the_catalogue_page_shows_released_courses_and_no_other_to_who_is_not_signed_in(client):
    released_course(title="盈利能力")
    publish(draft_course(title="没有课文"))
    draft_course(title="还在写")

    content = client.get(catalogue().url).content.decode()

    assert "盈利能力" in content
    assert "没有课文" not in content
    assert "还在写" not in content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/zh-hans/", "/zh-hans/courses/"])
def test_a_course_that_editors_made_private_is_not_shown_to_who_is_not_signed_in(client, path):
    course = released_course(lessons=1, title="只给内部看")
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(path)

    assert response.status_code == 200
    assert "只给内部看" not in response.content.decode()


@pytest.mark.django_db
def test_a_course_that_is_not_translated_stands_in_the_english_catalogue_too(client):
    released_course(title="盈利能力")

    english = catalogue().get_translation(Locale.objects.get(language_code="en"))

    assert "盈利能力" in client.get(english.url).content.decode()


@pytest.mark.django_db
def test_whoever_is_signed_in_is_led_to_the_catalogue_of_their_own(client):
    client.force_login(LearnerFactory())

    response = client.get(catalogue().url)

    assert response.status_code == 302
    assert response.url == reverse("cms:catalogue")


@pytest.mark.django_db
def test_course_and_lesson_pages_lead_to_where_learners_read_them(client):
    course = released_course(lessons=1)
    released = Course.objects.get(key=course.translation_key)
    lesson = LessonPage.objects.get()

    assert client.get(course.url).url == reverse("courses:course_detail", args=[released.uuid])
    assert client.get(lesson.url).url == reverse("courses:lesson_detail", args=[released.uuid, lesson.translation_key])


@pytest.mark.django_db
def test_what_was_published_and_never_released_is_not_there(client):
    course = publish(draft_course())

    assert client.get(course.url).status_code == 404


@pytest.mark.django_db
def test_a_lesson_of_an_unreleased_course_is_not_there(client):
    course = draft_course()
    lesson = publish(draft_lesson(course))
    CoursePage.objects.filter(pk=course.pk).update(live=True)

    assert client.get(lesson.url).status_code == 404


@pytest.mark.django_db
def test_query_count_for_who_is_not_signed_in_does_not_grow_with_courses(client):
    paths = ["/zh-hans/", "/zh-hans/courses/", "/en/courses/"]

    def asked():
        """How often for each page, and how many courses stand there."""
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
            yield len(queries), len(response.context["courses"])

    released_course(lessons=1)
    list(asked())  # what is kept in the process is read once
    with_one = list(asked())
    for _ in range(2):
        released_course(lessons=1)

    assert list(asked()) == [(queries, courses + 2) for queries, courses in with_one]
    assert {courses for _queries, courses in with_one} == {1}
