"""What people learn from is taken back, not deleted."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.actions import StillLearned, refuse_to_delete
from cms.models import CoursePage, ExamQuestion, LessonPage
from people.enums import StaffGroup
from tests.cms.filled_in import page_url, question_url
from tests.cms.looking import course_of
from tests.factories.cms import catalogue, draft_lesson, publish, released_course
from tests.factories.courses import enrolled
from tests.factories.people import LearnerFactory, StaffFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def admin(client):
    """May delete what has pages below it."""
    person = StaffFactory(group=StaffGroup.PLATFORM_ADMINS)
    UserProfile.objects.create(user=person, preferred_language="en")
    client.force_login(person)
    return person


@pytest.fixture
def learned():
    """A course with one lesson and one question, which somebody takes."""
    course = released_course(lessons=1, questions=1, title="库存管理")
    enrolled(LearnerFactory(), course_of(course))
    return course


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_course_with_learners_stays_and_the_form_says_why(client, admin, learned):
    response = client.post(page_url("delete", learned))

    assert response.url == page_url("edit", learned)
    assert "库存管理" in told(response)
    assert CoursePage.objects.filter(pk=learned.pk).exists()


def test_a_lesson_with_learners_stays_and_one_that_is_new_goes(client, admin, learned):
    old, new = LessonPage.objects.get(), publish(draft_lesson(learned))

    assert old.title in told(client.post(page_url("delete", old)))
    client.post(page_url("delete", new))

    assert list(LessonPage.objects.all()) == [old]


def test_a_question_that_people_sit_stays(client, admin, learned):
    question = ExamQuestion.objects.get()

    response = client.post(question_url("delete", question.pk))

    assert question.prompt in told(response)
    assert ExamQuestion.objects.filter(pk=question.pk).exists()


def test_several_at_once_stay_too(client, learned):
    client.force_login(SuperuserFactory())
    lesson = LessonPage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    client.post(f"{url}?id={lesson.pk}&next=/admin/")
    snippets = reverse("wagtail_bulk_action", args=["cms", "examquestion", "delete"])
    client.post(f"{snippets}?id={ExamQuestion.objects.get().pk}&next=/admin/")

    assert LessonPage.objects.filter(pk=lesson.pk).exists()
    assert ExamQuestion.objects.exists()


def test_the_last_door_holds_where_no_form_asks(learned):
    for what in (learned, LessonPage.objects.get(), ExamQuestion.objects.get()):
        with pytest.raises(StillLearned), transaction.atomic():
            what.delete()


def test_the_admins_own_interface_for_programs_is_refused(client, admin, learned):
    url = reverse("wagtailadmin_api:pages:action", args=[learned.pk, "delete"])

    with transaction.atomic():
        response = client.post(url, {}, content_type="application/json")

    assert response.status_code == 403
    assert CoursePage.objects.filter(pk=learned.pk).exists()


def test_what_stands_above_a_course_with_learners_stays(learned):
    with pytest.raises(StillLearned, match="库存管理"):
        refuse_to_delete(catalogue())


def test_a_course_without_learners_goes(client, admin):
    course = released_course(lessons=1, questions=1)

    client.post(page_url("delete", course))

    assert not CoursePage.objects.exists()
    assert not ExamQuestion.objects.exists()


def test_unpublishing_says_who_stays(client, admin, learned):
    asked = client.get(page_url("unpublish", learned))

    assert "1 person under way can finish it" in told(asked)
    question = ExamQuestion.objects.get()
    assert "until the course is published" in told(client.get(question_url("unpublish", question.pk)))
    assert client.post(page_url("unpublish", learned)).status_code == 302
    assert not course_of(learned).is_open
