"""Tells people things: once for each cause, into their inbox, and from there by the way that they like best."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from foundation import outbox
from foundation.sealed import seal, unseal
from people.messaging.channels import Letter, channel_named
from people.messaging.kinds import kept_variables, kind_named
from people.models import Message, MessageWishes, Organisation, Person

DELIVER_MESSAGE = "people.deliver_message"
SEND_SECRET = "people.send_secret"  # noqa: S105 - the name of an outbox handler
SECRET_LIFETIME = timedelta(minutes=10)


@transaction.atomic
def send_message(
    kind: str,
    *,
    to: Person,
    cause: str,
    variables: Mapping[str, str | Person | Organisation] | None = None,
    path: str = "",
) -> None:
    """Tell a person something, once for each kind and `cause`, however often and from wherever this is called.

    `variables` are those that the kind names; people and dealers among them are called as `to` calls them. `path` is
    the place on this site that the message opens, such as `/certificates/…/`. It stands in the inbox with the caller's
    transaction; a worker sends it on when it may. Tell several people of one cause in the order of their keys, so that
    two who do so do not wait for each other. Raises UnknownKind, and ValueError for other variables than the kind's.
    """
    told = kind_named(kind)
    message = Message(
        uuid=_uuid_of(kind, to, cause),
        person=to,
        kind=told.name,
        cause=cause,
        variables=kept_variables(told, {name: _called(thing, to) for name, thing in (variables or {}).items()}),
        path=path,
    )
    message.clean_fields(exclude=["person", "uuid"])
    Message.objects.bulk_create([message], ignore_conflicts=True)
    outbox.send(DELIVER_MESSAGE, key=f"message:{message.uuid}", payload={"message": str(message.uuid)})


def _called(thing: str | Person | Organisation, reader: Person) -> str:
    return thing if isinstance(thing, str) else thing.name_in(reader.language)


def _uuid_of(kind: str, person: Person, cause: str) -> uuid.UUID:
    """The same for the same, so that what follows from a message has a name before one knows who wrote it first."""
    return uuid.uuid5(person.uuid, f"{kind} {cause}")


@transaction.atomic
def send_secret(kind: str, *, address: str, language: str, variables: Mapping[str, str]) -> None:
    """Send a one-time code to an e-mail address or a phone number in E.164: at once, by night too, and to no inbox.

    It is sealed in the outbox and not sent any more ten minutes later. An empty address does the same work and reaches
    nobody: so it takes as long whether there is such a person or not.
    """
    told = kind_named(kind)
    kept_variables(told, variables)
    facts = {
        "kind": told.name,
        "address": address,
        "language": language,
        "variables": {name: str(value) for name, value in variables.items()},
    }
    outbox.send(SEND_SECRET, key=f"secret:{uuid.uuid4()}", payload={"sealed": seal(facts)})


def deliver_secret(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"sealed": what `send_secret` was told}."""
    facts: dict[str, Any] = unseal(payload["sealed"], lifetime=SECRET_LIFETIME)
    if not facts["address"]:
        return
    channel = channel_named("EMAIL" if "@" in facts["address"] else "SMS")
    if channel is None:
        raise LookupError("MESSAGE_CHANNELS has no way to this address.")
    kind = kind_named(facts["kind"])
    key = str(uuid.uuid5(uuid.NAMESPACE_OID, payload["sealed"]))
    with translation.override(facts["language"]):
        channel.send(Letter(key, kind, facts["address"], facts["language"], facts["variables"]))


@transaction.atomic
def read_message(message: Message) -> None:
    """Read again, it stays read as of the first time."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def read_all_messages(person: Person, *, until: datetime) -> None:
    """All that had come in by then."""
    unread = Message.objects.filter(person=person, read_at__isnull=True, sent_at__lte=until)
    unread.update(read_at=timezone.now())


@transaction.atomic
def change_message_wishes(
    person: Person, *, channel: str, is_daily: bool, on_days_off: bool, switched_off: list[str]
) -> None:
    """`channel` is the name of one, `MessageWishes.INBOX`, or empty for whatever reaches them."""
    wishes = {"channel": channel, "is_daily": is_daily, "on_days_off": on_days_off, "switched_off": switched_off}
    MessageWishes.objects.update_or_create(person=person, defaults=wishes)
