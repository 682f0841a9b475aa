import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from foundation import outbox
from foundation.models import OutboxMessage
from foundation.sentences import Sentence
from people.enums import Language
from people.messaging.actions.sending import (
    change_message_wishes,
    read_all_messages,
    read_message,
    send_message,
    send_secret,
)
from people.messaging.kinds import UnknownKind
from people.models import Message, MessageWishes
from tests.factories.messages import MessageFactory
from tests.factories.people import DealerFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("kinds")]

MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)  # ten in the morning in Shanghai


@pytest.fixture
def person():
    return PersonFactory(language="en", email="wang@example.com", phone="+8615000000001")


def tell(person, cause="first", **fields):
    send_message(**{"kind": "tests.ready", "to": person, "cause": cause, "variables": {"title": "Stock"}} | fields)


def test_message_stands_in_the_inbox_and_is_promised_to_leave(person):
    tell(person, path="/me/")

    (message,) = Message.objects.all()
    assert (message.person, message.title, message.text) == (person, "Ready: Stock", "Valid for two years.")
    assert (message.path, message.read_at, message.left_at) == ("/me/", None, None)
    assert OutboxMessage.objects.get().payload == {"message": str(message.uuid)}


def test_nobody_is_told_twice_for_one_cause(person):
    tell(person)
    tell(person, variables={"title": "Other words"})
    tell(person, cause="second")
    tell(PersonFactory())

    assert sorted(Message.objects.values_list("person", "cause")) == sorted(
        [(person.pk, "first"), (person.pk, "second"), (person.pk + 1, "first")]
    )
    assert OutboxMessage.objects.count() == 3


def test_database_itself_refuses_a_second_message_for_one_cause(person):
    MessageFactory(person=person, cause="one")

    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory(person=person, cause="one")


def test_nothing_is_told_if_the_transaction_that_causes_it_fails(person):
    with transaction.atomic():
        tell(person)
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_telling_takes_two_statements(person, django_assert_num_queries):
    with django_assert_num_queries(4):  # two of them are the savepoint
        tell(person)


@pytest.mark.parametrize("variables", [{}, {"title": "x", "more": "y"}, None])
def test_other_variables_than_those_of_the_kind_are_refused(person, variables):
    with pytest.raises(ValueError, match=r"“tests\.ready” takes title, not"):
        tell(person, variables=variables)


def test_unknown_kind_is_refused(person):
    with pytest.raises(UnknownKind, match=r"tests\.nothing"):
        tell(person, kind="tests.nothing")


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "me/"])
def test_message_opens_no_other_site(person, path):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory(person=person, path=path)


@pytest.mark.parametrize("field", ["cause", "path"])
def test_what_does_not_fit_into_its_column_is_refused_at_once(person, field):
    with pytest.raises(ValidationError, match=field):
        tell(person, **{field: "/" + "x" * 300})


def test_sentence_among_the_variables_is_worded_in_the_language_of_who_reads(person):
    tell(person, variables={"title": Sentence("Certificates")})

    message = Message.objects.get()
    with translation.override("zh-hans"):
        assert message.title.endswith("证书")
    with translation.override("en"):
        assert message.title == "Ready: Certificates"


def test_people_and_dealers_among_the_variables_are_called_as_whoever_reads_calls_them():
    dealer, reader = DealerFactory(), PersonFactory(language=Language.ENGLISH)

    for number, thing in enumerate([dealer, dealer.name, PersonFactory(latin_name="Zhou Ting")]):
        send_message("tests.ready", to=reader, cause=str(number), variables={"title": thing})

    told = [message.variables["title"] for message in Message.objects.order_by("pk")]
    assert told == [dealer.name_en, dealer.name, "Zhou Ting"]


def test_message_of_a_kind_that_was_taken_out_can_still_be_listed(person):
    message = MessageFactory(person=person, kind="gone.kind")

    assert (message.title, message.text) == ("Something that is gone", "")


# Reading


def test_message_is_read_as_of_the_first_time(person):
    message = MessageFactory(person=person)
    with time_machine.travel(MONDAY, tick=False):
        read_message(message)

    read_message(message)

    message.refresh_from_db()
    assert message.read_at == MONDAY


def test_all_that_had_come_in_is_read_and_nobody_elses(person):
    seen = MessageFactory(person=person)
    foreign = MessageFactory()
    later = MessageFactory(person=person, sent_at=timezone.now() + dt.timedelta(seconds=1))

    read_all_messages(person, until=timezone.now())

    assert set(Message.objects.filter(read_at__isnull=True)) == {foreign, later}
    assert Message.objects.get(read_at__isnull=False) == seen


def test_wishes_are_kept_once_for_each_person(person):
    for is_daily in (True, False):
        change_message_wishes(
            person, channel="EMAIL", is_daily=is_daily, on_days_off=True, switched_off=["tests.ready"]
        )

    wishes = MessageWishes.objects.get()
    assert (wishes.person, wishes.channel, wishes.is_daily) == (person, "EMAIL", False)
    assert (wishes.on_days_off, wishes.switched_off) == (True, ["tests.ready"])


# Secrets


def send_code(address="wang@example.com", code="730412", language="en"):
    send_secret("tests.code", address=address, language=language, variables={"code": code})


def test_code_is_sent_at_once_by_night_too_and_stands_in_no_inbox(mailoutbox):
    with time_machine.travel("2026-11-22T15:30:00Z"):  # half past eleven on a Sunday night
        send_code()
        outbox.deliver_due()

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["wang@example.com"], "730412 is your code")
    assert not Message.objects.exists()


def test_code_to_a_phone_leaves_as_a_text_message(mailoutbox):
    send_code(address="+8615000000001")
    outbox.deliver_due()

    (mail,) = mailoutbox
    assert mail.to == ["+8615000000001@sms.invalid"]


def test_neither_code_nor_address_stands_in_clear_in_any_row():
    send_code(address="wang@example.com")

    (row,) = OutboxMessage.objects.values()
    assert "730412" not in str(row)
    assert "wang" not in str(row)


def test_code_that_is_too_old_is_not_sent_any_more(mailoutbox):
    with time_machine.travel(MONDAY, tick=False):
        send_code()

    with time_machine.travel(MONDAY + dt.timedelta(minutes=11), tick=False):
        outbox.deliver_due()

    assert mailoutbox == []
    assert "SealBroken: It is too old" in OutboxMessage.objects.get().last_error


def test_code_for_nobody_does_the_same_work_and_reaches_nobody(mailoutbox, django_assert_num_queries):
    for address in ("wang@example.com", ""):
        with django_assert_num_queries(3):
            send_code(address=address)

    outbox.deliver_due()

    assert len(mailoutbox) == 1
    assert OutboxMessage.objects.filter(delivered_at__isnull=False).count() == 2


def test_code_that_is_asked_for_twice_is_sent_twice(mailoutbox):
    send_code(code="111111")
    send_code(code="111111")
    outbox.deliver_due()

    assert len(mailoutbox) == 2
