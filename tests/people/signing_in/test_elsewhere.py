"""Accounts elsewhere open an account here, and never make one. Tried against stand-ins on loopback."""

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from allauth.socialaccount.providers.feishu.client import FeishuOAuth2Client
from allauth.socialaccount.providers.feishu.views import FeishuOAuth2Adapter
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter

from config.identities import origins_of, providers_from
from foundation.models import AuditLine
from people.enums import SignInMethod
from people.models import Message, Person, SecurityEvent
from tests.factories.people import LearnerFactory, PersonFactory

from .browsers import PHONE, Browser
from .standins import StandIn, come_back

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WAYS_IN = "/accounts/ways-in/"
WHO = {"sub": "u-1", "openid": "u-1", "openId": "u-1", "open_id": "u-1", "name": "somebody", "nickname": "somebody"}
OF = {"oidc": "", "weixin": "", "dingtalk": "", "feishu": "", "oidc_name": "Company", "oidc_is_trusted": False}


@pytest.fixture
def standin():
    made = StandIn(**WHO)
    yield made
    made.close()


@pytest.fixture
def set_up(settings, standin, monkeypatch):
    """All four, each asking the stand-in in place of its own addresses."""

    def make(*, is_trusted=False):
        oidc = standin.address.replace("://", "://client:secret@")
        clients = dict.fromkeys(["weixin", "dingtalk", "feishu"], "client:secret")
        settings.SOCIALACCOUNT_PROVIDERS = providers_from(
            **OF | clients | {"oidc": oidc, "oidc_is_trusted": is_trusted}
        )

    at = standin.address
    monkeypatch.setattr(WeixinOAuth2Adapter, "access_token_url", f"{at}/token")
    monkeypatch.setattr(WeixinOAuth2Adapter, "profile_url", f"{at}/me")
    monkeypatch.setattr(DingTalkOAuth2Adapter, "access_token_url", f"{at}/dingtalk/token")
    monkeypatch.setattr(DingTalkOAuth2Adapter, "profile_url", f"{at}/me")
    monkeypatch.setattr(FeishuOAuth2Client, "app_access_token_url", f"{at}/feishu/app-token")
    monkeypatch.setattr(FeishuOAuth2Adapter, "access_token_url", f"{at}/feishu/token")
    monkeypatch.setattr(FeishuOAuth2Adapter, "user_info_url", f"{at}/feishu/me")
    make()
    return make


@pytest.fixture
def person():
    return LearnerFactory(phone=PHONE, email="wang@example.com", language="en")


def signed_in():
    browser = Browser()
    browser.come_in()
    return browser


def link(browser, provider):
    return come_back(browser, browser.post(f"/accounts/with/{provider}/", {"next": WAYS_IN}).url)


@pytest.mark.parametrize("provider", ["oidc", "weixin", "dingtalk", "feishu"])
def test_linked_account_signs_in(set_up, person, provider):
    assert link(signed_in(), provider).url == WAYS_IN
    browser = Browser()

    leaving = browser.post(f"/accounts/with/{provider}/", {"next": "/learn/"}).url
    response = come_back(browser, leaving, **({"authCode": "x"} if provider == "dingtalk" else {}))

    assert response.url == "/learn/"
    assert browser.session["_auth_user_id"] == str(person.pk)
    assert SecurityEvent.objects.latest("pk").method == SignInMethod.IDENTITY
    line = AuditLine.objects.get(action="link_account")
    assert (line.actor, line.facts) == (person.uuid, {"provider": provider})
    assert Message.objects.filter(person=person, kind="people.way_in_changed").count() == 1


@pytest.mark.parametrize("provider", ["oidc", "weixin", "dingtalk", "feishu"])
def test_account_that_is_not_linked_makes_nobody_and_says_how_to_link_it(set_up, person, provider):
    browser = Browser()

    response = come_back(browser, browser.post(f"/accounts/with/{provider}/", {"next": "/learn/"}).url)

    assert response.url == "/accounts/login/?next=/learn/"
    assert "not linked with anybody" in browser.get(response.url).content.decode()
    assert not browser.is_in
    assert list(Person.objects.all()) == [person]
    assert not SocialAccount.objects.exists()


def test_linking_asks_who_is_there(set_up, person):
    browser = Browser()
    browser.force_login(person)

    assert browser.post("/accounts/with/oidc/").url.startswith("/accounts/confirm/")


def test_one_account_elsewhere_is_one_person_here(set_up, person):
    link(signed_in(), "oidc")
    other = Browser()
    other.force_login(PersonFactory(phone="+8613900000002", language="en"))
    other.logout()
    other.come_in("13900000002")

    link(other, "oidc")

    assert "linked with another person" in other.get(WAYS_IN).content.decode()
    assert SocialAccount.objects.get().user == person


def test_account_is_unlinked_by_its_owner_only(set_up, person):
    browser = signed_in()
    link(browser, "oidc")
    key = SocialAccount.objects.get().pk
    PersonFactory(phone="+8613900000002", language="en")
    stranger = Browser()
    stranger.come_in("13900000002")

    assert stranger.post(f"/accounts/linked/{key}/unlink/").status_code == 404
    assert "Unlink" in browser.get(WAYS_IN).content.decode()
    browser.post(f"/accounts/linked/{key}/unlink/")

    assert not SocialAccount.objects.exists()
    assert AuditLine.objects.filter(action="unlink_account").exists()


