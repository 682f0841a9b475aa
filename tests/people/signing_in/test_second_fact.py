"""Numbers that nobody used for 90 days may be somebody else's: a code alone does not open what was theirs."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from people.actions import persons
from people.enums import SecurityEventKind
from people.models import ProvenNumber, SecurityEvent
from people.signing_in import rules
from tests.factories.people import DealerFactory, LearnerFactory, OwnerFactory

from .browsers import PHONE, Browser, errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ASK = "/accounts/second-fact/"
LONG_AGO = timezone.now() - dt.timedelta(days=91)


def unused(factory=LearnerFactory, **fields):
    return factory(phone=PHONE, full_name="王 小明", latin_name="Wang Xiaoming", joined_at=LONG_AGO, **fields)


def test_number_in_use_is_not_asked(browser):
    LearnerFactory(phone=PHONE)

    assert browser.come_in().url == "/"


def test_number_unused_for_long_is_asked_for_the_name(browser):
    unused()

    response = browser.come_in(next="/learn/")

    assert response.url == ASK
    assert not browser.is_in
    page = browser.get(ASK).content.decode()
    assert "王" not in page
    assert 'name="dealer_code"' not in page
    assert browser.post(ASK, {"full_name": "王小明"}).url == "/learn/"
    assert browser.is_in


def test_who_gave_the_name_once_is_not_asked_again(browser):
    person = unused()
    browser.come_in()
    browser.post(ASK, {"full_name": "wang xiaoming"})

    assert Browser().come_in(person.email).url == "/"
    with time_machine.travel(timezone.now() + dt.timedelta(days=89)):
        assert Browser().come_in().url == "/"
    with time_machine.travel(timezone.now() + dt.timedelta(days=89 + 91)):
        assert Browser().come_in().url == ASK


def test_signing_in_another_way_does_not_make_the_number_theirs(browser):
    person = unused()

    assert browser.come_in_by_password().url == "/"
    assert Browser().come_in(person.email).url == "/"
    assert Browser().come_in().url == ASK


def test_owner_gives_the_code_of_the_dealer_too(browser):
    unused(OwnerFactory, at=DealerFactory(code="HN-0012"))
    browser.come_in()

    browser.post(ASK, {"full_name": "王小明", "dealer_code": "HN-0013"})
    assert not browser.is_in
    assert errors_of(browser.post(ASK, {"full_name": "王小明"}), "dealer_code")

    browser.post(ASK, {"full_name": "王小明", "dealer_code": " hn0012 "})
    assert browser.is_in


def test_third_wrong_name_shuts_the_number_for_the_day(browser):
    person = unused()
    browser.come_in()
    for _ in range(3):
        assert errors_of(browser.post(ASK, {"full_name": "李四"}), "__all__")

    assert browser.post(ASK, {"full_name": "王小明"}).url == "/accounts/login/"

    assert not browser.is_in
    other = Browser()
    other.come_in()
    assert other.post(ASK, {"full_name": "王小明"}).url == "/accounts/login/"
    assert Browser().come_in_by_password().url == "/"
    assert SecurityEvent.objects.filter(person=person, kind=SecurityEventKind.REFUSED).count() == 3


def test_whoever_wants_another_way_gets_back_to_the_beginning(browser):
    unused()
    browser.come_in()
    assert browser.get("/accounts/login/").url == ASK

    browser.post("/accounts/logout/", {"next": "/accounts/login/"})

    assert browser.get("/accounts/login/").status_code == 200


def test_nobody_comes_to_the_question_without_the_code(browser):
    unused()

    assert browser.get(ASK).url == browser.post(ASK, {"full_name": "王小明"}).url == "/accounts/login/"


def test_number_that_an_admin_has_just_entered_is_believed(browser):
    person = unused(email="wang@example.com")

    persons.change_person(person, phone="+8613900000009")

    assert browser.come_in("13900000009").url == "/"


def test_number_that_was_proven_before_says_nothing_of_the_one_now(browser):
    person = unused()
    ProvenNumber.objects.create(person=person, phone="+8613900000008", proven_at=timezone.now())

    assert browser.come_in().url == ASK


@pytest.mark.parametrize(("days", "is_stale"), [(89.9, False), (90, True)])
def test_ninety_days_is_when_carriers_may_give_it_away(days, is_stale):
    now = timezone.now()

    assert rules.is_number_stale(now - dt.timedelta(days=days), at=now) is is_stale


@pytest.mark.parametrize("typed", ["王小明", "王 小明", " 王小 明", "WANG XIAOMING", "ｗａｎｇ xiaoming"])
def test_name_fits_however_it_is_spaced(typed):
    assert rules.is_same_name(typed, ["王小明", "Wang Xiaoming"])


@pytest.mark.parametrize("typed", ["", " ", "王小", "王小明明", "·"])
def test_part_of_a_name_or_none_fits_nobody(typed):
    assert not rules.is_same_name(typed, ["王小明", ""])
