import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from people.enums import Role
from people.messaging.kinds import MessageKind
from people.models import Message, MessageWishes
from tests.factories.messages import MessageFactory
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

INBOX, WISHES = "/inbox/", "/inbox/wishes/"


@pytest.fixture
def person(client):
    person = LearnerFactory(language="en")
    client.force_login(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return person


def page(client, address=INBOX, **query):
    return client.get(address, query).content.decode()


def words(body):
    return " ".join(strip_tags(body).split())


def test_inbox_shows_ones_own_messages_the_newest_first(client, person):
    old = MessageFactory(person=person, sent_at=timezone.now() - dt.timedelta(days=400), read_at=timezone.now())
    new = MessageFactory(person=person)
    foreign = MessageFactory()

    body = page(client)

    assert body.index(new.title) < body.index(old.title)
    assert foreign.title not in body
    assert body.count('class="is-new"') == body.count('class="is-read"') == 1
    assert body.count("Unread") == 1


@pytest.mark.parametrize("count", [1, 30])
def test_inbox_asks_as_often_for_one_message_as_for_thirty(client, person, count, django_assert_num_queries):
    MessageFactory.create_batch(count, person=person)

    with django_assert_num_queries(4):  # session, person with the number of unread ones, count, messages
        client.get(INBOX)


def test_inbox_comes_in_pages(client, person):
    for number in range(31):
        MessageFactory(person=person, variables={"title": f"No {number}."})

    assert "Ready: No 0." not in page(client)
    assert "Ready: No 0." in page(client, page=2)
    assert "2 / 2" in page(client, page=99)


def test_empty_inbox_says_what_will_be_there(client, person):
    body = page(client)

    assert "Nothing new, nothing missed" in body
    assert "Mark all as read" not in body


@pytest.mark.parametrize("count", [0, 1, 120])
def test_every_page_inside_says_how_many_are_unread(client, person, count):
    MessageFactory.create_batch(count, person=person)
    MessageFactory(person=person, read_at=timezone.now())

    body = page(client, "/me/")

    bell = re.search(r'href="/inbox/"[^>]*aria-label="([^"]*)"', body)[1]
    shown = re.search(r'<span class="count" aria-hidden="true">([^<]*)<', body)
    assert bell == ("Messages" if not count else f"Messages, {count} new")
    assert (shown[1] if shown else None) == {0: None, 1: "1", 120: "99+"}[count]


def test_number_at_the_bell_costs_no_query(client, person, django_assert_num_queries):
    MessageFactory.create_batch(3, person=person)

    with django_assert_num_queries(4):  # session, person, wishes, roles and groups
        client.get(WISHES)


def test_message_is_read_by_opening_it_and_leads_on(client, person):
    message = MessageFactory(person=person, path="/certificates/")

    response = client.get(reverse("people:open_message", args=[message.uuid]))

    message.refresh_from_db()
    assert response.url == "/certificates/"
    assert message.read_at


def test_message_without_a_place_leads_back_to_the_inbox(client, person):
    message = MessageFactory(person=person, path="")

    assert client.get(reverse("people:open_message", args=[message.uuid])).url == INBOX


def test_browser_that_only_looks_ahead_has_not_read_it(client, person):
    message = MessageFactory(person=person)

    client.head(reverse("people:open_message", args=[message.uuid]))

    message.refresh_from_db()
    assert message.read_at is None


def test_link_in_a_mail_survives_signing_in(client):
    message = MessageFactory()
    address = reverse("people:open_message", args=[message.uuid])

    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_all_are_read_that_were_there_when_the_page_was_drawn(client, person):
    MessageFactory.create_batch(2, person=person)
    until = re.search(r'name="until" value="([^"]+)"', page(client))[1]
    later = MessageFactory(person=person, sent_at=timezone.now() + dt.timedelta(seconds=5))

    response = client.post("/inbox/read/", {"until": until})

    assert response.url == INBOX
    assert list(Message.objects.filter(read_at=None)) == [later]


@pytest.mark.parametrize("until", ["", "yesterday", "2026-11-22", "2026-99-99T00:00:00+00:00", "2026-11-22T10:00:00"])
def test_what_is_no_moment_reads_nothing(client, person, until):
    MessageFactory(person=person)

    assert client.post("/inbox/read/", {"until": until}).url == INBOX
    assert Message.objects.filter(read_at=None).count() == 1


# Wishes


def kept(person):
    wishes = MessageWishes.objects.get(person=person)
    return wishes.channel, wishes.is_daily, wishes.on_days_off, wishes.switched_off


def test_wishes_are_kept_and_shown_again(client, person):
    given = {"channel": "EMAIL", "is_daily": "yes", "on_days_off": "on", "kinds": ["tests.ready", "tests.code"]}

    response = client.post(WISHES, given, follow=True)

    body = response.content.decode()
    assert kept(person) == ("EMAIL", True, True, ["tests.moved"])
    assert "Kept. It holds from the next message on." in body
    assert re.findall(r'value="([^"]*)"[^>]* checked', body) == ["EMAIL", "yes", "tests.ready", "tests.code"]


def test_who_never_said_anything_gets_all_at_once_wherever_they_are_reached(client, person):
    body = page(client, WISHES)

    assert re.findall(r'value="([^"]*)"[^>]* checked', body) == ["", "", "tests.ready", "tests.moved", "tests.code"]


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, ["", "SMS", "EMAIL", "INBOX"]),
        ({"phone": None}, ["", "EMAIL", "INBOX"]),
        ({"email": None}, ["", "SMS", "INBOX"]),
    ],
)
def test_only_ways_that_reach_somebody_are_offered(client, fields, offered):
    client.force_login(PersonFactory(**fields))

    assert re.findall(r'name="channel" value="([^"]*)"', page(client, WISHES)) == offered


def test_way_that_is_not_offered_is_refused_and_nothing_is_lost(client):
    person = PersonFactory(phone=None)
    client.force_login(person)

    body = client.post(WISHES, {"channel": "SMS", "is_daily": "yes"}).content.decode()

    assert not MessageWishes.objects.exists()
    assert 'value="yes"' in body
    assert re.search(r'value="yes"[^>]* checked', body)


def test_kind_that_nobody_may_switch_off_is_not_offered(client, person):
    body = page(client, WISHES)

    assert "Somebody signed in" not in words(body)
    assert "The appointment of … has moved" in words(body)


def test_what_was_chosen_for_kinds_that_are_not_offered_today_is_kept(client, person, kinds):
    kinds["tests.led"] = MessageKind("tests.led", title="Somebody left", text="", audience=frozenset({Role.OWNER}))
    MessageWishes.objects.create(person=person, switched_off=["tests.led", "tests.ready"])

    body = page(client, WISHES)
    client.post(WISHES, {"channel": "", "kinds": ["tests.ready", "tests.code"]})

    assert "Somebody left" not in body
    assert kept(person) == ("", False, False, ["tests.led", "tests.moved"])


def test_kind_that_is_not_offered_cannot_be_chosen(client, person, kinds):
    kinds["tests.led"] = MessageKind("tests.led", title="Somebody left", text="", audience=frozenset({Role.OWNER}))

    client.post(WISHES, {"channel": "", "kinds": ["tests.led"]})

    assert not MessageWishes.objects.exists()
