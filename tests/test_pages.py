"""Pages that belong to nobody: the way in, the frame of every page, and what is shown when something is wrong."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories.people import PASSWORD, LearnerFactory, PersonFactory

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "429.html", "500.html", "507.html"]


def in_language(client, language):
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def signed_in(client):
    client.force_login(LearnerFactory())
    return client


# Error pages


@BOTH
@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_are_drawn_even_without_a_request(name, language):
    with translation.override(language):
        page = render_to_string(name)

    assert '<main class="page"' in page
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in page
    assert len(re.findall("<h1", page)) == 1


def test_missing_page_says_that_everything_is_kept(signed_in):
    response = in_language(signed_in, "zh-hans").get("/learn/no-such-thing/")

    assert response.status_code == 404
    assert "好好存着" in response.content.decode()
    assert 'class="nav"' in response.content.decode()


def test_missing_page_shows_strangers_no_tabs(client):
    response = client.get("/no-such-thing/")

    assert response.status_code == 404
    assert 'class="nav"' not in response.content.decode()


def test_stale_form_is_told_what_to_do():
    client = in_language(Client(enforce_csrf_checks=True), "zh-hans")

    response = client.post(reverse("account_login"), {"login": "a@example.com", "password": "x"})

    assert response.status_code == 403
    assert "刷新" in response.content.decode()


@BOTH
def test_more_than_the_site_takes_at_once_is_said_to_be_too_much(signed_in, settings, language):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    says = {"zh-hans": "一次提交的内容太多了", "en": "This is too much at once"}[language]

    response = in_language(signed_in, language).post(reverse("people:help_page"), {"text": "x" * 1001})

    assert response.status_code == 413
    assert says in response.content.decode()


def test_what_nobody_can_read_is_not_understood(signed_in):
    response = in_language(signed_in, "en").get(reverse("dashboards:me"), headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert "We could not read this request" in response.content.decode()


# The frame


@BOTH
def test_page_says_which_language_it_is_in_and_offers_the_other(client, language):
    page = in_language(client, language).get(reverse("account_login")).content.decode()

    other = {"zh-hans": ("en", "EN: switch to English"), "en": ("zh-hans", "换成中文")}[language]
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in page
    assert f'name="language" value="{other[0]}"' in page
    assert other[1] in page


def test_language_switch_comes_back_to_the_same_page(client):
    page = in_language(client, "zh-hans").get(reverse("account_login") + "?next=/me/").content.decode()
    action = re.search(r'<form method="post" action="([^"]+)">', page)[1]
    following = re.search(r'name="next" value="([^"]+)"', page)[1]

    response = client.post(action, {"language": "en", "next": following}, follow=True)

    assert response.request["PATH_INFO"] == reverse("account_login")
    assert '<html lang="en"' in response.content.decode()


def test_theme_of_the_cookie_is_drawn_by_the_server(client):
    client.cookies["theme"] = "dark"

    assert '<html lang="zh-Hans" data-theme="dark">' in client.get(reverse("account_login")).content.decode()


def test_tab_of_the_page_is_marked(signed_in):
    page = signed_in.get(reverse("dashboards:me")).content.decode()

    assert re.search(r'href="/me/" aria-current="page"', page)
    assert page.count("aria-current") == 1


def test_policy_lets_no_inline_style_or_script_in_and_the_page_has_none(signed_in):
    response = signed_in.get(reverse("dashboards:me"))
    page = response.content.decode()

    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\s(style|on\w+)=", page)


def test_page_needs_one_stylesheet(signed_in):
    page = signed_in.get(reverse("dashboards:me")).content.decode()

    assert page.count('rel="stylesheet"') == 1


# The way in


def test_wrong_password_keeps_the_name_and_says_what_to_do(client):
    PersonFactory(phone="+8613900000001")
    client = in_language(client, "zh-hans")

    page = client.post(reverse("account_login"), {"login": "139 0000 0001", "password": "wrong"}).content.decode()

    assert 'value="139 0000 0001"' in page
    assert 'role="alert"' in page
    assert "wrong" not in page


@pytest.mark.parametrize("name", ["zhou@example.com", " Zhou@Example.com ", "139 0000 0001", "+86 139-0000-0001"])
def test_signing_in_leads_home(client, name):
    LearnerFactory(email="zhou@example.com", phone="+8613900000001")

    response = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})

    assert response.status_code == 302
    assert response.url == reverse("dashboards:home")


def test_empty_form_says_which_field(client):
    page = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()

    assert page.count('aria-invalid="true"') == 2
    assert 'id="id_login_error"' in page


@BOTH
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key_done"],
)
def test_pages_of_the_way_in_look_ours(client, name, language):
    page = in_language(client, language).get(reverse(name)).content.decode()

    assert 'class="sign-in-box"' in page
    assert "css/site.css" in page


@BOTH
@pytest.mark.parametrize("name", ["account_logout", "account_change_password"])
def test_pages_of_the_account_look_ours(signed_in, name, language):
    page = in_language(signed_in, language).get(reverse(name)).content.decode()

    assert 'class="topbar-back"' in page
    assert "css/site.css" in page


def test_trying_too_often_is_answered_with_a_page_of_ours(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client = in_language(client, "zh-hans")

    pages = [client.post(reverse("account_reset_password"), {"email": f"{n}@example.com"}) for n in range(2)]

    assert pages[1].status_code == 429
    assert "等几分钟" in pages[1].content.decode()


def test_old_password_link_says_how_to_get_a_new_one(client):
    page = in_language(client, "zh-hans").get("/accounts/password/reset/key/1-abc/", follow=True).content.decode()

    assert "这个链接不能用了" in page
    assert reverse("account_reset_password") in page


def test_signing_out_asks_first_and_then_shows_the_front_page(signed_in):
    assert signed_in.get(reverse("account_logout")).status_code == 200

    response = signed_in.post(reverse("account_logout"))

    assert response.status_code == 302
    assert "_auth_user_id" not in signed_in.session
