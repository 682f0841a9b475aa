"""The way in on a phone: six digits, and a passkey that Chromium's own virtual authenticator keeps."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from foundation import outbox
from people.models import SignInCode
from people.signing_in.codes import digits_of
from tests import scenes
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSKEY_BUTTON = "passkey-form button"


@pytest.fixture
def person(site):
    return LearnerFactory(phone="+8613900000017", email="wang@example.com")


def virtual_authenticator(one):
    """A device that has a finger on it whenever it is asked for one."""
    session = one.context.new_cdp_session(one.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def come_in(page, name):
    page.fill("input[name=login]", name)
    page.click("text=获取验证码")
    page.wait_for_url("**/accounts/code/enter/")
    page.fill("input[name=code]", digits_of(SignInCode.objects.latest("pk").uuid))
    page.click("main form button.button-wide")


def test_six_digits_are_the_way_in(phone, site, person):
    one = phone(site)
    page = one.page
    one.open("/learn/")
    one.look()

    page.fill("input[name=login]", "wang@example.com")
    page.click("text=获取验证码")
    page.wait_for_url("**/accounts/code/enter/")
    outbox.deliver_due()
    one.look()
    assert page.locator("code-wait button").is_disabled()
    page.fill("input[name=code]", "12")
    page.click("main form button.button-wide")
    assert "还差 4 位" in page.inner_text(".field-error")
    one.look()
    page.fill("input[name=code]", mail.outbox[0].subject[:6])
    page.click("main form button.button-wide")

    page.wait_for_url("**/learn/")


def test_six_digits_are_the_way_in_without_scripts(phone, site, person):
    one = phone(site, has_scripts=False)
    one.open("/accounts/login/")

    assert not one.page.locator(PASSKEY_BUTTON).is_visible()
    come_in(one.page, "139 0000 0017")

    one.page.wait_for_url(f"{site}/")


def test_passkey_is_made_and_used(phone, site, person):
    address = site.replace("127.0.0.1", "localhost")  # passkeys know names, not numbers
    one = phone(address)
    page = one.page
    virtual_authenticator(one)
    one.open("/accounts/login/")
    come_in(page, "wang@example.com")
    page.wait_for_url(f"{address}/")

    one.open("/accounts/passkeys/add/")
    one.look()
    page.click(PASSKEY_BUTTON)
    page.wait_for_url("**/accounts/recovery-codes/")
    one.look()
    one.open("/accounts/ways-in/")
    one.look()
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 1

    one.context.clear_cookies()
    one.open("/accounts/login/?next=/learn/")
    page.click(PASSKEY_BUTTON)
    page.wait_for_url("**/learn/")


def test_passkeys_are_not_offered_where_they_do_not_work(browser, site):
    context = browser.new_context(user_agent=scenes.WECHAT, viewport={"width": 390, "height": 844})
    page = context.new_page()

    page.goto(f"{site}/accounts/login/")

    assert page.locator("a", has_text="password").or_(page.locator("a", has_text="密码")).first.is_visible()
    assert not page.locator(PASSKEY_BUTTON).is_visible()
    context.close()
