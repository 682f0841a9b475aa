"""Editors find pages and questions by their words. Elsewhere in the tests saving keeps no index: tests/settings.py."""

import pytest
from django.conf import settings as project
from django.urls import reverse

from tests.cms.filled_in import question_url
from tests.factories.cms import draft_course, draft_lesson, draft_question

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def _index(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": project.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": True}}


@pytest.mark.usefixtures("_index")
def test_pages_and_questions_are_found_by_their_words_as_soon_as_they_are_saved(client, editor):
    course = draft_course(title="Stocktaking in winter")
    draft_lesson(course, title="Counting by weight")
    for prompt in ("How long does counting take?", "Who signs the list?"):
        draft_question(course, prompt=prompt)

    def found(address, word):
        body = client.get(address, {"q": word}).content.decode()
        return [words for words in ("in winter", "by weight", "does counting", "Who signs") if words in body]

    assert found(reverse("wagtailadmin_pages:search"), "winter") == ["in winter"]
    assert "by weight" in found(reverse("wagtailadmin_pages:search"), "counting")
    questions = found(question_url("list"), "counting")
    assert "does counting" in questions
    assert "Who signs" not in questions


@pytest.mark.usefixtures("_index")
@pytest.mark.parametrize("typed", ['"', 'counting"', '"does counting', 'the" list', "pasted " * 1500])
def test_lone_quotation_mark_and_a_pasted_page_are_only_text(client, editor, typed):
    draft_question(draft_course(), prompt="How long does counting take?")

    for address in (question_url("list"), reverse("wagtailadmin_pages:search"), reverse("wagtailimages:index")):
        response = client.get(address, {"q": typed})
        assert response.status_code == 200

    body = client.get(question_url("list"), {"q": typed}).content.decode()
    assert ("does counting" in body.split("<tbody", 1)[-1]) == ("counting" in typed)
