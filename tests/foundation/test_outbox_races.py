"""What must hold when workers and requests meet. Each race has its negative control: without the guard it is lost."""

import time
import uuid
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation import audit, outbox
from foundation.models import AuditLine, OutboxMessage
from tests.databases import on_postgresql
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db")]
WORKERS = 12


@pytest.fixture(autouse=True)
def _handler(monkeypatch):
    monkeypatch.setattr("foundation.outbox.wake_worker", lambda message_id: None)
    monkeypatch.setitem(outbox._handlers, "note", write_effect)


def write_effect(payload):
    time.sleep(0.05)
    AuditLine.objects.create(action="effect", object_type="tests", object_uuid=uuid.uuid4())


def effects():
    return AuditLine.objects.filter(action="effect").count()


def send(key="a"):
    with transaction.atomic():
        return outbox.send("note", key=key, payload={})


def test_message_delivered_by_many_workers_has_one_effect():
    message = send()

    delivered = run_at_once(WORKERS, lambda number: outbox.deliver(message.pk))

    assert sorted(delivered) == [False] * (WORKERS - 1) + [True]
    assert effects() == 1


@on_postgresql
def test_without_the_conditional_update_many_workers_have_many_effects(monkeypatch):
    all_have_read = Barrier(WORKERS, timeout=30)

    def lease_by_reading_first(message_id):
        message = outbox._due(timezone.now()).filter(pk=message_id).first()
        all_have_read.wait()
        if message:
            message.leased_until = timezone.now() + outbox.LEASE
            message.save()
        return message

    monkeypatch.setattr(outbox, "_lease", lease_by_reading_first)
    message = send()

    run_at_once(WORKERS, lambda number: outbox.deliver(message.pk))

    assert effects() == WORKERS


def test_beat_in_many_workers_delivers_each_message_once():
    for number in range(5):
        send(f"key {number}")

    delivered = run_at_once(4, lambda number: outbox.deliver_due())

    assert sum(delivered) == 5
    assert effects() == 5


def test_lease_that_ran_out_is_taken_over_by_one_worker():
    message = send()
    outbox._lease(message.pk)
    OutboxMessage.objects.update(leased_until=timezone.now())

    delivered = run_at_once(WORKERS, lambda number: outbox.deliver(message.pk))

    assert sum(delivered) == 1
    assert effects() == 1


def test_same_key_in_many_transactions_at_once_is_one_message():
    messages = run_at_once(WORKERS, lambda number: send().pk)

    assert set(messages) == {OutboxMessage.objects.get().pk}


@on_postgresql
def test_looking_before_creating_would_fail_for_some_of_them(monkeypatch):
    def send_by_looking_first(number):
        with transaction.atomic():
            is_there = OutboxMessage.objects.filter(key="a").exists()
            time.sleep(0.05)
            if not is_there:
                OutboxMessage.objects.create(handler="note", key="a", run_at=timezone.now())

    outcomes = run_at_once(WORKERS, send_by_looking_first)

    assert any(isinstance(outcome, IntegrityError) for outcome in outcomes)


def test_key_of_a_transaction_that_rolls_back_is_sent_by_the_other():
    class ChangedItsMind(Exception):
        pass

    def send_and_roll_back_the_first(number):
        with transaction.atomic():
            outbox.send("note", key="a", payload={"by": number})
            time.sleep(0.2)
            if number == 0:
                raise ChangedItsMind

    outcomes = run_at_once(2, send_and_roll_back_the_first)

    assert [type(outcome) for outcome in outcomes] == [ChangedItsMind, type(None)], outcomes
    assert OutboxMessage.objects.get().payload == {"by": 1}


def given_up():
    send()
    OutboxMessage.objects.update(gave_up_at=timezone.now(), attempts=outbox.ATTEMPTS_ALLOWED)
    return OutboxMessage.objects.get()


def test_given_up_message_sent_again_by_many_at_once_is_sent_once():
    message = given_up()

    run_at_once(WORKERS, lambda number: outbox.send_again(message, by=None))

    assert AuditLine.objects.filter(action="send_again").count() == 1


@on_postgresql
def test_looking_before_sending_again_would_send_more_than_once():
    def send_again_by_looking_first(number):
        with transaction.atomic():
            message = outbox.messages_given_up().first()
            time.sleep(0.05)
            if message:
                message.gave_up_at = None
                message.save()
                audit.record("send_again", obj=message)

    given_up()

    run_at_once(WORKERS, send_again_by_looking_first)

    assert AuditLine.objects.filter(action="send_again").count() > 1
