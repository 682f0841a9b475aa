"""Courses that are open to those who wait: what they do there is theirs, and at no dealer until they are let in."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.api import certificates_held_by
from courses.actions import release_course
from courses.models import Course, CourseVersion
from courses.queries import courses_visible_to, enrolments_visible_to
from learning.models import LearningRecord
from people.joining.actions.requests import approve_request
from tests.factories.courses import compiled_course, completed, enrolled, released, short_course
from tests.factories.joining import JoinRequestFactory
from tests.factories.people import LearnerFactory, MembershipFactory, OwnerFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def asked():
    return JoinRequestFactory(person__full_name="周婷", dealer__name="样本店")


def waiting_page(asked):
    return reverse("people:join_request", args=[asked.uuid])


def test_who_works_nowhere_sees_the_open_courses_only(asked):
    opened, _other = released(is_open_to_joiners=True), released()
    gone = PersonFactory()
    MembershipFactory(person=gone, valid_until=dt.date(2025, 1, 1))

    assert set(courses_visible_to(asked.person)) == set(courses_visible_to(gone)) == {opened}
    assert courses_visible_to(LearnerFactory()).count() == 2


def test_publishing_opens_and_shuts_a_course_without_a_new_version():
    compiled = compiled_course()
    assert not released(compiled).is_open_to_joiners

    assert release_course(compiled_course(**vars(compiled) | {"is_open_to_joiners": True})) is None

    assert Course.objects.get().is_open_to_joiners
    assert CourseVersion.objects.count() == 1
    release_course(compiled)
    assert not Course.objects.get().is_open_to_joiners


def test_who_began_meanwhile_goes_on_when_the_course_is_shut_to_those_who_wait(asked):
    course = released(is_open_to_joiners=True)
    enrolled(asked.person, course)

    Course.objects.update(is_open_to_joiners=False)

    assert set(courses_visible_to(asked.person)) == {course}
    assert not courses_visible_to(PersonFactory()).exists()


def test_record_and_certificate_of_somebody_who_waits_are_theirs_and_of_no_dealer(asked):
    owner = OwnerFactory(at=asked.dealer)

    enrolment = completed(enrolled(asked.person, released(is_open_to_joiners=True)))

    record = LearningRecord.objects.get()
    assert (record.person, record.organisation) == (asked.person, None)
    assert certificates_held_by(asked.person).count() == 1
    assert enrolment not in enrolments_visible_to(owner)
    approve_request(asked, by=owner)
    assert enrolment in enrolments_visible_to(owner)
    assert LearningRecord.objects.get().organisation is None


def test_waiting_page_lists_what_is_open_and_each_leads_to_a_lesson(client, asked):
    course = released(is_open_to_joiners=True)
    shut = released()
    client.force_login(asked.person)

    page = client.get(waiting_page(asked)).content.decode()

    assert course.get_absolute_url() in page
    assert shut.get_absolute_url() not in page
    assert client.get(reverse("cms:catalogue")).content.decode().count('class="course-title"') == 1
    lesson = client.post(reverse("courses:start_course", args=[course.uuid]), follow=True)
    assert "/lessons/" in lesson.redirect_chain[-1][0]
    assert client.get(reverse("courses:course_detail", args=[shut.uuid])).status_code == 404


def test_waiting_page_without_open_courses_leads_to_what_is_public(client, asked):
    released()
    client.force_login(asked.person)

    page = client.get(waiting_page(asked)).content.decode()

    assert reverse("wagtail_serve", args=[""]) in page
    assert "/learn/courses/" not in page


def test_waiting_page_costs_the_same_with_one_course_as_with_thirty(client, asked):
    released(short_course(is_open_to_joiners=True))
    client.force_login(asked.person)
    client.get(waiting_page(asked))
    with CaptureQueriesContext(connection) as one:
        client.get(waiting_page(asked))
    for _course in range(29):
        released(short_course(is_open_to_joiners=True))
    client.get(waiting_page(asked))

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(waiting_page(asked)).content.decode()

    assert len(thirty) == len(one)
    assert page.count("/learn/courses/") == 6
