import pytest
from django.urls import reverse

from courses.actions import start_attempt
from courses.enums import Feedback
from tests.factories import courses as make
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db


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


def test_open_attempt_has_no_result_yet(client, attempt):
    assert client.get(url("attempt_result", attempt)).url == url("attempt_detail", attempt)


def test_failed_result_names_lessons_to_look_at_and_offers_another_try(client, enrolment):
    attempt = make.sit_exam(enrolment, wrong=4)

    html = client.get(url("attempt_result", attempt)).content.decode()

    assert "Not passed yet" in html
    assert "You have 2 attempts left." in html
    assert "4 questions wrong" in html
    assert exam_url("start_attempt", enrolment) in html
    assert "CANARY" not in html
    assert "1640" not in html


def test_passed_result_shows_the_certificate_and_why_wrong_answers_were_wrong(client, enrolment):
    attempt = make.sit_exam(enrolment, wrong=1)

    html = client.get(url("attempt_result", attempt)).content.decode()

    certificate = enrolment.person.certificates.get()
    assert reverse("certificates:certificate_pdf", args=[certificate.uuid]) in html
    assert certificate.number in html
    assert "The wrong one: look again" in html
    assert html.count("CANARY why") == 1


def test_feedback_never_stays_away_after_passing(client, learner):
    course = make.released(rules=make.replace(make.RULES, feedback=Feedback.NEVER))
    attempt = make.sit_exam(make.do_lessons(make.enrolled(learner, course)), wrong=1)

    html = client.get(url("attempt_result", attempt)).content.decode()

    assert "Passed" in html
    assert "CANARY" not in html


def test_passed_result_without_a_certificate_leads_to_the_outline(client, learner):
    course = make.released(certificate=None)
    attempt = make.sit_exam(make.do_lessons(make.enrolled(learner, course)))

    html = client.get(url("attempt_result", attempt)).content.decode()

    assert f'href="{course.get_absolute_url()}">To the outline' in html


def test_used_up_attempts_say_why_and_offer_no_other(client, enrolment):
    for _time in range(3):
        attempt = make.sit_exam(enrolment, wrong=4)

    html = client.get(url("attempt_result", attempt)).content.decode()

    assert "All 3 attempts are used up." in html
    assert exam_url("start_attempt", enrolment) not in html
    assert "CANARY why" in html


@pytest.mark.parametrize("question_count", [1, 30])
def test_attempt_query_count_does_not_grow_with_the_exam(client, learner, django_assert_num_queries, question_count):
    questions = tuple(make.compiled_question() for _number in range(question_count))
    enrolment = make.enrolled(learner, make.released(make.short_course(questions=questions, rules=make.RULES)))
    make.do_lessons(enrolment)
    attempt = start_attempt(enrolment)
    client.get(url("attempt_detail", attempt))

    with django_assert_num_queries(4):
        client.get(url("attempt_detail", attempt))


@pytest.mark.parametrize("question_count", [1, 30])
def test_result_query_count_does_not_grow_with_the_exam(client, learner, django_assert_num_queries, question_count):
    questions = tuple(make.compiled_question() for _number in range(question_count))
    enrolment = make.enrolled(learner, make.released(make.short_course(questions=questions, rules=make.RULES)))
    attempt = make.sit_exam(make.do_lessons(enrolment), wrong=question_count)
    client.get(url("attempt_result", attempt))

    with django_assert_num_queries(9):
        client.get(url("attempt_result", attempt))
