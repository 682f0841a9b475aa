"""What was not sent by our pages, or by pages of yesterday: a sentence, nothing kept, nothing broken."""

import uuid

import pytest
from django.urls import reverse

from courses.actions import close_course, start_attempt
from courses.models import Attempt, AttemptAnswer, CheckAnswer, Enrolment, LessonCompletion, Note
from courses.plans import plan_of
from courses.views import courses as course_views
from tests.factories.courses import do_lessons, enrolled, exam_questions, released
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

JSON = {"Accept": "application/json"}
NOT_READ = "This could not be read. Load the page again and send it once more."


@pytest.fixture
def enrolment(client):
    enrolment = enrolled()
    client.force_login(enrolment.person)
    client.cookies["django_language"] = "en"
    return enrolment


@pytest.fixture
def attempt(enrolment):
    return start_attempt(do_lessons(enrolment))


def lesson_url(name, enrolment, key=None, **more):
    key = key or next(iter(plan_of(enrolment.structure).lessons))
    return reverse(f"courses:{name}", args=[enrolment.course.uuid, key, *more.values()])


def acts(enrolment, key=None):
    """Each act in a lesson, with what belongs to it."""
    check = next(iter(plan_of(enrolment.structure).lessons.values()))[0]
    return {
        "complete_lesson": (lesson_url("complete_lesson", enrolment, key), {}),
        "answer_check_question": (
            lesson_url("answer_check_question", enrolment, key),
            {"question_key": check.key, "given": "b"},
        ),
        "keep_note": (lesson_url("keep_note", enrolment, key, block_id="own"), {"n-stock": "60"}),
        "keep_place": (lesson_url("keep_place", enrolment, key), {"section": "own"}),
    }


def nothing_was_kept():
    return not any(model.objects.exists() for model in (CheckAnswer, LessonCompletion, Note))


@pytest.mark.parametrize("act", ["complete_lesson", "answer_check_question", "keep_note", "keep_place"])
@pytest.mark.parametrize("headers", [JSON, {}], ids=["script", "plain form"])
def test_lesson_of_another_course_is_not_there(client, enrolment, act, headers):
    foreign = next(iter(plan_of(enrolled().structure).lessons))
    url, sent = acts(enrolment, foreign)[act]

    assert client.post(url, sent, headers=headers).status_code == 404
    assert nothing_was_kept()
    assert Enrolment.objects.get(pk=enrolment.pk).place == {}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("answer_check_question", {}),
        ("answer_check_question", {"question_key": "x" * 81}),
        ("answer_check_question", {"question_key": "x", "client_uuid": "no uuid"}),
        ("keep_place", {"section": "x" * 81}),
    ],
)
def test_form_that_was_not_ours_is_refused_with_a_sentence(client, enrolment, name, sent):
    url = lesson_url(name, enrolment)

    to_script = client.post(url, sent, headers=JSON)
    to_form = client.post(url, sent, follow=True)

    assert (to_script.status_code, to_script.json()["notice"]) == (400, NOT_READ)
    assert NOT_READ in to_form.content.decode()
    assert nothing_was_kept()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"question_key": "no uuid", "given": "b"},
        {"question_key": str(uuid.uuid4()), "client_uuid": "x", "given": "b"},
        {"is_flagged": "on", "act": "flag"},
    ],
)
def test_exam_form_that_was_not_ours_is_refused_with_a_sentence(client, attempt, sent):
    url = reverse("courses:answer_exam_question", args=[attempt.uuid])

    response = client.post(url, sent, headers=JSON)

    assert response.status_code == 400
    assert response.json()["notice"]
    assert not AttemptAnswer.objects.exists()
    assert Attempt.objects.get().flags == []


def test_mark_on_a_question_of_another_exam_is_refused(client, attempt):
    other = start_attempt(do_lessons(enrolled()))
    url = reverse("courses:answer_exam_question", args=[attempt.uuid])

    response = client.post(url, {"question_key": exam_questions(other)[0].key, "flag": "on"}, headers=JSON)

    assert response.status_code == 400
    assert Attempt.objects.get(pk=attempt.pk).flags == []


def test_course_that_closes_while_one_presses_start_says_so_on_its_page(client, monkeypatch):
    """It was open when the page was asked for, and closed when the person was to be enrolled."""
    person, course = LearnerFactory(), released()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    found = course_views.own_course

    def closed_meanwhile(request, key):
        there = found(request, key)
        close_course(there.key)
        there.refresh_from_db()
        return there

    monkeypatch.setattr(course_views, "own_course", closed_meanwhile)

    response = client.post(reverse("courses:start_course", args=[course.uuid]), headers=JSON)

    assert (response.status_code, Enrolment.objects.count()) == (409, 0)
    assert "takes no new learners" in response.json()["notice"]


def test_start_of_a_foreign_course_is_not_there(client, enrolment):
    missing = reverse("courses:start_course", args=[uuid.uuid4()])

    assert client.post(missing).status_code == 404
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("name", ["n-profit", "n-", "n-stock\x00"])
def test_entries_that_the_calculator_does_not_have_are_refused(client, enrolment, name):
    url = lesson_url("keep_note", enrolment, block_id="own")

    response = client.post(url, {name: "60"}, headers=JSON)

    assert response.status_code == 400
    assert "do not fit" in response.json()["notice"]
    assert nothing_was_kept()


def test_entries_of_no_block_at_all_are_refused(client, enrolment):
    url = lesson_url("keep_note", enrolment, block_id="nowhere")

    assert client.post(url, {"n-stock": "60"}, headers=JSON).status_code == 400
    assert nothing_was_kept()


def test_entry_that_is_too_long_is_refused_with_how_long_it_may_be(client, enrolment):
    url = lesson_url("keep_note", enrolment, block_id="own")

    response = client.post(url, {"n-stock": "6" * 41}, headers=JSON)

    assert (response.status_code, "40 characters" in response.json()["notice"]) == (400, True)
