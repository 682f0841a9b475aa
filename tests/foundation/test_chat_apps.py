"""What chat apps' own browsers are told, and that caches never give their answer to a browser."""

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import translation

from courses.actions import store_lesson_file
from foundation.chat_apps import CHAT_APPS, chat_app_of
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import released
from tests.factories.people import LearnerFactory, PersonFactory

ANDROID = "Mozilla/5.0 (Linux; Android 12; V2055A) AppleWebKit/537.36 Version/4.0 Chrome/111.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
WECHAT = f"{ANDROID} XWEB/5023 MMWEBSDK/20230303 MicroMessenger/8.0.34.2340 WeChat/arm64"
BROWSER = f"{ANDROID} Chrome/120.0"
WAY_OUT = "/open-in-browser/"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WECHAT, "WeChat"),
        (f"{IPHONE} MicroMessenger/8.0.42(0x18002a2a) NetType/WIFI", "WeChat"),
        (f"{ANDROID} MicroMessenger/7.0.1 wxwork/4.1.10 Language/zh", "WeCom"),
        (f"{ANDROID} AliApp(DingTalk/7.0.40) com.alibaba.android.rimet", "DingTalk"),
        (f"{IPHONE} Lark/7.9.5 LarkLocale/zh_CN ChannelName/Feishu", "Feishu"),
        (f"{ANDROID} V1_AND_SQ_8.9.50 QQ/8.9.50.10650 NetType/WIFI", "QQ"),
        (f"{IPHONE} Weibo (iPhone14,5__weibo__13.4.3)", "Weibo"),
    ],
)
def test_chat_app_is_known_by_what_its_browser_calls_itself(agent, name):
    with translation.override("en"):
        assert str(chat_app_of(agent).name) == name


@pytest.mark.parametrize("agent", ["", BROWSER, f"{ANDROID} MQQBrowser/13.0", f"{IPHONE} Version/17.0 Safari/604.1"])
def test_browsers_are_no_chat_apps(agent):
    assert chat_app_of(agent) is None


@pytest.mark.parametrize("mark", sorted(CHAT_APPS))
def test_page_says_how_with_the_words_of_the_app(client, mark):
    page = client.get(WAY_OUT, {"next": "/me/?a=1"}, headers={"user-agent": f"{ANDROID} {mark}1"})

    with translation.override("zh-hans"):
        words = f"选“{CHAT_APPS[mark].choose}”"
    assert words in page.content.decode()
    assert 'value="http://localhost:8000/me/?a=1"' in page.content.decode()
    assert "User-Agent" in page["Vary"]


def test_who_has_opened_the_browser_goes_on(client):
    assert client.get(WAY_OUT, {"next": "/me/?a=1"}, headers={"user-agent": BROWSER}).url == "/me/?a=1"


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "me"]
)
def test_it_leads_to_no_other_site(client, foreign):
    assert client.get(WAY_OUT, {"next": foreign}, headers={"user-agent": BROWSER}).url == "/"
    page = client.get(WAY_OUT, {"next": foreign}, headers={"user-agent": WECHAT})
    assert page.context["address"] == "http://localhost:8000/"


@pytest.mark.django_db
class TestWhatDoesNotWorkThere:
    @pytest.fixture
    def learner(self, client):
        person = LearnerFactory()
        client.force_login(person)
        return person

    def ask(self, client, path, agent, **headers):
        return client.get(path, headers={"user-agent": agent, **headers})

    def assert_leads_out(self, answer, path):
        to = urlsplit(answer.url)
        assert (to.path, parse_qs(to.query)["next"]) == (WAY_OUT, [path])
        assert "User-Agent" in answer["Vary"]
        assert "no-store" in answer["Cache-Control"]

    def test_certificate_as_a_file(self, client, learner):
        path = reverse("certificates:certificate_pdf", args=[CertificateFactory(holder=learner, is_printed=True).uuid])

        file = self.ask(client, path, BROWSER)
        assert b"".join(file.streaming_content).startswith(b"%PDF")

        assert file["Content-Type"] == "application/pdf"
        assert "User-Agent" in file["Vary"]
        self.assert_leads_out(self.ask(client, path, WECHAT), path)
        self.assert_leads_out(self.ask(client, path, WECHAT, **{"if-none-match": file["ETag"]}), path)
        again = self.ask(client, path, BROWSER, **{"if-none-match": file["ETag"]})
        assert (again.status_code, "User-Agent" in again["Vary"]) == (304, True)

    def test_downloads_of_lessons_but_not_their_pictures(self, client, learner):
        course = released()
        paths = {}
        for name, kind in (("table.xlsx", "application/vnd.ms-excel"), ("shelf.png", "image/png")):
            stored = store_lesson_file(BytesIO(name.encode()), name=name, content_type=kind)
            stored.courses.add(course)
            paths[name] = stored.get_absolute_url()

        self.assert_leads_out(self.ask(client, paths["table.xlsx"], WECHAT), paths["table.xlsx"])
        assert b"".join(self.ask(client, paths["shelf.png"], WECHAT).streaming_content) == b"shelf.png"

    def test_what_is_not_yours_is_not_there_in_either(self, client, learner):
        path = reverse("certificates:certificate_pdf", args=[CertificateFactory(holder=PersonFactory()).uuid])

        assert self.ask(client, path, WECHAT).status_code == self.ask(client, path, BROWSER).status_code == 404

    def test_adding_a_passkey(self, client, learner):
        path = reverse("mfa_add_webauthn")

        self.assert_leads_out(self.ask(client, path, WECHAT), path)
        assert self.ask(client, path, BROWSER).url.startswith("/accounts/confirm/")

    def test_signing_in_with_one(self, client):
        path = f"{reverse('account_login')}?next=/s/7KQ2M9XDAB"

        inside, outside = (self.ask(client, path, agent).content.decode() for agent in (WECHAT, BROWSER))

        assert "passkey-form" not in inside
        assert f"{WAY_OUT}?next=/accounts/login/%3Fnext%3D%252Fs%252F7KQ2M9XDAB" in inside
        assert "passkey-form" in outside
        assert WAY_OUT not in outside
