"""What goes out and is taken back at its hour."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.actions import publish_due, take_back_expired
from cms.models import CoursePage, LessonPage
from cms.tasks import publish_scheduled_pages
from courses import api as courses_api
from tests.cms.looking import course_of, titles
from tests.factories.cms import draft_course, draft_lesson, draft_question, publish, released_course
from tests.factories.courses import enrolled
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = timezone.now()
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """Moves on by hand."""

    def move_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move_to


def schedule(page):
    publish(page, go_live_at=NOW + HOUR)


def test_nothing_goes_out_before_its_hour(clock):
    course = draft_course()
    publish(draft_lesson(course))
    schedule(course)

    clock(NOW + HOUR / 2)

    assert publish_due() == 0
    assert course_of(course) is None


def test_a_course_scheduled_with_its_lessons_and_questions_goes_out_with_all_of_them(clock):
    course = draft_course()
    schedule(course)
    lesson, question = draft_lesson(course), draft_question(course)
    schedule(lesson)
    schedule(question)

    clock(NOW + 2 * HOUR)
    publish_scheduled_pages()

    assert titles(course) == [lesson.title]
    assert course_of(course).structure.version.questions.count() == 1
    assert CoursePage.objects.get(pk=course.pk).live


def test_one_that_fails_does_not_hold_up_the_others_and_is_tried_again(clock, monkeypatch):
    first, second = draft_course(), draft_course()
    for course in (first, second):
        publish(draft_lesson(course))
        schedule(course)
    clock(NOW + 2 * HOUR)
    monkeypatch.setattr("courses.api.release_course", failing_for(first.translation_key))

    assert publish_due() == 1
    assert not CoursePage.objects.get(pk=first.pk).live
    monkeypatch.undo()
    clock(NOW + 2 * HOUR)

    assert publish_due() == 1
    assert course_of(first).is_open


def failing_for(key):
    release_course = courses_api.release_course
    return lambda compiled, **fields: 1 / 0 if compiled.key == key else release_course(compiled, **fields)


def test_an_expired_course_takes_no_new_learners_and_people_under_way_stay(clock):
    course = released_course(lessons=1)
    enrolment = enrolled(LearnerFactory(), course_of(course))
    publish(course, expire_at=NOW + HOUR)
    assert course_of(course).is_open

    clock(NOW + 2 * HOUR)
    publish_scheduled_pages()

    assert not CoursePage.objects.get(pk=course.pk).live
    assert not course_of(course).is_open
    enrolment.refresh_from_db()
    assert enrolment.structure == course_of(course).structure


def test_an_expired_lesson_waits_for_the_course(clock):
    course = released_course(lessons=2)
    publish(LessonPage.objects.first(), expire_at=NOW + HOUR)

    clock(NOW + 2 * HOUR)

    assert take_back_expired() == 1
    assert take_back_expired() == 0
    assert len(titles(course)) == 2
