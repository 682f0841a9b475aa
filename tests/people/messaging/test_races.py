"""Nobody is told twice, whoever tells them at once. The negative control shows that it is the constraint that helps."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction

from foundation import outbox
from foundation.models import OutboxMessage
from people.messaging.actions import delivering
from people.messaging.actions.sending import send_message
from people.models import Message, MessageWishes
from tests.databases import on_postgresql
from tests.factories.people import PersonFactory
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db", "kinds")]
TELLERS = 8
MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _nobody_is_woken(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)


@pytest.fixture
def person():
    return PersonFactory()


def tell(person, cause="one"):
    send_message("tests.ready", to=person, cause=cause, variables={"title": "库存管理"})


def test_many_who_tell_the_same_at_once_tell_it_once(person):
    answers = run_at_once(TELLERS, lambda number: tell(person))

    assert answers == [None] * TELLERS
    assert (Message.objects.count(), OutboxMessage.objects.count()) == (1, 1)


@on_postgresql
def test_without_the_constraint_reading_first_tells_it_several_times(person):
    with connection.schema_editor() as editor:
        constraint = next(one for one in Message._meta.constraints if one.name == "one_message_per_cause")
        editor.remove_constraint(Message, constraint)

    def tell_after_reading(number):
        with transaction.atomic():
            if not Message.objects.filter(person=person, kind="tests.ready", cause="one").exists():
                connection.cursor().execute("SELECT pg_sleep(0.2)")
                Message.objects.create(person=person, kind="tests.ready", cause="one", variables={})

    run_at_once(TELLERS, tell_after_reading)

    assert Message.objects.count() > 1


def test_message_that_many_workers_are_at_leaves_once(person, mailoutbox):
    tell(person)
    message = OutboxMessage.objects.get()

    with time_machine.travel(MONDAY, tick=False):
        OutboxMessage.objects.update(run_at=MONDAY)
        delivered = run_at_once(TELLERS, lambda number: outbox.deliver(message.pk))

    assert sum(value is True for value in delivered) == 1
    assert len(mailoutbox) == 1


def test_two_people_told_by_two_in_another_order_lock_nobody_out(person):
    other = PersonFactory()

    def tell_both(number):
        with transaction.atomic():
            for one in (person, other) if number % 2 else (other, person):
                tell(one, cause=f"by {number}")

    assert run_at_once(TELLERS, tell_both) == [None] * TELLERS
    assert Message.objects.count() == 2 * TELLERS


def test_digest_that_many_promise_at_once_is_one(person):
    MessageWishes.objects.create(person=person, is_daily=True)
    for number in range(TELLERS):
        tell(person, cause=f"no {number}")
    messages = list(Message.objects.order_by("pk"))

    run_at_once(TELLERS, lambda number: delivering.deliver_message({"message": str(messages[number].uuid)}))

    assert OutboxMessage.objects.filter(handler=delivering.SEND_DIGEST).count() == 1
    assert Message.objects.filter(waits_for_digest=True).count() == TELLERS
