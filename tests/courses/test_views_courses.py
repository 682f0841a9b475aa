from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.actions import close_course
from courses.models import Enrolment
from tests.factories import courses as make
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    person = LearnerFactory()
    client.force_login(person)
    return person


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


def page(client, course):
    return client.get(course.get_absolute_url()).content.decode()


def test_outline_before_the_start_offers_one_start_and_no_links_into_lessons(client, learner, english):
    course = make.released()

    html = page(client, course)

    assert html.count("<form") - html.count("/language/") == 1
    assert reverse("courses:start_course", args=[course.uuid]) in html
    assert "/lessons/" not in html
    assert "The exam opens when you have done the remaining 3 lessons." in html


def test_starting_leads_straight_into_the_first_lesson(client, learner):
    course = make.released()

    response = client.post(reverse("courses:start_course", args=[course.uuid]))

    first = make.plan_of(course.structure).lessons
    assert response.url == reverse("courses:lesson_detail", args=[course.uuid, next(iter(first))])


@pytest.mark.database
def test_double_click_on_start_makes_one_enrolment(client, learner):
    course = make.released()

    for _click in range(2):
        client.post(reverse("courses:start_course", args=[course.uuid]))

    assert Enrolment.objects.filter(person=learner).count() == 1


def test_outline_folds_what_is_done_and_says_each_state(client, learner, english):
    enrolment = make.enrolled(learner)
    first, second, _third = make.plan_of(enrolment.structure).lessons
    make.do_lesson(enrolment, first)
    client.post(reverse("courses:keep_place", args=[enrolment.course.uuid, second]), {"section": "own"})

    html = page(client, enrolment.course)

    assert "Done · " in html
    assert "Under way · " in html
    assert "Not started · " in html
    assert f"{second}/#own" in html
    assert "Carry on with lesson 2" in html


def test_finished_unit_is_folded_and_the_current_one_open(client, learner):
    unit_of_two = [make.lesson_in_both(1), make.lesson_in_both(2)]
    second_unit = [make.replace(lesson, unit="管住库存") for lesson in unit_of_two[1]]
    course = make.released(lessons=(*unit_of_two[0], *second_unit), questions=())
    enrolment = make.enrolled(learner, course)
    make.do_lesson(enrolment, unit_of_two[0][0].key)

    html = page(client, course)

    assert '<details class="outline-unit"><summary>' in html
    assert html.count('<details class="outline-unit" open>') == 1


def test_course_that_is_done_shows_its_certificate(client, learner):
    enrolment = make.completed(make.enrolled(learner))

    html = page(client, enrolment.course)

    certificate = learner.certificates.get()
    assert reverse("certificates:certificate_detail", args=[certificate.uuid]) in html


def test_lesson_without_translation_is_labelled_in_the_outline(client, learner, english):
    course = make.released(lessons=(make.compiled_lesson(title="只有中文"),), questions=())
    make.enrolled(learner, course)

    assert "in Chinese" in page(client, course)


def test_closed_course_stays_for_who_has_begun_and_is_not_there_for_others(client, learner):
    course = make.released()
    make.enrolled(learner, course)
    newcomer = Client()
    newcomer.force_login(LearnerFactory())
    close_course(course.key)

    assert client.get(course.get_absolute_url()).status_code == 200
    assert newcomer.get(course.get_absolute_url()).status_code == 404
    assert newcomer.post(reverse("courses:start_course", args=[course.uuid])).status_code == 404


@pytest.mark.parametrize("name", ["course_detail", "exam_detail"])
def test_foreign_and_missing_courses_look_the_same(client, name):
    course = make.released()
    client.force_login(PersonFactory())

    hidden = client.get(reverse(f"courses:{name}", args=[course.uuid]))
    missing = client.get(reverse(f"courses:{name}", args=[uuid4()]))

    assert (hidden.status_code, missing.status_code) == (404, 404)


@pytest.mark.parametrize("lesson_count", [1, 30])
def test_outline_query_count_does_not_grow_with_the_course(client, learner, django_assert_num_queries, lesson_count):
    lessons = tuple(lesson for number in range(1, lesson_count + 1) for lesson in make.lesson_in_both(number))
    course = make.released(lessons=lessons)
    make.enrolled(learner, course)
    client.get(course.get_absolute_url())

    with django_assert_num_queries(8):
        client.get(course.get_absolute_url())


def test_stable_link_leads_to_the_lesson_and_a_foreign_one_nowhere(client, learner):
    course = make.released()
    lesson_key = next(iter(make.plan_of(course.structure).lessons))

    response = client.get(reverse("courses:go", args=[lesson_key]))
    missing = client.get(reverse("courses:go", args=[uuid4()]))

    assert response.url == reverse("courses:lesson_detail", args=[course.uuid, lesson_key])
    assert missing.status_code == 404
