import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from foundation import outbox
from foundation.models import OutboxMessage
from people.messaging.actions.delivering import zone_of
from people.messaging.actions.pruning import prune_messages
from people.messaging.actions.sending import send_message
from people.models import Message, MessageWishes
from tests.factories.messages import MessageFactory
from tests.factories.people import LearnerFactory, OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("kinds")]

MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)  # ten in the morning in Shanghai
NIGHT = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)  # eleven in the evening
MORNING = dt.datetime(2026, 11, 24, 0, 0, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2026, 11, 28, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def person():
    return LearnerFactory(language="en", email="wang@example.com", phone="+8615000000001")


def tell(person, cause="first", kind="tests.ready", **fields):
    variables = {"tests.ready": {"title": "Stock"}, "tests.moved": {"day": "Friday"}}.get(kind)
    send_message(kind, to=person, cause=cause, variables=variables, **fields)


def wish(person, **wishes):
    MessageWishes.objects.create(person=person, **wishes)


def deliver(at=MONDAY):
    with time_machine.travel(at, tick=False):
        outbox.deliver_due()


def tell_and_deliver(person, at=MONDAY, **fields):
    with time_machine.travel(at, tick=False):
        tell(person, **fields)
        outbox.deliver_due()


def addressed_to(mailoutbox):
    return [mail.to[0] for mail in mailoutbox]


def test_message_leaves_by_the_phone_that_somebody_signs_in_with(person, mailoutbox):
    tell_and_deliver(person, path="/me/")

    message = Message.objects.get()
    (mail,) = mailoutbox
    assert mail.to == ["+8615000000001@sms.invalid"]
    assert mail.body == f"Ready: Stock\nValid for two years.\nhttp://localhost:8000/inbox/{message.uuid}/"
    assert (message.channel, message.left_at) == ("SMS", MONDAY)


def test_mail_says_it_whole_and_leads_to_inbox_and_wishes(mailoutbox):
    person = PersonFactory(language="en", phone=None)
    tell_and_deliver(person)

    message = Message.objects.get()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([person.email], "Ready: Stock")
    assert "Valid for two years." in mail.body
    assert f"http://localhost:8000/inbox/{message.uuid}/" in mail.body
    assert "http://localhost:8000/inbox/wishes/" in mail.body
    assert mail.extra_headers["Message-ID"] == f"<{message.uuid}@localhost>"


def test_message_is_worded_in_the_language_of_whoever_gets_it(mailoutbox):
    tell_and_deliver(PersonFactory(language="zh-hans", phone=None))

    assert "哪些消息、发到哪里" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("channel", "reached"),
    [("EMAIL", ["wang@example.com"]), ("SMS", ["+8615000000001@sms.invalid"]), (MessageWishes.INBOX, [])],
)
def test_message_leaves_by_the_channel_that_somebody_wishes(person, mailoutbox, channel, reached):
    wish(person, channel=channel)

    tell_and_deliver(person)

    assert addressed_to(mailoutbox) == reached


def test_wish_that_does_not_reach_somebody_any_more_is_as_none(mailoutbox):
    person = PersonFactory(phone=None)
    wish(person, channel="SMS")

    tell_and_deliver(person)

    assert addressed_to(mailoutbox) == [person.email]


def test_kind_that_is_switched_off_stays_in_the_inbox(person, mailoutbox):
    wish(person, switched_off=["tests.ready", "tests.urgent"])

    tell_and_deliver(person)
    tell_and_deliver(person, kind="tests.moved")
    tell_and_deliver(person, kind="tests.urgent")

    assert Message.objects.count() == 3
    assert [mail.subject for mail in mailoutbox] == ["tests.moved", "tests.urgent"]


def test_message_that_was_read_meanwhile_does_not_leave(person, mailoutbox):
    with time_machine.travel(NIGHT, tick=False):
        tell(person)
    Message.objects.update(read_at=NIGHT)

    deliver(MORNING)

    assert mailoutbox == []
    assert OutboxMessage.objects.get().delivered_at


@pytest.mark.parametrize("changes", [{"is_active": False}, {"erased_at": MONDAY}])
def test_who_is_shut_out_or_erased_is_not_written_to(person, mailoutbox, changes):
    type(person).objects.filter(pk=person.pk).update(**changes)

    tell_and_deliver(person)

    assert mailoutbox == []


def test_message_delivered_again_leaves_once(person, mailoutbox):
    tell_and_deliver(person)
    OutboxMessage.objects.update(delivered_at=None)

    deliver()

    assert len(mailoutbox) == 1


