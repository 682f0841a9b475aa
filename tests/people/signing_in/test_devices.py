"""Where one is signed in: listed, told of, and signed out from here."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from foundation.models import AuditLine
from people.actions import persons
from people.models import Message
from people.signing_in.devices import device_of
from tests.factories.people import PersonFactory

from .browsers import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST, END = "/accounts/devices/", "/accounts/devices/sign-out/"
WECHAT = (
    "Mozilla/5.0 (Linux; Android 12; V2055A) AppleWebKit/537.36 Chrome/111.0 Mobile Safari/537.36 MicroMessenger/8.0"
)
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"


@pytest.fixture
def phone(person):
    browser = Browser(agent=WECHAT)
    browser.come_in()
    return browser


@pytest.fixture
def desk(phone):
    browser = Browser(agent=DESK)
    browser.come_in_by_password()
    return browser


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (WECHAT, "WeChat · Android"),
        (DESK, "Edge · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Version/16.0 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/114 HuaweiBrowser/5.0", "Huawei Browser · HarmonyOS"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/112 DingTalk/7.0", "DingTalk · Android"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_device_is_called_as_its_owner_calls_it(agent, device):
    assert device_of(agent) == device


@given(st.text(max_size=300))
def test_any_name_that_a_browser_gives_itself_fits_into_the_log(agent):
    assert len(device_of(agent)) <= 60


def test_devices_are_listed_this_one_first(phone, desk):
    page = desk.get(LIST)

    assert [(device.name, device.is_this) for device in page.context["devices"]] == [
        ("Edge · Windows", True),
        ("WeChat · Android", False),
    ]
    assert desk.defaults["REMOTE_ADDR"] in page.content.decode()


def test_one_device_is_signed_out_at_once(phone, desk):
    (other,) = [device for device in desk.get(LIST).context["devices"] if not device.is_this]

    desk.post(END, {"device": other.key})

    assert phone.get("/me/").status_code == 302
    assert desk.get("/me/").status_code == 200
    assert len(desk.get(LIST).context["devices"]) == 1
    assert AuditLine.objects.get(action="sign_out_devices").facts == {"count": 1}


def test_all_others_are_signed_out(phone, desk):
    third = Browser()
    third.come_in_by_password()

    third.post(END)

    assert [browser.get("/me/").status_code for browser in (phone, desk, third)] == [302, 302, 200]


def test_this_device_is_not_signed_out_here(desk):
    (this,) = [device for device in desk.get(LIST).context["devices"] if device.is_this]

    desk.post(END, {"device": this.key})

    assert desk.get("/me/").status_code == 200


def test_nobody_signs_out_the_device_of_another(phone):
    PersonFactory(phone="+8613900000002")
    stranger = Browser()
    stranger.come_in("13900000002")

    stranger.post(END, {"device": UserSession.objects.earliest("pk").pk})

    assert phone.get("/me/").status_code == 200
    assert phone.get(LIST).context["devices"][0].name == "WeChat · Android"
    assert len(stranger.get(LIST).context["devices"]) == 1


def test_nonsense_for_a_device_signs_out_nothing(phone, desk):
    desk.post(END, {"device": "-1 or all"})

    assert phone.get("/me/").status_code == 200


def test_sessions_that_a_new_password_ended_are_not_listed(person, phone, desk):
    persons.change_person(person, password="xin-mi-ma-da-ji-99")
    fresh = Browser()
    fresh.come_in()

    assert len(fresh.get(LIST).context["devices"]) == 1


def test_list_costs_the_same_for_one_device_and_for_thirty(person, phone):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            response = phone.get(LIST)
        return len(response.context["devices"]), len(captured)

    one, for_one = queries()
    session = Session.objects.get()
    for number in range(29):
        copy = Session.objects.create(
            session_key=f"{number:032}", session_data=session.session_data, expire_date=session.expire_date
        )
        UserSession.objects.create(user=person, session_key=copy.session_key, ip="10.0.0.1", user_agent=DESK)

    assert (one, *queries()) == (1, 30, for_one)


def test_new_device_is_told_of_and_known_ones_are_not(person, phone):
    assert not Message.objects.exists()
    Browser(agent=WECHAT).come_in_by_password()
    assert not Message.objects.exists()

    Browser(agent=DESK).come_in_by_password()
    Browser(agent=DESK).come_in_by_password()

    (message,) = Message.objects.all()
    assert (message.person, message.variables, message.path) == (person, {"device": "Edge · Windows"}, LIST)


def test_page_tells_who_came_in_and_who_was_refused(phone, person):
    Browser(agent=DESK).come_in_by_password(password="wrong")

    page = phone.get(LIST).content.decode()

    assert "Was not let in · password" in page
    assert "Signed in · code to the phone" in page
