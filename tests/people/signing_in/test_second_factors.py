"""Passkeys, authenticator apps and recovery codes: added, asked for, taken away; and staff who must have one."""

import re
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from foundation.models import AuditLine
from people.models import Message
from tests.factories.people import LearnerFactory, PersonFactory, RepFactory, StaffFactory, SuperuserFactory

from .browsers import PHONE, Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WAYS_IN, ADD_APP, CODES = "/accounts/ways-in/", "/accounts/authenticator-app/add/", "/accounts/recovery-codes/"
REMOVE_APP, SECOND = "/accounts/authenticator-app/remove/", "/accounts/second-factor/"


def shown_by_app(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def with_passkey(person, name="Chrome · Android"):
    return WebAuthn.add(person, name, {"id": "made-up"}).instance


@pytest.fixture
def person():
    return LearnerFactory(phone=PHONE, email="wang@example.com", language="en")


@pytest.fixture
def browser(person):
    browser = Browser()
    browser.come_in()
    return browser


# Authenticator apps and recovery codes


def test_app_is_added_and_recovery_codes_are_shown(browser, person, django_capture_on_commit_callbacks):
    page = browser.get(ADD_APP)
    secret = page.context["form"].secret
    assert "<svg" in page.content.decode()
    assert "data:image" not in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(ADD_APP, {"code": shown_by_app(secret)})

    assert response.url == CODES
    codes = re.findall(r'<li class="number">(\d{4} \d{4})</li>', browser.get(CODES).content.decode())
    assert len(set(codes)) == 10
    assert AuditLine.objects.filter(action="add_authenticator_app", actor=person.uuid).count() == 1
    assert Message.objects.get().person == person


def test_wrong_digits_add_no_app_and_keep_the_key(browser):
    secret = browser.get(ADD_APP).context["form"].secret

    response = browser.post(ADD_APP, {"code": "000000"})

    assert response.context["form"].secret == secret
    assert "did not fit" in response.context["form"].errors["code"][0]
    assert not Authenticator.objects.exists()


def test_secrets_are_sealed_in_the_database(browser, person):
    secret = browser.get(ADD_APP).context["form"].secret
    browser.post(ADD_APP, {"code": shown_by_app(secret)})

    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_app_is_asked_for_after_the_code(person):
    secret = with_app(person)
    browser = Browser()

    assert browser.come_in(next="/learn/").url == SECOND
    assert not browser.is_in
    assert "did not fit" in str(browser.post(SECOND, {"code": "000000"}).context["form"].errors)
    assert browser.post(SECOND, {"code": shown_by_app(secret)}).url == "/learn/"
    assert browser.is_in


def test_digits_that_somebody_saw_open_nothing_a_second_time(person):
    secret = with_app(person)
    digits = shown_by_app(secret)
    first, second = Browser(), Browser()
    first.come_in(person.email)
    first.post(SECOND, {"code": digits})
    second.come_in_by_password()

    second.post(SECOND, {"code": digits})

    assert (first.is_in, second.is_in) == (True, False)


def test_recovery_code_opens_once(browser, person):
    secret = browser.get(ADD_APP).context["form"].secret
    browser.post(ADD_APP, {"code": shown_by_app(secret)})
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    other, third = Browser(), Browser()

    other.come_in_by_password()
    other.post(SECOND, {"code": code})
    third.come_in_by_password()
    third.post(SECOND, {"code": code})

    assert (other.is_in, third.is_in) == (True, False)
    assert "9 are left" in browser.get(WAYS_IN).content.decode()


def test_new_recovery_codes_take_the_place_of_the_old(browser, person, django_capture_on_commit_callbacks):
    secret = browser.get(ADD_APP).context["form"].secret
    browser.post(ADD_APP, {"code": shown_by_app(secret)})
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/accounts/recovery-codes/renew/")

    after = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(before) & set(after)
    assert AuditLine.objects.filter(action="renew_recovery_codes").exists()


def test_app_is_removed_with_the_codes_that_stood_in_for_it(browser, person):
    secret = browser.get(ADD_APP).context["form"].secret
    browser.post(ADD_APP, {"code": shown_by_app(secret)})

    assert browser.get(REMOVE_APP).status_code == 200
    assert browser.post(REMOVE_APP).url == WAYS_IN

    assert not Authenticator.objects.exists()
    assert Browser().come_in(person.email).url == "/"


def test_another_secret_of_the_site_opens_nothing_to_anybody(person):
    with_app(person)
    browser = Browser()
    with override_settings(SECRET_KEY="another-secret-of-fifty-characters-or-even-a-few-more"):
        browser.come_in()
        browser.post(SECOND, {"code": format_hotp_value(hotp_value("", int(time.time()) // 30))})

        assert not browser.is_in


# Passkeys


def test_passkey_of_a_learner_stands_in_no_other_way(person):
    with_passkey(person)

    assert Browser().come_in().url == "/"


def test_passkey_of_staff_is_asked_for_where_the_site_says_so(settings):
    with_passkey(StaffFactory(phone=PHONE))

    assert Browser().come_in().url == "/"
    settings.SECOND_FACTOR_FOR_STAFF = True
    assert Browser().come_in("+86 139 0000 0001").url == SECOND


def test_made_up_passkey_opens_nothing(person):
    with_passkey(person)
    browser = Browser()
    browser.get("/accounts/passkeys/sign-in/", HTTP_ACCEPT="application/json")

    for nonsense in ["{}", "[]", '{"response": {"userHandle": "MQ"}}', "no JSON"]:
        response = browser.post("/accounts/passkeys/sign-in/", {"credential": nonsense})
        assert response.status_code == 302

    assert not browser.is_in


def test_device_is_asked_for_finger_face_or_pin(browser):
    page = browser.get("/accounts/passkeys/add/")

    chosen = page.context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
    assert (chosen["userVerification"], chosen["residentKey"]) == ("required", "required")
    assert 'value="Chrome · Android"' in page.content.decode()


def test_passkey_is_removed_by_its_owner_only(browser, person):
    own, foreign = with_passkey(person), with_passkey(PersonFactory())

    assert browser.post(f"/accounts/passkeys/{foreign.pk}/remove/").status_code == 404
    assert browser.get(f"/accounts/passkeys/{own.pk}/remove/").status_code == 200
    assert browser.post(f"/accounts/passkeys/{own.pk}/remove/").url == WAYS_IN

    assert list(Authenticator.objects.all()) == [foreign]
    assert AuditLine.objects.get(action="remove_passkey").object_uuid == person.uuid


# The page


def test_ways_in_cost_the_same_for_one_passkey_and_for_thirty(browser, person, django_assert_num_queries):
    with_passkey(person)
    with CaptureQueriesContext(connection) as for_one:
        browser.get(WAYS_IN)
    for _ in range(29):
        with_passkey(person)

    with django_assert_num_queries(len(for_one)):
        assert len(browser.get(WAYS_IN).context["ways"].passkeys) == 30


# Staff


@pytest.mark.parametrize("factory", [StaffFactory, SuperuserFactory, RepFactory])
def test_staff_set_one_up_before_anything_else(settings, factory):
    settings.SECOND_FACTOR_FOR_STAFF = True
    person = factory(phone=PHONE, language="en")
    browser = Browser()

    browser.come_in()

    assert browser.get("/").url == browser.get("/learn/").url == browser.get("/admin/").url == WAYS_IN
    assert "second proof" in browser.get(WAYS_IN).content.decode()
    assert browser.get("/accounts/passkeys/add/").status_code == 200
    with_passkey(person)
    assert browser.get("/").status_code == 200


def test_learners_are_not_asked_for_one(settings):
    settings.SECOND_FACTOR_FOR_STAFF = True
    LearnerFactory(phone=PHONE)
    browser = Browser()

    browser.come_in()

    assert browser.get("/").status_code == 200


def test_whoever_was_let_into_the_admin_since_is_asked_there(settings):
    settings.SECOND_FACTOR_FOR_STAFF = True
    browser = Browser()
    browser.force_login(StaffFactory())

    assert browser.get("/admin/").url == WAYS_IN


def test_nobody_is_asked_where_the_site_does_not_say_so():
    browser = Browser()
    browser.force_login(StaffFactory())

    assert browser.get("/admin/").status_code == 200


def test_asking_costs_learners_no_query(settings, person, django_assert_num_queries):
    browser = Browser()
    browser.force_login(person)
    with CaptureQueriesContext(connection) as without:
        browser.get("/accounts/password/change/")
    settings.SECOND_FACTOR_FOR_STAFF = True

    with django_assert_num_queries(len(without)):
        browser.get("/accounts/password/change/")


# Lost


def test_command_lets_somebody_back_in_who_lost_it_all(person, browser):
    with_app(person)
    out = StringIO()

    call_command("reset_second_factor", PHONE, reason="called back at the shop", stdout=out)

    assert "1 taken away" in out.getvalue()
    assert browser.get("/me/").status_code == 302
    assert Browser().come_in(person.email).url == "/"
    line = AuditLine.objects.get(action="reset_second_factor")
    assert (line.actor, line.facts) == (None, {"count": 1, "reason": "called back at the shop"})
    assert Message.objects.filter(person=person).exists()


def test_command_says_that_nobody_is_called_so():
    with pytest.raises(CommandError, match="Nobody signs in with"):
        call_command("reset_second_factor", "nobody@example.com", reason="x")