def test_message_that_no_gateway_takes_ends_among_the_failed_jobs(person, settings):
    settings.SMS_GATEWAY_URL, settings.SMS_TEMPLATES = "http://127.0.0.1:9/", {"tests.ready": "SMS_1"}
    with time_machine.travel(MONDAY, tick=False):
        tell(person)
    OutboxMessage.objects.update(attempts=outbox.ATTEMPTS_ALLOWED - 1)

    deliver()

    (failed,) = outbox.messages_given_up()
    assert outbox.label_of(failed) == "Send a message"
    assert "The gateway was not reached" in failed.last_error
    assert person.phone not in failed.last_error
    assert Message.objects.get().left_at is None


# Hours and days


def test_night_holds_a_message_until_the_morning_and_counts_no_attempt(person, mailoutbox):
    tell_and_deliver(person, at=NIGHT)

    held = OutboxMessage.objects.get()
    assert mailoutbox == []
    assert (held.run_at, held.attempts, held.leased_until, held.last_error) == (MORNING, 0, None, "")
    with time_machine.travel(NIGHT + dt.timedelta(minutes=5), tick=False):
        assert not outbox.messages_due_before(timezone.now()).exists()
        assert not outbox.messages_in_trouble().exists()

    deliver(MORNING)

    assert len(mailoutbox) == 1


def test_try_that_falls_into_the_night_is_held_too(person, monkeypatch, mailoutbox):
    with time_machine.travel(NIGHT - dt.timedelta(hours=3), tick=False):
        tell(person)

    deliver(NIGHT)

    assert mailoutbox == []
    assert OutboxMessage.objects.get().run_at == MORNING


@pytest.mark.parametrize(
    ("kind", "wishes", "sent"),
    [
        ("tests.ready", {}, 0),
        ("tests.ready", {"on_days_off": True}, 1),
        ("tests.urgent", {}, 1),
    ],
)
def test_day_off_holds_what_can_wait(person, mailoutbox, kind, wishes, sent):
    wish(person, **wishes)

    tell_and_deliver(person, kind=kind, at=SATURDAY)

    assert len(mailoutbox) == sent


def test_urgent_message_waits_for_the_morning_too(person, mailoutbox):
    tell_and_deliver(person, kind="tests.urgent", at=NIGHT)

    assert mailoutbox == []
    assert OutboxMessage.objects.get().run_at == MORNING


def test_hours_are_those_of_where_somebody_works(mailoutbox):
    berlin = OrganisationFactory(zone="Europe/Berlin")
    tell_and_deliver(LearnerFactory(at=berlin), at=MONDAY)  # three in the morning there

    assert mailoutbox == []
    assert OutboxMessage.objects.get().run_at == dt.datetime(2026, 11, 23, 7, 0, tzinfo=dt.UTC)


def test_hours_are_those_of_the_site_for_who_works_nowhere(settings):
    assert zone_of(PersonFactory()) == settings.TIME_ZONE


# Once a day


def test_digest_brings_all_that_can_wait_the_next_morning(person, mailoutbox):
    wish(person, is_daily=True, channel="EMAIL")
    for cause in ("one", "two", "three"):
        tell_and_deliver(person, cause=cause)
    tell_and_deliver(person, kind="tests.urgent")
    Message.objects.filter(cause="two").update(read_at=MONDAY)
    mailoutbox.clear()

    deliver(MORNING)
    deliver(MORNING + dt.timedelta(minutes=1))

    (mail,) = mailoutbox
    assert mail.subject == "New messages for you: 2"
    assert mail.body.count("· Ready: Stock") == 2
    assert "http://localhost:8000/inbox/" in mail.body
    assert Message.objects.filter(waits_for_digest=True, left_at=MORNING, channel="EMAIL").count() == 2


def test_digest_of_the_next_day_holds_nothing_twice(person, mailoutbox):
    wish(person, is_daily=True)
    tell_and_deliver(person, cause="one")
    deliver(MORNING)
    tell_and_deliver(person, cause="two", at=MORNING + dt.timedelta(hours=2))
    mailoutbox.clear()

    deliver(MORNING + dt.timedelta(days=1))

    assert [mail.body for mail in mailoutbox] == ["New messages for you: 1\nhttp://localhost:8000/inbox/"]


def test_digest_with_nothing_in_it_is_not_sent(person, mailoutbox):
    wish(person, is_daily=True)
    tell_and_deliver(person)
    Message.objects.update(read_at=MONDAY)

    deliver(MORNING)

    assert mailoutbox == []


def test_urgent_message_does_not_wait_for_the_digest(person, mailoutbox):
    wish(person, is_daily=True)

    tell_and_deliver(person, kind="tests.urgent")

    assert len(mailoutbox) == 1


# Keeping


def test_messages_are_kept_as_long_as_the_setting_says(settings):
    settings.MESSAGES_KEPT_DAYS = 30
    MessageFactory(sent_at=timezone.now() - dt.timedelta(days=31))
    kept = MessageFactory(sent_at=timezone.now() - dt.timedelta(days=29))

    assert prune_messages() == 1
    assert list(Message.objects.all()) == [kept]
