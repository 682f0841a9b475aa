import datetime as dt
import re
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.actions import start_attempt
from courses.models import Attempt
from tests.factories import courses as make
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}
EXAM_VIEWS = ["attempt_detail", "answer_exam_question", "submit_attempt", "attempt_result"]


@pytest.fixture
def learner(client):
    person = LearnerFactory()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return person


@pytest.fixture
def enrolment(learner):
    return make.do_lessons(make.enrolled(learner))


def url(name, attempt):
    return reverse(f"courses:{name}", args=[attempt.uuid])


def exam_url(name, enrolment):
    return reverse(f"courses:{name}", args=[enrolment.course.uuid])


def save(client, attempt, question, given, *, sequence=1, client_uuid=None, **extra):
    data = {
        "question_key": question.key,
        "given": given,
        "sequence": sequence,
        "client_uuid": client_uuid or uuid4(),
        **extra.pop("data", {}),
    }
    return client.post(url("answer_exam_question", attempt), data, **extra)


def test_locked_exam_names_the_lessons_that_are_missing(client, learner):
    enrolment = make.enrolled(learner)

    html = client.get(exam_url("exam_detail", enrolment)).content.decode()

    assert "The exam opens when you have done the remaining 3 lessons." in html
    assert html.count("Not done yet") == 3
    assert exam_url("start_attempt", enrolment) not in html


def test_exam_says_its_rules_before_it_begins(client, enrolment):
    html = client.get(exam_url("exam_detail", enrolment)).content.decode()

    assert "<b>4 questions</b>" in html
    assert "75 points of 100" in html
    assert "<b>30 minutes</b>" in html
    assert "<b>3 attempts left.</b>" in html
    assert "<b>If the line breaks</b>" in html


def test_course_without_exam_has_no_exam_page(client, learner):
    enrolment = make.enrolled(learner, make.released(make.short_course()))

    assert client.get(exam_url("exam_detail", enrolment)).status_code == 404
    assert client.post(exam_url("start_attempt", enrolment)).status_code == 404


@pytest.mark.database
def test_starting_twice_leads_into_the_same_attempt(client, enrolment):
    first = client.post(exam_url("start_attempt", enrolment))
    second = client.post(exam_url("start_attempt", enrolment))

    assert first.url == second.url == url("attempt_detail", Attempt.objects.get())


def test_locked_exam_does_not_start(client, learner):
    enrolment = make.enrolled(learner)

    response = client.post(exam_url("start_attempt", enrolment), follow=True)

    assert "The exam opens when" in response.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("name", EXAM_VIEWS)
def test_attempts_of_others_are_not_there(attempt, name):
    colleague = Client()
    colleague.force_login(LearnerFactory())
    ask = colleague.post if name == "answer_exam_question" else colleague.get

    assert ask(url(name, attempt)).status_code == 404


def test_every_question_is_in_the_page_and_one_is_shown(client, attempt):
    html = client.get(url("attempt_detail", attempt) + "?q=3").content.decode()

    items = re.findall(r'<section class="exam-item" [^>]*>', html)
    assert len(items) == 4
    assert [" hidden" in item for item in items] == [True, True, False, True]
    assert html.count("csrfmiddlewaretoken") == 2  # the question's form and the one that hands in


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "３", "²", pytest.param("9" * 5000, id="endless")])
def test_odd_question_numbers_show_the_first_open_one(client, attempt, number):
    html = client.get(url("attempt_detail", attempt), {"q": number}).content.decode()

    assert re.search(r'id="exam-at">[134] / 4', html)


def test_attempt_page_is_never_kept_by_the_browser(client, attempt):
    assert "no-store" in client.get(url("attempt_detail", attempt))["Cache-Control"]


def test_saved_answer_says_when_by_the_servers_clock_and_nothing_else(client, enrolment):
    with time_machine.travel(dt.datetime(2036, 11, 22, 1, 41, tzinfo=dt.UTC), tick=False):
        client.force_login(enrolment.person)
        attempt = start_attempt(enrolment)
        question = make.exam_questions(attempt)[0]
        answer = save(client, attempt, question, make.right_answer(question), **JSON).json()

    assert answer["saved_at"] == "09:41"
    assert (answer["counts"], answer["notice"], answer["answered_count"], answer["next_sequence"]) == (True, "", 1, 2)
    assert set(answer) == {
        "saved_at", "counts", "notice", "answered_count", "next_sequence", "question_key", "now"
    }  # fmt: skip


