"""Exam questions in their editor."""

import pytest

from cms.models import ExamQuestion
from tests.cms.filled_in import question_form, question_url
from tests.factories.cms import draft_course, draft_lesson

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["40", "7.4", "1640", "0.000001"])
def test_numbers_of_a_question_are_shown_as_they_were_typed(client, releaser, number):
    client.post(question_url("add"), question_form(draft_course(), answer=number, tolerance="0.50"))

    content = client.get(question_url("edit", ExamQuestion.objects.get().pk)).content.decode()

    assert f'name="answer" value="{number}"' in content
    assert 'name="tolerance" value="0.5"' in content


def test_a_question_without_an_answer_is_kept_as_a_draft(client, editor):
    client.post(question_url("add"), question_form(draft_course()))

    assert ExamQuestion.objects.get().prompt == "能卖几天？"


def test_a_question_without_an_answer_is_not_published_and_the_form_comes_back_filled_in(client, releaser):
    response = client.post(question_url("add"), question_form(draft_course()) | {"action-publish": "1"})

    assert response.status_code == 200
    assert "能卖几天？" in response.content.decode()
    assert not ExamQuestion.objects.exists()


def test_a_question_cannot_point_to_a_lesson_of_another_course(client, releaser):
    other = draft_lesson(draft_course())
    form = question_form(draft_course(), lesson=other.pk, answer="5") | {"action-publish": "1"}

    response = client.post(question_url("add"), form)

    assert response.status_code == 200
    assert not ExamQuestion.objects.exists()
