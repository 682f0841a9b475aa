"""What platform admins see of messages."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from people.enums import StaffGroup
from people.messaging.queries import messages_visible_to
from tests.factories.messages import MessageFactory
from tests.factories.people import DealerFactory, LearnerFactory, OwnerFactory, PersonFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.fixture
def admin(client):
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS, language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def titles(client, **query):
    body = client.get(reverse("message:index"), query).content.decode()
    cells = re.findall(r'<td class="title[^"]*">(.*?)</td>', body, re.DOTALL)
    return {" ".join(strip_tags(cell).split()).removesuffix(" Inspect").strip() for cell in cells}


def test_messages_are_narrowed_by_whom_what_and_how(client, admin):
    dealer = DealerFactory(name="北街暖通")
    person = LearnerFactory(at=dealer, full_name="欧阳海滨")
    now = timezone.now()
    mine = {"person": person, "variables": {"title": "One"}, "channel": "SMS", "left_at": now, "read_at": now}
    MessageFactory(**mine)
    MessageFactory(kind="tests.moved", variables={"day": "Friday"})

    for query in (
        {"q": "阳海"},
        {"kind": "tests.ready"},
        {"channel": "SMS"},
        {"is_unread": "false"},
        {"dealer": "北街"},
    ):
        assert any("Ready: One" in title for title in titles(client, **query)), query
        assert not any("Friday" in title for title in titles(client, **query)), query


def test_message_says_what_when_and_by_which_way(client, admin):
    message = MessageFactory(channel="SMS", left_at=timezone.now(), variables={"title": "One"})

    body = strip_tags(client.get(reverse("message:inspect", args=[message.pk])).content.decode())

    for said in ("Ready: One", "Valid for two years.", "Text message", message.person.full_name, message.cause):
        assert said in body


def test_nobody_else_sees_what_others_were_told():
    dealer = DealerFactory()
    message = MessageFactory(person=LearnerFactory(at=dealer))
    curious = [OwnerFactory(at=dealer), StaffFactory(group=StaffGroup.CURRICULUM_ADMINS), PersonFactory()]

    assert [list(messages_visible_to(person)) for person in curious] == [[], [], []]
    assert list(messages_visible_to(message.person)) == [message]
    assert list(messages_visible_to(StaffFactory(group=StaffGroup.PLATFORM_ADMINS))) == [message]
