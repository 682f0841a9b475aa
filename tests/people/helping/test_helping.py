import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.enums import StaffGroup
from people.helping import actions
from people.helping.actions import QuestionNotAccepted, answer_question, ask_question
from people.helping.queries import helpers_of
from people.models import Message, Question
from tests.factories.people import (
    DealerFactory,
    FieldManagerFactory,
    LearnerFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
HELP = "/help/"


@pytest.fixture
def dealer():
    return DealerFactory()


@pytest.fixture
def territory(dealer):
    return TerritoryFactory(dealers=[dealer])


@pytest.fixture
def rep(territory):
    return RepFactory(territory=territory, latin_name="Zhang Wei", phone="+8613900000055")


@pytest.fixture
def guide(dealer):
    return LearnerFactory(at=dealer)


def ask(person, text="样机坏了找谁？", key=None):
    return ask_question(person, uuid=key or uuid.uuid4(), text=text)


def page_of(client, person, path=HELP):
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.get(path)


def test_help_names_the_rep_with_a_number_to_call(client, guide, rep, territory):
    FieldManagerFactory(territory=territory, latin_name="Li Na")
    RepFactory(territory=TerritoryFactory(), latin_name="Stranger")

    page = page_of(client, guide).content.decode()

    assert 'href="tel:+8613900000055"' in page
    assert page.index("Zhang Wei") < page.index("Li Na")
    assert "Stranger" not in page


def test_who_asks_without_end_is_asked_to_call_and_loses_nothing(client, guide, rep, monkeypatch):
    monkeypatch.setattr(actions, "QUESTIONS_A_DAY", 2)
    key = uuid.uuid4()
    asked = [ask(guide), ask(guide, key=key)]

    assert ask(guide, key=key) == asked[1]
    with pytest.raises(QuestionNotAccepted, match="2 questions within a day"):
        ask(guide)
    client.force_login(guide)
    page = client.post(HELP, {"request": uuid.uuid4(), "text": "还有一个问题"})
    assert "还有一个问题" in page.content.decode()
    assert rep.messages.count() == 2


def test_who_is_gone_helps_nobody(dealer, rep, territory):
    territory.people.add(PersonFactory())
    rep.is_active = False
    rep.save()

    assert helpers_of(dealer) == []
    assert helpers_of(None) == []


def test_a_question_reaches_the_rep_and_keeps_its_answer(client, guide, rep):
    page = page_of(client, guide)
    sent = {"request": page.context["form"].initial["request"], "text": "样机坏了找谁？"}

    first, second = client.post(HELP, sent), client.post(HELP, sent)

    question = Question.objects.get()
    assert first.url == second.url == reverse("people:question", args=[question.uuid])
    assert [(message.person, message.kind) for message in Message.objects.all()] == [(rep, "people.question_asked")]
    assert "样机坏了找谁" in page_of(client, rep).content.decode()
    client.post(first.url, {"answer": "打我电话。"})
    answered = page_of(client, guide, first.url).content.decode()
    assert "打我电话。" in answered
    assert "Zhang Wei" in answered
    assert Message.objects.filter(person=guide, kind="people.question_answered").count() == 1


def test_without_a_rep_headquarters_is_asked(dealer, guide):
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS)

    question = ask(guide)

    assert [message.person for message in Message.objects.all()] == [admin]
    assert answer_question(question, by=admin, answer="找总部。").answer == "找总部。"


def test_nobody_else_reads_or_answers(client, dealer, guide, rep):
    question = ask(guide)
    strangers = [LearnerFactory(at=dealer), OwnerFactory(at=dealer), RepFactory(territory=TerritoryFactory())]

    for stranger in strangers:
        assert page_of(client, stranger, reverse("people:question", args=[question.uuid])).status_code == 404
        with pytest.raises(QuestionNotAccepted, match="not yours"):
            answer_question(question, by=stranger, answer="x")
    with pytest.raises(QuestionNotAccepted, match="not yours"):
        answer_question(question, by=guide, answer="x")


def test_a_second_answer_is_refused(guide, rep):
    question = answer_question(ask(guide), by=rep, answer="打我电话。")

    with pytest.raises(QuestionNotAccepted, match="before you"):
        answer_question(question, by=rep, answer="别的")

    question.refresh_from_db()
    assert question.answer == "打我电话。"


def test_another_s_key_asks_nothing(guide, rep):
    question = ask(guide)

    with pytest.raises(QuestionNotAccepted, match="Load the page again"):
        ask(LearnerFactory(), key=question.uuid)


@pytest.mark.parametrize("text", [" ", "\u200b\u200d\ufeff", "\ue000", "\x01\x1b"])
def test_a_question_in_which_nothing_can_be_seen_comes_back(client, guide, text):
    page_of(client, guide)

    answer = client.post(HELP, {"request": uuid.uuid4(), "text": text})

    assert answer.context["form"].errors["text"]
    assert not Question.objects.exists()


@pytest.mark.parametrize("who", ["guide", "rep"])
def test_help_asks_the_same_number_of_times(client, guide, rep, who, request, monkeypatch):
    monkeypatch.setattr(actions, "QUESTIONS_A_DAY", 30)
    person, counts = request.getfixturevalue(who), []
    for more in (1, 29):
        for _ in range(more):
            ask(guide)
        page_of(client, person)
        with CaptureQueriesContext(connection) as asked:
            client.get(HELP)
        counts.append(len(asked))

    assert counts[0] == counts[1]
