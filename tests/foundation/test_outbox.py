from contextlib import suppress
from datetime import timedelta

import pytest
import structlog
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu import Producer
from kombu.exceptions import OperationalError

from foundation import logs, outbox
from foundation.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def effects(monkeypatch):
    """What the handler “note” was called with."""
    found = []
    monkeypatch.setitem(outbox._handlers, "note", found.append)
    return found


@pytest.fixture
def wakes(monkeypatch):
    """The messages that workers were woken for."""
    found = []
    monkeypatch.setattr(outbox, "wake_worker", found.append)
    return found


@pytest.fixture
def clock(time_machine):
    """Stands still until it is moved."""
    time_machine.move_to("2026-11-21T08:00:00+00:00", tick=False)
    return time_machine


def failing(monkeypatch, error):
    def fail(payload):
        raise error

    monkeypatch.setitem(outbox._handlers, "note", fail)


def test_sent_message_wakes_a_worker_after_the_commit(effects, wakes, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = outbox.send("note", key="a", payload={"certificate": 1})
        assert wakes == []

    assert wakes == [message.pk]


def test_rolled_back_transaction_sends_nothing(effects, wakes, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), suppress(IntegrityError), transaction.atomic():
        outbox.send("note", key="a", payload={})
        raise IntegrityError

    assert not OutboxMessage.objects.exists()
    assert wakes == []


def test_same_key_twice_is_one_message_and_the_first_payload(effects):
    first = outbox.send("note", key="a", payload={"n": 1})
    second = outbox.send("note", key="a", payload={"n": 2})

    assert first == second
    assert OutboxMessage.objects.get().payload == {"n": 1}


def test_delivered_key_sent_again_wakes_nobody(effects, wakes, django_capture_on_commit_callbacks):
    outbox.deliver(outbox.send("note", key="a", payload={}).pk)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send("note", key="a", payload={})

    assert wakes == []
    assert outbox.deliver_due() == 0


def test_broker_that_is_away_delays_and_never_loses(effects, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(Producer, "publish", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send("note", key="a", payload={"n": 1})

    assert outbox.deliver_due() == 1
    assert effects == [{"n": 1}]


def test_unknown_handler_is_refused_at_once():
    with pytest.raises(outbox.UnknownHandler, match="“nobody”"):
        outbox.send("nobody", key="a", payload={})


def test_handler_name_is_given_once(monkeypatch):
    monkeypatch.setitem(outbox._handlers, "note", print)

    outbox.register_handler("note", print)
    with pytest.raises(ValueError, match="registered twice"):
        outbox.register_handler("note", repr)


def test_delivering_runs_the_handler_once(effects):
    message = outbox.send("note", key="a", payload={"n": 1})

    assert outbox.deliver(message.pk)
    assert not outbox.deliver(message.pk)

    assert effects == [{"n": 1}]


def test_message_for_later_waits_for_its_time(effects, wakes, clock, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = outbox.send("note", key="a", payload={}, run_at=timezone.now() + timedelta(hours=1))

    assert wakes == []
    assert not outbox.deliver(message.pk)

    clock.shift(timedelta(hours=1))
    assert outbox.deliver_due() == 1


def test_request_id_travels_with_the_message(monkeypatch):
    seen = []
    monkeypatch.setitem(outbox._handlers, "note", lambda payload: seen.append(structlog.contextvars.get_contextvars()))
    with logs.of_request("request-1"):
        message = outbox.send("note", key="a", payload={})

    outbox.deliver(message.pk)

    assert seen == [{"request_id": "request-1", "outbox_key": "a"}]


def test_failure_is_tried_again_with_growing_pauses(monkeypatch, clock):
    failing(monkeypatch, OSError("disk full"))
    message = outbox.send("note", key="a", payload={})

    waits = []
    for _attempt in range(4):
        assert not outbox.deliver(message.pk)
        message.refresh_from_db()
        waits.append((message.run_at - timezone.now()).seconds)
        clock.move_to(message.run_at, tick=False)

    assert waits == [5, 10, 20, 40]
    assert message.last_error == "OSError: disk full"
    assert message.leased_until is None


def test_failure_does_not_hold_up_the_others(effects, monkeypatch):
    def fail(payload):
        raise RuntimeError("broken")

    monkeypatch.setitem(outbox._handlers, "broken", fail)
    outbox.send("broken", key="a", payload={})
    outbox.send("note", key="b", payload={"n": 2})

    assert outbox.deliver_due() == 1
    assert effects == [{"n": 2}]


def test_message_is_given_up_loudly_after_its_last_attempt(monkeypatch, caplog):
    failing(monkeypatch, ValueError("no such template"))
    message = outbox.send("note", key="a", payload={})
    OutboxMessage.objects.update(attempts=outbox.ATTEMPTS_ALLOWED - 1)

    outbox.deliver(message.pk)

    message.refresh_from_db()
    assert message.gave_up_at
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]
    assert "no such template" in caplog.text
    assert not outbox.deliver(message.pk)


def test_message_that_kills_its_workers_is_given_up(effects, clock, caplog):
    message = outbox.send("note", key="a", payload={})

    for _attempt in range(outbox.ATTEMPTS_ALLOWED):
        assert outbox._lease(message.pk)
        clock.shift(outbox.LEASE)

    assert not outbox.deliver(message.pk)
    message.refresh_from_db()
    assert message.gave_up_at
    assert effects == []
    assert "Its worker died each time" in caplog.text


def test_leased_message_is_left_alone_until_the_lease_runs_out(effects, clock):
    message = outbox.send("note", key="a", payload={})
    outbox._lease(message.pk)

    assert not outbox.deliver(message.pk)
    clock.shift(outbox.LEASE)
    assert outbox.deliver(message.pk)


def test_worker_that_outlives_its_lease_does_not_disturb_the_next_one(effects, clock):
    message = outbox.send("note", key="a", payload={})
    slow = outbox._lease(message.pk)
    clock.shift(outbox.LEASE)
    quick = outbox._lease(message.pk)

    outbox._put_off(slow, TimeoutError("too slow"))

    message.refresh_from_db()
    assert message.leased_until == quick.leased_until
    assert message.last_error == ""


def test_handler_of_an_older_release_waits_for_a_worker_that_knows_it(effects):
    message = outbox.send("note", key="a", payload={})
    OutboxMessage.objects.update(handler="of_tomorrow")

    assert not outbox.deliver(message.pk)

    message.refresh_from_db()
    assert message.last_error.startswith("UnknownHandler")


def test_delivering_stops_when_its_time_is_up(effects):
    outbox.send("note", key="a", payload={})
    outbox.send("note", key="b", payload={})

    assert outbox.deliver_due(seconds=-1) == 0
    assert outbox.deliver_due() == 2


def test_sending_outside_a_transaction_is_refused(effects, monkeypatch):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)

    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        outbox.send("note", key="a", payload={})


def test_handler_for_which_it_is_too_early_is_called_again_then_and_no_attempt_is_counted(monkeypatch):
    then, calls = timezone.now() + timedelta(hours=9), []

    def hold_once(payload):
        calls.append(payload)
        if len(calls) == 1:
            raise outbox.NotYet(then)

    monkeypatch.setitem(outbox._handlers, "held", hold_once)
    message = outbox.send("held", key="held", payload={})

    assert outbox.deliver(message.pk) is False
    message.refresh_from_db()
    assert (message.run_at, message.attempts, message.leased_until, message.last_error) == (then, 0, None, "")

    with time_machine.travel(then):
        assert outbox.deliver(message.pk) is True
    assert len(calls) == 2
