"""Inboxes: one's own; and for those who administer, what was told to whom."""

from __future__ import annotations

from django.db.models import QuerySet

from people.enums import StaffGroup
from people.models import Message, MessageWishes, Person
from people.queries import is_platform_admin, memberships_open

from .kinds import MessageKind, switchable_kinds


def messages_of(person: Person) -> QuerySet[Message]:
    """One's inbox, the newest first."""
    return Message.objects.filter(person=person).order_by("-sent_at", "-pk")


def messages_unread_by(person: Person) -> QuerySet[Message]:
    return messages_of(person).filter(read_at__isnull=True)


def messages_for_digest(person: Person) -> QuerySet[Message]:
    """What waits for the next one, the oldest first."""
    waiting = messages_unread_by(person).filter(waits_for_digest=True, left_at__isnull=True)
    return waiting.order_by("sent_at", "pk")


def messages_visible_to(person: Person) -> QuerySet[Message]:
    """One's own; all, for platform admins."""
    messages = Message.objects.select_related("person").order_by("-sent_at", "-pk")
    return messages if is_platform_admin(person) else messages.filter(person=person)


def wishes_of(person: Person) -> MessageWishes:
    """Not saved yet, for whom never said anything."""
    return MessageWishes.objects.filter(person=person).first() or MessageWishes(person=person)


def kinds_to_choose_from(person: Person) -> list[MessageKind]:
    """Those that may be switched off and can reach this person as they stand today. One query."""
    roles = memberships_open().filter(person=person).order_by().values_list("role", flat=True)
    standing = set(roles.union(person.groups.order_by().values_list("name", flat=True)))
    if person.is_superuser:
        standing.add(StaffGroup.PLATFORM_ADMINS)
    return [kind for kind in switchable_kinds() if kind.can_reach(standing)]