def test_closed_account_stays_closed(set_up, person):
    link(signed_in(), "oidc")
    Person.objects.update(is_active=False)
    browser = Browser()

    assert come_back(browser, browser.post("/accounts/with/oidc/").url).url == "/accounts/login/"

    assert "closed" in browser.get("/accounts/login/").content.decode()
    assert not browser.is_in


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "Wang@Example.com", "email_verified": True},
        {"phone_number": "139 0000 0001", "phone_number_verified": True},
    ],
)
def test_verified_address_links_by_itself_where_the_site_trusts_the_provider(set_up, standin, person, claims):
    set_up(is_trusted=True)
    standin.claims |= claims
    browser = Browser()

    come_back(browser, browser.post("/accounts/with/oidc/").url)

    assert browser.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().user == person
    person.refresh_from_db()
    assert person.has_usable_password()
    assert (person.email, person.full_name) == ("wang@example.com", person.full_name)


@pytest.mark.parametrize(
    ("is_trusted", "claims"),
    [
        (False, {"email": "wang@example.com", "email_verified": True}),
        (True, {"email": "wang@example.com"}),
        (True, {"email": "wang@example.com", "email_verified": "true"}),
        (True, {"email": "nobody@example.com", "email_verified": True}),
        (True, {"phone_number": PHONE}),
        (True, {"phone_number": "no number", "phone_number_verified": True}),
    ],
)
def test_any_other_address_links_nothing(set_up, standin, person, is_trusted, claims):
    set_up(is_trusted=is_trusted)
    standin.claims |= claims
    browser = Browser()

    come_back(browser, browser.post("/accounts/with/oidc/").url)

    assert not browser.is_in
    assert not SocialAccount.objects.exists()


def test_no_over_there_leads_back_to_the_way_in(set_up):
    browser = Browser()

    response = come_back(browser, browser.post("/accounts/with/oidc/", {"next": "/learn/"}).url, error="access_denied")

    assert response.url == "/accounts/login/?next=/learn/"
    assert "did not say who you are" in browser.get(response.url).content.decode()


def test_answer_to_nothing_that_was_asked_leads_back_to_the_way_in(set_up):
    assert Browser().get("/accounts/oidc/oidc/login/callback/?state=none&code=x").url == "/accounts/login/"


def test_provider_that_breaks_down_leads_back_to_the_way_in(set_up, standin):
    browser = Browser()
    leaving = browser.post("/accounts/with/weixin/").url
    standin.is_broken = True

    assert come_back(browser, leaving).url == "/accounts/login/"
    assert not browser.is_in


def test_answer_that_this_browser_did_not_ask_for_opens_nothing(set_up, person):
    link(signed_in(), "oidc")
    leaving = Browser().post("/accounts/with/oidc/").url
    victim = Browser()

    come_back(victim, leaving)

    assert not victim.is_in


def test_secret_goes_to_the_provider_and_never_to_the_browser(set_up, standin, person):
    leaving = Browser().post("/accounts/with/oidc/").url

    assert "secret" not in leaving
    link(signed_in(), "oidc")
    assert {fields["client_secret"] for _, path, fields in standin.asked if path == "/token"} == {"secret"}


@pytest.mark.parametrize(
    "path", ["weixin/login", "dingtalk/login", "feishu/login", "oidc/oidc/login", "oidc/other/login"]
)
def test_providers_that_are_not_set_up_are_not_there(path, django_assert_num_queries):
    browser = Browser()

    assert browser.get(f"/accounts/{path}/callback/?code=x&state=y").status_code == 404
    assert browser.post(f"/accounts/with/{path.split('/')[0]}/").status_code == 404
    assert "/accounts/with/" not in browser.get("/accounts/login/").content.decode()


def test_ways_elsewhere_are_offered_by_their_names(set_up):
    page = Browser().get("/accounts/login/").content.decode()

    assert [name in page for name in ("With Company", "With WeChat", "With DingTalk", "With Feishu")] == [True] * 4


def test_settings_become_what_allauth_reads():
    providers = providers_from(
        **OF
        | {"oidc": "https://my%3Aid:p%40ss@login.example.com/realms/x/", "weixin": "wx1:s:1", "oidc_is_trusted": True}
    )

    (app,) = providers["openid_connect"]["APPS"]
    assert (app["client_id"], app["secret"]) == ("my:id", "p@ss")
    assert app["settings"]["server_url"] == "https://login.example.com/realms/x"
    assert providers["weixin"]["APPS"][0] == {"client_id": "wx1", "secret": "s:1", "name": ""}
    assert origins_of(providers) == ["https://open.weixin.qq.com", "https://login.example.com"]


@pytest.mark.parametrize(
    "given", [{"oidc": "login.example.com"}, {"oidc": "https://login.example.com"}, {"feishu": "id"}]
)
def test_setting_of_another_form_is_refused(given):
    with pytest.raises(ValueError, match="is not of the form"):
        providers_from(**OF | given)
