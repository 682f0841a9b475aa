"""Where somebody stands in no row of their own: messages to others, the outbox, sessions, mails that never left."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import partial
from importlib import import_module
from itertools import batched
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.models import OutboxMessage
from foundation.sealed import SealBroken, unseal
from people.actions import password_mails
from people.messaging import local_messages
from people.messaging.actions import delivering, sending
from people.models import ErasureRequest, Invitation, JoinRequest, Membership, Message, Person, Question
from people.privacy.names import pseudonym_of

BATCH = 200
UUID_LENGTH = 36


def names_of(person: Person) -> list[str]:
    """All that they are called or reached by, the longest first."""
    names = {person.full_name, person.latin_name, person.email, person.phone}
    names |= set(person.staff_codes.values_list("code", flat=True))
    names |= set(person.invitations.values_list("name", flat=True))
    return sorted((name for name in names if name), key=len, reverse=True)


def without_names(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "—")
    return text


def forget_traces(person: Person) -> None:
    """Before the rows go that say where to look."""
    names = names_of(person)
    _rename_in_messages(person, names)
    _forget_outbox(person)
    _end_sessions(person, names)
    transaction.on_commit(partial(local_messages.forget_messages, names))


def _rename_in_messages(person: Person, names: Collection[str]) -> None:
    """Others were told of them: what they asked, that they came, left or answered. Two may have one name, so only what
    has one of their own rows for its cause is theirs by whatever name."""
    own = {
        str(uuid)
        for model in (Membership, JoinRequest, Invitation, Question, ErasureRequest)
        for uuid in model.objects.filter(person=person).values_list("uuid", flat=True)
    }
    invited = Invitation.objects.filter(invited_by=person).values_list("uuid", flat=True)
    answered = Question.objects.filter(answered_by=person).values_list("uuid", flat=True)
    causes = own | {str(uuid) for uuid in (*invited, *answered)}
    for batch in batched(sorted(causes), BATCH, strict=False):
        about = Q(*(("cause__startswith", cause) for cause in batch), _connector=Q.OR)
        for message in Message.objects.exclude(person=person).filter(about, variables__has_key="person"):
            if message.cause[:UUID_LENGTH] in own or message.variables["person"] in names:
                message.variables["person"] = pseudonym_of(person).name
                message.save(update_fields=["variables"])


def _forget_outbox(person: Person) -> None:
    rows = OutboxMessage.objects.all()
    told = Message.objects.filter(person=person).values_list("uuid", flat=True)
    for batch in batched(list(told), BATCH, strict=False):
        rows.filter(key__in=[f"message:{uuid}" for uuid in batch]).delete()
    of_person = Q(handler=delivering.SEND_DIGEST) | Q(handler=password_mails.MAIL_PASSWORD_LINK)
    rows.filter(of_person, payload__person=str(person.uuid)).delete()
    codes = rows.filter(handler=sending.SEND_SECRET)
    codes.exclude(delivered_at=None, gave_up_at=None).delete()  # nobody needs those any more
    waiting = [row.pk for row in codes if _is_addressed_to(person, row)]
    codes.filter(pk__in=waiting).delete()


def _is_addressed_to(person: Person, code: OutboxMessage) -> bool:
    try:
        facts = unseal(code.payload["sealed"], lifetime=sending.SECRET_LIFETIME)
    except SealBroken:
        return True  # too old to be sent to anybody
    return facts["address"] in {person.phone, person.email}


def _end_sessions(person: Person, names: Collection[str]) -> None:
    """Those in which they are signed in, and those of browsers that asked for a code to their number."""
    engine: Any = import_module(settings.SESSION_ENGINE)
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        kept = session.get_decoded()
        words = json.dumps(kept, ensure_ascii=False, default=str)
        if kept.get(SESSION_KEY) == str(person.pk) or any(name in words for name in names):
            engine.SessionStore(session.session_key).delete()
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
