"""The one way to write down who changed what."""

from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db.models.options import Options

from .models import AuditLine


class HasUuid(Protocol):
    _meta: ClassVar[Options]

    @property
    def uuid(self) -> UUID: ...


def record(action: str, *, obj: HasUuid, actor: HasUuid | None = None, **facts: Any) -> AuditLine:
    """Write one line inside the caller's transaction. `action` is the action's name (`award_certificate`).

    `facts` are what changed and why, as JSON, dates, UUIDs or decimals: no names, no answers. Without an actor, the
    system did it.
    """
    return AuditLine.objects.create(
        action=action,
        actor=actor.uuid if actor else None,
        object_type=obj._meta.label,
        object_uuid=obj.uuid,
        facts=facts,
    )
