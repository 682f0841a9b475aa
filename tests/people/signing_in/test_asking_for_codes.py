"""Who asks for codes again and again, or for numbers that nobody has, learns nothing and comes to an end."""

import re

import pytest
import time_machine
from django.core import mail

from foundation import outbox
from foundation.models import OutboxMessage
from people.models import SignInCode
from people.signing_in import codes
from tests.factories.people import PersonFactory

from .browsers import (
    AGAIN,
    ENTER,
    Browser,
    body_of,
    errors_of,
    newest_code,
    statements,
    wrong_digits,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

UNKNOWN = "+8613900000002"


# Another one


def test_another_one_is_sent_after_a_minute_and_the_first_no_longer_works(browser, person):
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False) as clock:
        browser.ask_for_code(next="/learn/")
        first = newest_code()
        browser.post(AGAIN)
        assert newest_code() == first
        clock.shift(61)

        browser.post(AGAIN)

        assert newest_code() != first
        browser.enter(codes.digits_of(first.uuid))
        assert not browser.is_in
        assert browser.enter().url == "/learn/"


def test_page_says_how_long_to_wait(browser, person):
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False) as clock:
        browser.ask_for_code()
        clock.shift(18)

        page = browser.get(ENTER).content.decode()

    assert 'data-seconds="42"' in page


# Nobody learns who is here


def test_unknown_number_gets_the_same_answers_for_the_same_work():
    PersonFactory(phone="+8613900000117")

    def knock(name):
        browser = Browser()
        browser.get("/accounts/login/")
        answers, asked = [], []
        for step in (
            lambda: browser.ask_for_code(name),
            lambda: browser.get(ENTER),
            *[lambda: browser.enter(wrong_digits())] * 5,
            browser.enter,
            lambda: browser.post(AGAIN),
            lambda: browser.get(ENTER),
        ):
            with statements() as queries:
                response = step()
            page = re.sub(r'value="\d{6}"', "", body_of(response))
            answers.append((response.status_code, response.headers.get("Location"), page))
            asked.append(queries)
        return answers, asked

    with time_machine.travel("2026-03-01T00:00:00Z", tick=False):
        knock("13900000317")
        known, asked_for_known = knock("13900000117")
        unknown, asked_for_unknown = knock("13900000217")

    assert known == unknown
    assert asked_for_known == asked_for_unknown


def test_code_for_an_unknown_number_is_asked_for_and_never_sent(browser):
    browser.ask_for_code("nobody@example.com")

    outbox.deliver_due()

    assert newest_code().person is None
    assert OutboxMessage.objects.get().delivered_at
    assert mail.outbox == []
    browser.enter()
    assert not browser.is_in


# How often


def test_address_gets_one_code_a_minute_and_six_an_hour(browser, person):
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False) as clock:
        for _ in range(6):
            assert browser.ask_for_code().status_code == 302
            assert "Too many codes" in str(browser.ask_for_code().context["code_form"].non_field_errors())
            clock.shift(61)

        assert browser.ask_for_code().status_code == 200

    assert SignInCode.objects.count() == 6


def test_nobody_uses_up_the_codes_of_another_from_elsewhere(person):
    elsewhere = Browser()
    elsewhere.ask_for_code()
    elsewhere.ask_for_code()

    assert Browser().ask_for_code().status_code == 302


def test_address_gets_thirty_codes_a_day_wherever_they_are_asked_for(person):
    for _ in range(30):
        assert Browser().ask_for_code().status_code == 302

    assert Browser().ask_for_code().status_code == 200


def test_network_that_types_wrong_codes_for_many_is_stopped(person):
    browser = Browser()
    for number in range(4):
        browser.ask_for_code(f"1390000010{number}")
        for _ in range(5):
            browser.enter(wrong_digits())

    browser.ask_for_code()
    response = browser.enter()

    assert "from this network" in errors_of(response)[0]
    assert newest_code().tries == 0
