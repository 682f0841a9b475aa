"""What is done with messages that nobody will try again by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation import outbox
from foundation.models import AuditLine
from tests.factories.foundation import GivenUpFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def effects(monkeypatch):
    """What the handler “note” was called with."""
    found = []
    monkeypatch.setitem(outbox._handlers, "note", found.append)
    return found


@pytest.fixture
def wakes(monkeypatch):
    found = []
    monkeypatch.setattr(outbox, "wake_worker", found.append)
    return found


def test_given_up_are_listed_the_latest_first_and_no_others():
    earlier = GivenUpFactory(key="a", gave_up_at=timezone.now() - timedelta(hours=1))
    latest = GivenUpFactory(key="b")
    GivenUpFactory(key="waiting", gave_up_at=None)
    GivenUpFactory(key="delivered", gave_up_at=None, delivered_at=timezone.now())

    assert list(outbox.messages_given_up()) == [latest, earlier]


def test_message_is_found_by_its_key():
    message = GivenUpFactory(key="a")

    assert outbox.message_named("a") == message
    assert outbox.message_named("b") is None


def test_given_up_message_sent_again_wakes_a_worker_and_is_delivered(
    effects, wakes, django_capture_on_commit_callbacks
):
    message = GivenUpFactory(key="a", payload={"n": 1})

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_again(message, by=None)

    assert wakes == [message.pk]
    assert outbox.deliver(message.pk)
    assert effects == [{"n": 1}]


def test_message_sent_again_has_all_its_attempts_and_keeps_its_last_error():
    message = outbox.send_again(GivenUpFactory(key="a"), by=None)

    assert message.attempts == 0
    assert message.last_error == "OSError: disk full"
    assert not outbox.messages_given_up().exists()


def test_sending_again_is_audited_with_who_did_it():
    admin, message = PersonFactory(), GivenUpFactory(key="a")

    outbox.send_again(message, by=admin)

    line = AuditLine.objects.get(action="send_again")
    assert (line.actor, line.object_uuid) == (admin.uuid, message.uuid)
    assert line.facts == {"key": "a", "handler": "note"}


@pytest.mark.parametrize("end", [{}, {"delivered_at": timezone.now()}])
def test_message_that_was_not_given_up_is_left_alone(end, wakes, django_capture_on_commit_callbacks):
    message = GivenUpFactory(key="a", gave_up_at=None, attempts=3, **end)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_again(message, by=None)

    message.refresh_from_db()
    assert message.attempts == 3
    assert wakes == []
    assert not AuditLine.objects.filter(action="send_again").exists()
