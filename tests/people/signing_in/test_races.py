"""Codes and limits when many try in the same moment, each with a connection and a cache of its own."""

from contextlib import contextmanager
from threading import Barrier

import pytest
from allauth.core.internal import ratelimit
from django.utils import translation

from people.models import SignInCode
from people.signing_in import actions, codes
from people.signing_in.devices import Origin
from tests.databases import on_postgresql
from tests.factories.people import PersonFactory
from tests.races import run_at_once

from .browsers import PHONE, Browser, new_address, wrong_digits

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db")]


def sent_code():
    return SignInCode.objects.create(address=PHONE, person=PersonFactory(phone=PHONE))


def guess(code):
    wrong = wrong_digits()

    def try_it(_number):
        with translation.override("en"):
            return actions.use_code(str(code.uuid), typed=wrong, origin=Origin())

    return run_at_once(8, try_it)


def ask_from_one_network():
    """Eight browsers behind one address, as eight processes of the site would see them."""
    address = new_address()

    def ask(_number):
        browser = Browser()
        browser.defaults["REMOTE_ADDR"] = address
        return browser.ask_for_code().status_code

    return run_at_once(8, ask)


def test_many_guesses_at_once_are_five():
    code = sent_code()

    found = guess(code)

    assert {type(answer) for answer in found} <= {actions.CodeNotAccepted, actions.CodeNoLongerWorks}
    code.refresh_from_db()
    assert code.tries == 5
    assert sum("digits that we sent" in str(answer) or "five times" in str(answer) for answer in found) == 5


@on_postgresql
def test_guesses_that_are_counted_by_reading_first_are_more(monkeypatch):
    all_have_looked = Barrier(8, timeout=10)

    def count_try(uuid):
        code = SignInCode.objects.select_related("person").get(uuid=uuid)
        all_have_looked.wait()
        code.tries += 1
        code.save(update_fields=["tries"])
        return code

    monkeypatch.setattr(actions, "count_try", count_try)

    found = guess(sent_code())

    assert sum("digits that we sent" in str(answer) for answer in found) == 8


def test_one_code_used_by_many_at_once_lets_one_in():
    code = sent_code()
    digits = codes.digits_of(code.uuid)

    found = run_at_once(5, lambda number: actions.use_code(str(code.uuid), typed=digits, origin=Origin()))

    assert [isinstance(answer, SignInCode) for answer in found].count(True) == 1


def test_many_who_ask_at_once_through_a_shared_cache_get_one_code():
    PersonFactory(phone=PHONE)

    found = ask_from_one_network()

    assert sorted(found) == [200] * 7 + [302]
    assert SignInCode.objects.count() == 1


@on_postgresql
def test_without_the_lock_in_the_cache_many_get_a_code(monkeypatch):
    PersonFactory(phone=PHONE)
    all_have_looked = Barrier(8, timeout=10)
    apply_rate = ratelimit.apply_rate

    @contextmanager
    def no_lock(_key):
        yield True

    def look_first(history, now, rate, **options):
        if rate.amount == 120:  # the first one looked at
            all_have_looked.wait()
        if (rate.amount, rate.duration) == (1, 60):
            all_have_looked.wait()
        return apply_rate(history, now, rate, **options)

    monkeypatch.setattr(ratelimit, "cache_lock", no_lock)
    monkeypatch.setattr(ratelimit, "apply_rate", look_first)

    assert ask_from_one_network().count(302) > 1
