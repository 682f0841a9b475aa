"""Whoever finds an unlocked phone may learn on it, and not take the account over."""

import pytest
import time_machine
from django.utils import timezone

from tests.factories.people import PASSWORD, PersonFactory

from .browsers import PHONE, Browser, errors_of, newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CONFIRM = "/accounts/confirm/"
GUARDED = [
    "/accounts/passkeys/add/",
    "/accounts/authenticator-app/add/",
    "/accounts/recovery-codes/",
    "/accounts/password/set/",
]


@pytest.fixture
def browser():
    """Signed in a year ago, as far as its session knows."""
    browser = Browser()
    browser.force_login(PersonFactory(phone=PHONE, email="wang@example.com"))
    return browser


@pytest.mark.parametrize("path", GUARDED)
def test_what_changes_the_ways_in_asks_who_is_there(browser, path):
    assert browser.get(path).url == f"{CONFIRM}?next={path.replace('/', '%2F')}"
    assert browser.post(path).url == f"{CONFIRM}?next="


def test_code_shows_who_is_there_and_leads_on(browser):
    browser.post(CONFIRM, {"by": "phone", "next": "/accounts/authenticator-app/add/"})
    assert newest_code().address == PHONE

    response = browser.enter()

    assert response.url == "/accounts/authenticator-app/add/"
    assert browser.get(response.url).status_code == 200


def test_password_shows_who_is_there(browser):
    assert errors_of(browser.post(CONFIRM, {"by": "password", "password": "wrong"}), "password")

    response = browser.post(CONFIRM, {"by": "password", "password": PASSWORD, "next": GUARDED[0]})

    assert response.url == GUARDED[0]


def test_passwords_are_not_guessed_here_either(browser):
    for _ in range(5):
        browser.post(CONFIRM, {"by": "password", "password": "wrong"})

    response = browser.post(CONFIRM, {"by": "password", "password": PASSWORD})

    assert "five minutes" in errors_of(response, "password")[0]


def test_it_holds_for_a_quarter_of_an_hour():
    PersonFactory(phone=PHONE)
    browser = Browser()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.come_in()
        clock.shift(14 * 60)
        assert browser.get(GUARDED[0]).status_code == 200
        clock.shift(2 * 60)
        assert browser.get(GUARDED[0]).status_code == 302


def test_code_for_confirming_signs_nobody_else_in(browser):
    browser.post(CONFIRM, {"by": "email"})
    browser.logout()

    assert browser.enter().url == "/accounts/login/"
    assert not browser.is_in


def test_never_leads_to_another_site(browser):
    browser.post(CONFIRM, {"by": "phone", "next": "https://evil.example/"})

    assert browser.enter().url == "/accounts/ways-in/"


def test_there_is_no_button_for_what_one_has_not():
    browser = Browser()
    browser.force_login(PersonFactory(phone=PHONE, email=None))

    page = browser.get(CONFIRM).content.decode()

    assert 'value="phone"' in page
    assert 'value="email"' not in page
    browser.post(CONFIRM, {"by": "email"})
    assert browser.get("/accounts/code/enter/").status_code == 302
