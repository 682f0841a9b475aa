"""Does to every registered field of a person what the registry says, over all apps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import FileField, Model, Q, QuerySet
from wagtail.models import ModelLogEntry

from foundation import audit
from foundation.files import KeptFile, name_of_storage

from .registry import (
    NOTHING_SAID,
    OnErase,
    PersonalField,
    PersonalRows,
    Pseudonym,
    fields_of,
    registered_rows,
    take_steps,
)

BATCH = 500


@dataclass
class Erased:
    """`rows`: {model: how many were changed or deleted}; `files`: what they named, which is still to be deleted."""

    rows: dict[str, int] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)


def erase(person: Any, *, pseudonym: Pseudonym) -> Erased:
    """Inside the caller's transaction. What stands in no field, registered steps see to."""
    erased = Erased()
    take_steps(person)
    _forget_in_histories(person, pseudonym)
    for rows in registered_rows():
        fields = fields_of(rows.model)
        links = [entry for entry in fields if entry.model._meta.get_field(entry.field).many_to_many]
        if links:
            _unlink(links, person)
        elif any(entry.on_erase == OnErase.DELETE_ROW for entry in fields):
            _delete(rows, person, erased)
        else:
            _change(rows, person, [entry for entry in fields if entry.on_erase != OnErase.KEEP], pseudonym, erased)
    return erased


def _unlink(links: list[PersonalField], person: Any) -> None:
    """The row is not theirs: only the link to them goes."""
    for entry in links:
        relation: Any = entry.model._meta.get_field(entry.field)
        QuerySet(relation.remote_field.through).filter(**{relation.m2m_reverse_field_name(): person}).delete()


def _delete(rows: PersonalRows, person: Any, erased: Erased) -> None:
    names = [one.name for one in rows.model._meta.concrete_fields if isinstance(one, FileField)]
    found = list(rows.about(person))
    for row in found:
        files = (getattr(row, name) for name in names)
        erased.files += [KeptFile(name_of_storage(file.storage), str(file.name)) for file in files if file]
    _note(erased, rows.model, QuerySet(rows.model).filter(pk__in=[row.pk for row in found]).delete()[0])


def _change(rows: PersonalRows, person: Any, fields: list[PersonalField], pseudonym: Pseudonym, erased: Erased) -> None:
    """Past managers that refuse every change, and past `save`: only these columns, row by row."""
    if not fields:
        return
    for row in list(rows.about(person)):
        values = {entry.field: _value_after(row, entry, pseudonym) for entry in fields}
        changed = {name: value for name, value in values.items() if value != getattr(row, name)}
        if changed:
            _note(erased, rows.model, QuerySet(rows.model).filter(pk=row.pk).update(**changed))


def _value_after(row: Model, entry: PersonalField, pseudonym: Pseudonym) -> Any:
    if entry.on_erase == OnErase.REPLACE:
        return entry.by(getattr(row, entry.field), pseudonym)
    emptied: Any = entry.model._meta.get_field(entry.field)
    return None if emptied.null else emptied.get_default()


def _note(erased: Erased, model: type[Model], count: int) -> None:
    if count:
        erased.rows[model._meta.label] = erased.rows.get(model._meta.label, 0) + count


def _forget_in_histories(person: Any, pseudonym: Pseudonym) -> None:
    """Wagtail's history calls objects by their names, and reasons were typed by people. That it happened stays."""
    uuids: set[UUID] = {person.uuid}
    for rows in registered_rows():
        if rows.is_shared:
            continue
        found = list(rows.about(person))
        uuids |= {row.uuid for row in found if hasattr(row, "uuid")}
        _rename_in_history(rows.model, [str(row.pk) for row in found], str(person), pseudonym)
    _blank_in_history(ModelLogEntry.objects.filter(data__person=str(person.uuid)))
    for batch in _batches(sorted(uuids)):
        audit.blank_reasons(batch, person=person.uuid)


def _rename_in_history(model: type[Model], keys: list[str], name: str, pseudonym: Pseudonym) -> None:
    """What is there no more is known by what it was called: after the person, alone or first."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    for batch in _batches(keys):
        of_rows = entries.filter(object_id__in=batch)
        _blank_in_history(of_rows)
        of_rows.update(label=pseudonym.name)
    called_so = entries.filter(Q(label=name) | Q(label__startswith=f"{name} · "))
    named = set(called_so.values_list("object_id", flat=True))
    there = {str(key) for key in QuerySet(model).filter(pk__in=named).values_list("pk", flat=True)}
    for batch in _batches(sorted(named - there)):
        called_so.filter(object_id__in=batch).update(label=pseudonym.name)


def _blank_in_history(entries: Any) -> None:
    for entry in entries.filter(data__has_key="reason"):
        entries.model.objects.filter(pk=entry.pk).update(data=entry.data | {"reason": NOTHING_SAID})


def _batches[Item](items: list[Item]) -> Iterable[list[Item]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
