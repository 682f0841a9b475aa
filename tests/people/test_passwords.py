import re
import secrets

import pytest
import time_machine
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from foundation import outbox
from foundation.models import AuditLine, OutboxMessage
from people.actions import persons
from tests.factories.people import PASSWORD, PersonFactory
from tests.people.signing_in.browsers import Browser, statements

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RESET = "/accounts/password/reset/"
NEW = "xin-mi-ma-da-ji-99"


@pytest.fixture(autouse=True)
def _own_address(client):
    """Requests are counted by address, in a cache that tests share: each test comes from its own."""
    address = f"fd00:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
    client.defaults |= {"HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": address}


def link_of(message):
    return re.search(r"http://localhost:8000(/\S+)", message.body).group(1)


def ask_for_a_link(client, person):
    client.post(RESET, {"email": person.email})
    outbox.deliver_due()
    return link_of(mail.outbox[-1])


def choose(client, link, password=NEW):
    """Allauth takes the token out of the address first."""
    form = client.get(link, follow=True)
    return client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_link_comes_by_mail_in_the_persons_language(client):
    person = PersonFactory(email="wang@example.com", full_name="王小明", language="en")

    response = client.post(RESET, {"email": "Wang@Example.com "})
    assert mail.outbox == []
    outbox.deliver_due()

    assert response.url == reverse("account_reset_password_done")
    (message,) = mail.outbox
    assert message.to == [person.email]
    assert message.subject == "A new password for Dealer University"
    assert "王小明" in message.body
    assert "one hour" in message.body


def test_link_is_in_no_row_of_the_outbox(client):
    person = PersonFactory()

    link = ask_for_a_link(client, person)

    row = OutboxMessage.objects.get()
    assert row.payload == {"person": str(person.uuid)}
    assert row.delivered_at
    assert link.split("-")[-1].strip("/") not in str(OutboxMessage.objects.values())


def test_link_opens_the_way_to_a_new_password_once(client):
    person = PersonFactory()
    link = ask_for_a_link(client, person)

    response = choose(client, link)

    assert response.url == reverse("account_reset_password_from_key_done")
    person.refresh_from_db()
    assert person.check_password(NEW)
    line = AuditLine.objects.get(action="change_person")
    assert (line.actor, line.facts["changed"]) == (person.uuid, ["password"])

    assert Client().get(link, follow=True).context["token_fail"]


def test_link_is_too_old_after_an_hour(client):
    person = PersonFactory()
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False) as clock:
        link = ask_for_a_link(client, person)
        clock.shift(60 * 60 + 1)

        assert client.get(link, follow=True).context["token_fail"]


def test_link_of_somebody_else_does_not_open_mine(client):
    other, person = PersonFactory(), PersonFactory()
    link = ask_for_a_link(client, other)
    stolen = re.sub(r"/key/[^-]+-", f"/key/{int_to_base36(person.pk)}-", link)

    assert client.get(stolen, follow=True).context["token_fail"]


def test_easy_password_is_refused(client):
    link = ask_for_a_link(client, PersonFactory())

    response = choose(client, link, password="123456")

    assert response.context["form"].errors["password1"]


def test_unknown_address_gets_the_same_answer_for_the_same_work(client, monkeypatch):
    """The link is made by the worker: in the request nothing is hashed for anybody."""
    person, shut_out = PersonFactory(email="wang@example.com"), PersonFactory(is_active=False)
    made, make = [], PasswordResetTokenGenerator.make_token
    monkeypatch.setattr(
        PasswordResetTokenGenerator, "make_token", lambda own, whom: made.append(whom) or make(own, whom)
    )

    def ask(email):
        with statements() as asked:
            answer = Browser().post(RESET, {"email": email})
        return answer.url, asked

    ask("somebody@example.com")
    answers = [ask(email) for email in (person.email, shut_out.email, "nobody@example.com")]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == reverse("account_reset_password_done")
    assert not made
    outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert made == [person]


def test_disabled_person_gets_no_link(client):
    client.post(RESET, {"email": PersonFactory(is_active=False).email})
    outbox.deliver_due()

    assert mail.outbox == []


def test_person_disabled_before_the_mail_went_out_gets_no_link(client):
    person = PersonFactory()
    client.post(RESET, {"email": person.email})
    persons.change_person(person, is_active=False)
    outbox.deliver_due()

    assert mail.outbox == []


@pytest.mark.parametrize("known", [True, False])
def test_who_types_a_phone_number_is_told_to_have_a_code_sent(client, known):
    if known:
        PersonFactory(phone="+8613900000001", email=None)

    response = client.post(RESET, {"email": "139 0000 0001"})

    assert response.status_code == 200
    assert "have a code sent to your phone" in str(response.context["form"].errors["email"])
    assert not OutboxMessage.objects.exists()


def test_fourth_request_for_an_address_is_refused(client):
    person = PersonFactory()

    answers = [client.post(RESET, {"email": person.email}).status_code for _time in range(4)]

    assert answers == [302, 302, 302, 429]


def test_mail_names_our_own_host_whatever_the_request_says(client, settings):
    settings.ALLOWED_HOSTS = ["localhost", "evil.example"]
    person = PersonFactory()

    client.post(RESET, {"email": person.email}, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    outbox.deliver_due()

    assert "evil.example" not in mail.outbox[0].body
    assert "http://localhost:8000/" in mail.outbox[0].body


def test_mail_that_is_delivered_twice_does_no_harm(client):
    person = PersonFactory()
    client.post(RESET, {"email": person.email})
    outbox.deliver_due()
    OutboxMessage.objects.update(delivered_at=None)
    outbox.deliver_due()

    choose(client, link_of(mail.outbox[0]))

    person.refresh_from_db()
    assert person.check_password(NEW)


def test_password_is_changed_by_whoever_knows_the_present_one(client):
    person = PersonFactory()
    client.force_login(person)

    wrong = client.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    right = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert wrong.context["form"].errors["oldpassword"]
    assert right.status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_new_password_ends_the_sessions_on_other_phones(client):
    person, elsewhere = PersonFactory(), Client()
    elsewhere.force_login(person)
    client.force_login(person)

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert client.get("/accounts/password/change/").status_code == 200
    assert elsewhere.get("/accounts/password/change/").status_code == 302
