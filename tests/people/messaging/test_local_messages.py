import pytest
from django.core.mail import EmailMessage

from foundation import outbox
from people.messaging.actions.sending import send_secret

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

LOCAL = "/inbox/local/"


@pytest.fixture
def local(settings, tmp_path):
    settings.LOCAL_MESSAGES = True
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(tmp_path)}}}
    return tmp_path


def test_stranger_reads_the_code_that_they_asked_for(client, local):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    send_secret("tests.code", address="+8613900000001", language="zh-hans", variables={"code": "730412"})
    outbox.deliver_due()

    response = client.get(LOCAL)

    body = response.content.decode()
    assert "730412 is your code" in body
    assert "+8613900000001" in body
    assert "sms.invalid" not in body
    assert "no-store" in response["Cache-Control"]


def test_mails_are_shown_with_links_and_without_becoming_markup(client, local):
    EmailMessage("主题 <b>", "你好 <script>\nhttp://localhost:8000/accounts/", to=["a@example.com"]).send()
    EmailMessage("Second", "b", to=["b@example.com"]).send()

    body = client.get(LOCAL).content.decode()

    assert "主题 &lt;b&gt;" in body
    assert "<script>\n" not in body
    assert 'href="http://localhost:8000/accounts/"' in body
    assert "b@example.com" in body


def test_before_anything_was_sent_the_page_says_what_to_do(client, local):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    assert "Nothing was sent yet" in client.get(LOCAL).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"LOCAL_MESSAGES": False},
        {"IS_SECURE": True},
        {"BEHIND_PROXY": True},
        {"MAILERS": {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}},
    ],
)
def test_elsewhere_there_is_no_such_page(client, local, settings, changes):
    EmailMessage("Subject", "a secret", to=["a@example.com"]).send()
    for name, value in changes.items():
        setattr(settings, name, value)

    response = client.get(LOCAL)

    assert response.status_code == 404
    assert "a secret" not in response.content.decode()


def test_sign_in_page_leads_to_what_was_sent_where_that_is_shown(client, local, settings):
    assert 'href="/inbox/local/"' in client.get("/accounts/login/").content.decode()

    settings.LOCAL_MESSAGES = False

    assert "/inbox/local/" not in client.get("/accounts/login/").content.decode()