def test_plain_form_saves_and_goes_on_to_the_question_asked_for(client, attempt):
    question = make.exam_questions(attempt)[0]

    on = save(client, attempt, question, make.right_answer(question), data={"go": "2", "with_flag": "1"})
    to_the_end = save(client, attempt, question, make.right_answer(question), data={"go": "hand-in"})
    nowhere = save(client, attempt, question, make.right_answer(question), data={"go": "https://example.com"})
    endless = save(client, attempt, question, make.right_answer(question), data={"go": "9" * 5000})

    assert on.url == url("attempt_detail", attempt) + "?q=2"
    assert to_the_end.url == url("submit_attempt", attempt)
    assert nowhere.url == endless.url == url("attempt_detail", attempt)
    assert attempt.answers.count() == 4


@pytest.mark.database
def test_plain_form_may_skip_any_kind_of_question_and_take_an_answer_back(client, attempt):
    for sequence, question in enumerate(make.exam_questions(attempt)):
        data = {"question_key": question.key, "sequence": sequence, "with_flag": "1", "go": "2"}

        skipped = client.post(url("answer_exam_question", attempt), data)
        given = save(client, attempt, question, make.right_answer(question), sequence=sequence + 10, **JSON).json()
        taken_back = client.post(
            url("answer_exam_question", attempt), data | {"sequence": sequence + 20}, **JSON
        ).json()

        assert skipped.status_code == 302
        assert (given["answered_count"], taken_back["answered_count"]) == (1, 0)


def test_mark_to_look_again_is_kept_and_taken_away(client, attempt):
    question = make.exam_questions(attempt)[1]
    address = url("answer_exam_question", attempt)

    client.post(address, {"question_key": question.key, "is_flagged": "true"}, **JSON)
    marked = client.get(url("submit_attempt", attempt)).content.decode()
    client.post(address, {"question_key": question.key, "is_flagged": "false"}, **JSON)

    assert '<span class="row-end">marked</span>' in marked
    assert Attempt.objects.get().flags == []
    assert not attempt.answers.exists()


@pytest.mark.database
def test_conflict_is_409_and_nonsense_400_each_with_a_sentence(client, attempt):
    question = next(one for one in make.exam_questions(attempt) if one.kind == "SINGLE")
    same = uuid4()

    first = save(client, attempt, question, "a", client_uuid=same, **JSON)
    again = save(client, attempt, question, "a", client_uuid=same, **JSON)
    conflict = save(client, attempt, question, "b", client_uuid=same, **JSON)
    foreign = save(client, attempt, make.plan_of(make.released().structure).questions[0], "a", **JSON)
    garbled = client.post(url("answer_exam_question", attempt), {"question_key": "x"}, **JSON)

    assert [one.status_code for one in (first, again, conflict, foreign, garbled)] == [200, 200, 409, 400, 400]
    assert all(one.json()["notice"].endswith(".") for one in (conflict, foreign, garbled))


def test_late_answer_is_kept_and_it_is_said_that_it_does_not_count(client, attempt):
    question = make.exam_questions(attempt)[0]
    with time_machine.travel(attempt.closes_at + dt.timedelta(seconds=1)):
        by_script = save(client, attempt, question, make.right_answer(question), **JSON)
        by_form = save(client, attempt, question, make.wrong_answer(question), follow=True)
        result = client.get(url("attempt_result", attempt)).content.decode()

    assert by_script.status_code == 200
    assert by_script.json()["counts"] is False
    assert by_script.json()["url"] == url("attempt_result", attempt)
    assert "it does not count" in by_form.content.decode()
    assert "2 answers arrived after the end." in result


def test_time_that_ran_out_leads_to_the_result(client, attempt):
    with time_machine.travel(attempt.closes_at + dt.timedelta(seconds=1)):
        response = client.get(url("attempt_detail", attempt))

    assert response.url == url("attempt_result", attempt)


def test_page_before_handing_in_lists_what_is_open_and_asks(client, attempt):
    first, *_others = make.exam_questions(attempt)
    make.answer_exam(attempt, first)

    html = client.get(url("submit_attempt", attempt)).content.decode()

    assert "3 questions have no answer yet" in html
    assert [f"?q={number}" in html for number in (1, 2, 3, 4)] == [False, True, True, True]
    assert '<input type="checkbox" name="sure" required>' in html


@pytest.mark.database
def test_handing_in_twice_is_handing_in_once(client, attempt):
    for _click in range(2):
        response = client.post(url("submit_attempt", attempt))

    assert response.url == url("attempt_result", attempt)
    assert Attempt.objects.get().submitted_at
    assert client.get(url("submit_attempt", attempt)).url == url("attempt_result", attempt)
