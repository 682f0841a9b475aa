"""Keys, feedback and explanations say CANARY. Until they are due they are in no byte that leaves the server."""

from uuid import uuid4

import pytest
from django.urls import reverse

from courses.actions import start_attempt
from tests.factories import courses as make
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db

KEY = "71777173"


def bytes_of(response):
    content = b"" if response.streaming else response.content
    return b"\n".join([f"{name}: {value}".encode() for name, value in response.items()] + [content])


def canary_course():
    """The number that is right is one that stands nowhere else."""

    def with_key(question):
        is_number = question.kind == "NUMERIC"
        return make.replace(question, answer={"value": KEY, "tolerance": "0"}) if is_number else question

    course = make.compiled_course()
    return make.replace(course, questions=tuple(map(with_key, course.questions)))


@pytest.fixture
def pages(client):
    """Opens an address and keeps what came."""
    seen = []

    def visit(ask, address, *args, **kwargs):
        response = ask(address, *args, **kwargs)
        seen.append(bytes_of(response))
        return response

    visit.seen = seen
    return visit


@pytest.fixture
def enrolment(client):
    person = LearnerFactory()
    client.force_login(person)
    return make.enrolled(person, make.released(canary_course()))


def test_nothing_of_a_check_question_leaves_before_it_is_answered(client, pages, enrolment):
    course = enrolment.course.uuid
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        pages(client.get, enrolment.course.get_absolute_url())
        for lesson_key in make.plan_of(enrolment.structure).lessons:
            pages(client.get, reverse("courses:lesson_detail", args=[course, lesson_key]))
            pages(client.post, reverse("courses:keep_place", args=[course, lesson_key]), HTTP_ACCEPT="application/json")

    assert len(pages.seen) == 14
    assert not any(b"CANARY" in content for content in pages.seen)


def test_answer_to_one_question_brings_nothing_of_the_others(client, pages, enrolment):
    lesson_key, (first, second) = next(iter(make.plan_of(enrolment.structure).lessons.items()))
    address = reverse("courses:answer_check_question", args=[enrolment.course.uuid, lesson_key])
    data = {"question_key": first.key, "given": "a", "client_uuid": uuid4()}

    answer = pages(client.post, address, data, HTTP_ACCEPT="application/json").content.decode()

    assert f"CANARY explains {first.key}" in answer
    assert "CANARY feedback a" in answer
    assert second.key not in answer
    assert "CANARY feedback b" not in answer


def test_nothing_of_an_exam_leaves_before_it_is_handed_in(client, pages, enrolment):
    make.do_lessons(enrolment)
    exam = reverse("courses:exam_detail", args=[enrolment.course.uuid])
    pages(client.get, exam)
    attempt = start_attempt(enrolment)
    page = reverse("courses:attempt_detail", args=[attempt.uuid])
    saving = reverse("courses:answer_exam_question", args=[attempt.uuid])
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        for number, question in enumerate(make.exam_questions(attempt), 1):
            pages(client.get, page, {"q": number})
            for given in (make.wrong_answer(question), ""):
                data = {"question_key": question.key, "given": given, "sequence": number, "client_uuid": uuid4()}
                pages(client.post, saving, data, HTTP_ACCEPT="application/json")
        pages(client.get, exam)
    pages(client.get, reverse("courses:submit_attempt", args=[attempt.uuid]))
    pages(client.get, reverse("courses:attempt_result", args=[attempt.uuid]))

    assert len(pages.seen) == 29
    assert not any(b"CANARY" in content for content in pages.seen)
    assert not any(KEY.encode() in content for content in pages.seen)


def test_right_and_wrong_answers_are_saved_with_the_same_words(client, enrolment):
    make.do_lessons(enrolment)
    attempt = start_attempt(enrolment)
    saving = reverse("courses:answer_exam_question", args=[attempt.uuid])

    def saved(question, given, sequence):
        data = {"question_key": question.key, "given": given, "sequence": sequence, "client_uuid": uuid4()}
        answer = client.post(saving, data, HTTP_ACCEPT="application/json").json()
        return {name: answer[name] for name in ("counts", "notice", "answered_count", "question_key")}

    for question in make.exam_questions(attempt):
        right = saved(question, make.right_answer(question), 1)
        wrong = saved(question, make.wrong_answer(question), 2)

        assert right == wrong
