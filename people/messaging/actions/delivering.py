"""Sends messages on from the inbox: by the way their reader likes best, never at night, or once a day all together."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from foundation import outbox
from people.messaging.channels import Channel, Letter, channels
from people.messaging.kinds import MessageKind, kind_named
from people.messaging.queries import messages_for_digest, wishes_of
from people.messaging.quiet_hours import next_digest, next_moment_to_write
from people.models import Message, MessageWishes, Person
from people.queries import main_organisation_of

SEND_DIGEST = "people.send_digest"
DIGEST = "people.digest"  # the kind of message
LINES_IN_DIGEST = 20


def deliver_message(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"message": uuid}. What was read meanwhile, or stays in the inbox, is let be."""
    message = Message.objects.select_related("person").filter(uuid=payload["message"]).first()
    if message is None or message.left_at or message.read_at or not can_be_written_to(message.person):
        return
    person, kind, wishes = message.person, kind_named(message.kind), wishes_of(message.person)
    channel = channel_for(person, kind, wishes)
    if channel is None or (kind.switchable and kind.name in wishes.switched_off):
        return
    if wishes.is_daily and kind.digest and not kind.urgent:
        _promise_digest(message, wishes)
        return
    _wait_until_it_may_be_sent(person, on_any_day=kind.urgent or wishes.on_days_off)
    with translation.override(person.language):
        link = settings.SITE_URL + reverse("people:open_message", args=[message.uuid])
        variables = kind.worded_variables(message.variables)
        letter = Letter(str(message.uuid), kind, channel.address_of(person), person.language, variables, link)
        channel.send(letter)
    _note_that_they_left([message], channel)


def send_digest(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"person": uuid, "day": ISO date}. What was read meanwhile is left out."""
    person = Person.objects.get(uuid=payload["person"])
    messages = list(messages_for_digest(person))
    kind, wishes = kind_named(DIGEST), wishes_of(person)
    channel = channel_for(person, kind, wishes)
    if not messages or channel is None or not can_be_written_to(person):
        return
    _wait_until_it_may_be_sent(person, on_any_day=wishes.on_days_off)
    with translation.override(person.language):
        letter = Letter(
            key=f"digest-{person.uuid}-{payload['day']}",
            kind=kind,
            address=channel.address_of(person),
            language=person.language,
            variables={"count": str(len(messages))},
            link=settings.SITE_URL + reverse("people:inbox"),
            lines=tuple(message.title for message in messages[:LINES_IN_DIGEST]),
        )
        channel.send(letter)
    _note_that_they_left(messages, channel)


def channel_for(person: Person, kind: MessageKind, wishes: MessageWishes) -> Channel | None:
    """The one they wish for, if it reaches them; else the first that does. None: it stays in the inbox."""
    if wishes.channel == MessageWishes.INBOX:
        return None
    able = [
        channel
        for channel in channels()
        if channel.is_open() and channel.address_of(person) and channel.carries(kind, person.language)
    ]
    return next((channel for channel in able if channel.name == wishes.channel), next(iter(able), None))


def can_be_written_to(person: Person) -> bool:
    return person.is_active and person.erased_at is None


@transaction.atomic
def _promise_digest(message: Message, wishes: MessageWishes) -> None:
    """One a person and morning, whoever promises it."""
    person = message.person
    zone = zone_of(person)
    at = next_digest(timezone.now(), zone, on_any_day=wishes.on_days_off)
    day = at.date().isoformat()
    Message.objects.filter(pk=message.pk).update(waits_for_digest=True)
    payload = {"person": str(person.uuid), "day": day}
    outbox.send(SEND_DIGEST, key=f"digest:{person.uuid}:{day}", payload=payload, run_at=at)


def _wait_until_it_may_be_sent(person: Person, *, on_any_day: bool) -> None:
    now = timezone.now()
    at = next_moment_to_write(now, zone_of(person), on_any_day=on_any_day)
    if at > now:
        raise outbox.NotYet(at)


def zone_of(person: Person) -> str:
    """Of where they work; of the site for those who work nowhere."""
    organisation = main_organisation_of(person)
    return organisation.zone if organisation else settings.TIME_ZONE


def _note_that_they_left(messages: list[Message], channel: Channel) -> None:
    left = Message.objects.filter(pk__in=[message.pk for message in messages], left_at__isnull=True)
    left.update(left_at=timezone.now(), channel=channel.name)
