"""The one way to write down who changed what, and the words in which it is read again.

Words are Wagtail's log actions, by the name `<app>.<action>`: apps register them in their `wagtail_hooks.py`.
"""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.contrib.admin.utils import label_for_field
from django.db.models import Model, Q, QuerySet
from django.db.models.options import Options
from django.utils.translation import gettext
from wagtail.log_actions import LogFormatter, registry

from . import logs
from .models import AuditLine
from .writing import insert


class HasUuid(Protocol):
    _meta: ClassVar[Options]

    @property
    def uuid(self) -> UUID: ...


class AuditWords(LogFormatter):
    """Words of one action. Subclasses with `sentence` say more, out of the line's facts.

    Those that are not `in_site_history` happen too often for a report on what people of the house did; every object's
    own history has them all the same.
    """

    in_site_history = True

    def format_message(self, log_entry: Any) -> str:
        return self.sentence(log_entry.data)

    def sentence(self, facts: dict[str, Any]) -> str:  # noqa: ARG002 - for those that say more
        return str(self.message)


class FieldsChanged(AuditWords):
    """Says which fields of `model` were changed, by their names on forms."""

    model: type[Model]

    def sentence(self, facts: dict[str, Any]) -> str:
        names = [str(label_for_field(name, self.model)) for name in self.fields(facts)]
        return gettext("Changed: %(fields)s") % {"fields": gettext(", ").join(names)} if names else str(self.label)

    def fields(self, facts: dict[str, Any]) -> list[str]:
        return list(facts.get("changed", []))


def register_words(actions: Any, words: dict[str, tuple[Any, Any]], *, in_site_history: bool = True) -> None:
    """`words`: {`<app>.<action>`: (what the action is called, what its line says)}. From `register_log_actions`."""
    for name, (label, message) in words.items():
        fields = {"label": label, "message": message, "in_site_history": in_site_history}
        actions.register_action(name)(type("Words", (AuditWords,), fields))


def register_changes(actions: Any, changes: Mapping[str, tuple[Any, type[Model]]]) -> None:
    """`changes`: {`<app>.change_<noun>`: (what the action is called, whose fields its line names)}. As above."""
    for name, (label, model) in changes.items():
        actions.register_action(name)(type("Changed", (FieldsChanged,), {"label": label, "model": model}))


def record(action: str, *, obj: HasUuid, actor: HasUuid | None = None, **facts: Any) -> AuditLine:
    """Write one line inside the caller's transaction. `action` is the action's name (`award_certificate`).

    `facts` are what changed and why, as JSON, dates, UUIDs or decimals: no names, no answers. Without an actor, the
    system did it. What a person did, and has words for it, stands in Wagtail's history of the site as well.
    """
    line = insert(
        AuditLine(
            action=action,
            actor=actor.uuid if actor else None,
            object_type=obj._meta.label,
            object_uuid=obj.uuid,
            facts=facts,
            request_id=logs.current_request_id(),
        )
    )
    if actor and getattr(words_of(line), "in_site_history", False):
        registry.log(obj, name_of(line), user=actor, data=facts)
    return line


def lines_about(obj: HasUuid) -> QuerySet[AuditLine]:
    """The newest first."""
    return AuditLine.objects.filter(object_uuid=obj.uuid, object_type=obj._meta.label).order_by("-at", "-pk")


def lines_by(actor: HasUuid) -> QuerySet[AuditLine]:
    """The newest first."""
    return AuditLine.objects.filter(actor=actor.uuid).order_by("-at", "-pk")


def blank_reasons(objects: Collection[UUID], *, person: UUID) -> None:
    """When somebody is erased: what was typed about them goes, that it happened stays. Nothing else changes a line."""
    about_them = Q(object_uuid__in=objects) | Q(facts__person=str(person))
    lines: QuerySet[AuditLine] = QuerySet(AuditLine)
    for line in lines.filter(about_them, facts__has_key="reason"):
        lines.filter(pk=line.pk).update(facts=line.facts | {"reason": "—"})


def name_of(line: AuditLine) -> str:
    return f"{line.object_type.partition('.')[0]}.{line.action}"


def words_of(line: AuditLine) -> LogFormatter | None:
    registry.scan_for_actions()
    return registry.formatters.get(name_of(line))


def message_of(line: AuditLine) -> str:
    """What a line says to people, in the active language."""
    line.data = line.facts  # type: ignore[attr-defined]  # as Wagtail's formatters read it
    words = words_of(line)
    return words.format_message(line) if words else line.action
