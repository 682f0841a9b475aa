"""Signing in with six digits: who gets them, how long they work, and that nobody learns from them who is here."""

import re
from uuid import UUID

import pytest
import time_machine
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from foundation import outbox
from foundation.models import OutboxMessage
from people.actions import persons
from people.enums import SecurityEventKind, SignInMethod
from people.models import SecurityEvent, SignInCode
from people.signing_in import codes

from .browsers import (
    AGAIN,
    ENTER,
    PHONE,
    SEND,
    Browser,
    errors_of,
    newest_code,
    newest_digits,
    wrong_digits,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

UNKNOWN = "+8613900000002"


# The digits


@given(st.uuids())
def test_code_has_six_digits_and_is_always_the_same(uuid):
    digits = codes.digits_of(uuid)

    assert re.fullmatch(r"\d{6}", digits)
    assert codes.digits_of(UUID(str(uuid))) == digits


def test_digits_hang_on_the_secret_of_the_site(settings):
    uuid = UUID(int=1)
    before = codes.digits_of(uuid)

    settings.SECRET_KEY = "another-secret-of-fifty-characters-or-even-a-few-more"

    assert codes.digits_of(uuid) != before


@pytest.mark.parametrize(("address", "shown"), [("+8613900000017", "17"), ("wang@example.com", "w…@example.com")])
def test_address_is_shown_as_far_as_its_owner_knows_it(address, shown):
    assert codes.masked(address) == shown


# Coming in


@pytest.mark.parametrize(
    "typed", ["13900000001", "+86 139 0000 0001", "１３９００００００01", "wang@example.com", " Wang@Example.COM "]
)
def test_comes_in_however_the_name_is_typed(browser, person, typed):
    assert browser.ask_for_code(typed).url == ENTER
    response = browser.enter()

    assert (response.status_code, response.url) == (302, "/")
    assert browser.is_in
    assert browser.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("spell", ["{0}", " {0} ", "{1} {2}", "{1}-{2}"])
def test_code_is_taken_however_it_is_spaced(browser, person, spell):
    browser.ask_for_code()
    digits = newest_digits()

    browser.enter(spell.format(digits, digits[:3], digits[3:]))

    assert browser.is_in


def test_code_in_full_width_digits_is_taken(browser, person):
    browser.ask_for_code()

    browser.enter(newest_digits().translate({ord("0") + n: 0xFF10 + n for n in range(10)}))

    assert browser.is_in


def test_goes_where_one_was_going_and_never_to_another_site(browser, person):
    assert browser.come_in(next="/learn/").url == "/learn/"

    assert Browser().come_in("wang@example.com", next="https://evil.example/").url == "/"


def test_page_asks_for_the_code_as_phones_fill_it_in(browser, person):
    page = browser.get(browser.ask_for_code().url).content.decode()

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert PHONE not in page


def test_code_comes_by_mail_in_the_persons_language(browser, person):
    browser.ask_for_code("wang@example.com")

    outbox.deliver_due()

    (message,) = mail.outbox
    assert message.to == ["wang@example.com"]
    assert newest_digits() in message.subject
    assert "for 5 minutes" in message.body


def test_digits_stand_in_no_row_and_not_in_the_session(browser, person):
    browser.ask_for_code()

    kept = [*SignInCode.objects.values(), *OutboxMessage.objects.values(), dict(browser.session.items())]
    assert newest_digits() not in str(kept)


def test_works_once(browser, person):
    browser.come_in()
    code = newest_code()
    other = Browser()
    other.ask_for_code("wang@example.com")
    session = other.session
    session["people.pending_code"] = session["people.pending_code"] | {"code": str(code.uuid)}
    session.save()

    response = other.enter(codes.digits_of(code.uuid))

    assert not other.is_in
    assert "no longer works" in errors_of(response)[0]


def test_works_in_the_browser_that_asked_only(browser, person):
    browser.ask_for_code()
    digits = newest_digits()
    stranger = Browser()

    assert stranger.post(ENTER, {"code": digits}).url == "/accounts/login/"
    stranger.ask_for_code("wang@example.com")
    stranger.enter(digits)

    assert not stranger.is_in


def test_fifth_wrong_try_ends_it(browser, person):
    browser.ask_for_code()
    said = [errors_of(browser.enter(wrong_digits()))[0] for _ in range(5)]

    response = browser.enter()

    assert "4 more tries" in said[0]
    assert "1 more try." in said[3]
    assert "five times" in said[4]
    assert "no longer works" in errors_of(response)[0]
    assert not browser.is_in


@pytest.mark.parametrize(
    ("typed", "said"), [("12", "4 digits are missing"), ("12345", "1 digit is missing"), ("1234567", "more than six")]
)
def test_slip_of_the_finger_costs_no_try(browser, person, typed, said):
    browser.ask_for_code()

    response = browser.enter(typed)

    assert said in errors_of(response)[0]
    assert newest_code().tries == 0
    assert f'value="{typed}"' in response.content.decode()


@pytest.mark.parametrize(("seconds", "is_in"), [(299, True), (301, False)])
def test_works_for_five_minutes(browser, person, seconds, is_in):
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False) as clock:
        browser.ask_for_code()
        clock.shift(seconds)
        browser.enter()

        assert browser.is_in is is_in


def test_address_that_was_taken_away_meanwhile_opens_nothing(browser, person):
    browser.ask_for_code()
    persons.change_person(person, phone="+8613900000003")

    browser.enter()

    assert not browser.is_in


def test_closed_account_gets_no_code_and_opens_for_none(browser, person):
    browser.ask_for_code()
    persons.change_person(person, is_active=False)

    assert errors_of(browser.enter())
    assert not browser.is_in
    Browser().ask_for_code("wang@example.com")
    assert newest_code().person is None


def test_what_is_neither_phone_nor_mail_is_said_and_kept(browser):
    response = browser.ask_for_code("王小明")

    assert response.status_code == 200
    assert "neither" in response.context["code_form"].errors["login"][0]
    assert "王小明" in response.content.decode()
    assert not SignInCode.objects.exists()


def test_page_of_the_code_leads_back_where_none_was_asked_for(browser):
    assert browser.get(ENTER).url == browser.post(AGAIN).url == "/accounts/login/"


def test_whoever_is_in_is_led_on(browser, person):
    browser.come_in()

    assert browser.get(SEND).url == "/"
    assert browser.get(ENTER).url == "/accounts/login/"


# What is kept


def test_security_log_tells_who_came_in_and_who_was_refused(browser, person):
    browser.ask_for_code()
    browser.enter(wrong_digits())
    browser.enter()
    Browser().come_in_by_password(password="wrong")
    Browser().come_in_by_password(name=UNKNOWN, password="wrong")

    told = list(SecurityEvent.objects.order_by("pk").values_list("kind", "person", "method", "device"))

    device = "Chrome · Android"
    assert told == [
        (SecurityEventKind.REFUSED, person.pk, SignInMethod.CODE_BY_PHONE, device),
        (SecurityEventKind.SIGNED_IN, person.pk, SignInMethod.CODE_BY_PHONE, device),
        (SecurityEventKind.REFUSED, person.pk, SignInMethod.PASSWORD, device),
        (SecurityEventKind.REFUSED, None, SignInMethod.PASSWORD, device),
    ]
    assert set(SecurityEvent.objects.values_list("ip", flat=True)) > {browser.defaults["REMOTE_ADDR"]}
