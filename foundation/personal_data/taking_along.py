"""All that is kept of a person, as JSON and files, to be taken along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import FileField, Model
from django.db.models.fields.files import FieldFile

from .registry import PersonalField, PersonalRows, fields_of, is_not_personal, registered_rows

SEALED = "kept, and not shown: it proves who you are"


@dataclass
class TakenAlong:
    """`apps`: {app: {model: {"fields": {name: purpose}, "rows": [{name: value}]}}}, values as JSON, dates, UUIDs or
    decimals. `files`: by the name that rows call them."""

    apps: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, FieldFile] = field(default_factory=dict)


def take_along(person: Model, *, with_private: bool) -> TakenAlong:
    """Other people stand in it by their UUIDs only. `with_private`: for their own eyes."""
    taken = TakenAlong()
    for rows in registered_rows():
        if rows.is_private and not with_private:
            continue
        spoken_for = fields_of(rows.model)
        told = [_row_told(row, rows, spoken_for, taken) for row in _with_names(rows, person)]
        if told:
            of_app = taken.apps.setdefault(rows.model._meta.app_label, {})
            purposes = {entry.field: entry.purpose for entry in spoken_for}
            of_app[rows.model._meta.label] = {"fields": purposes, "rows": told}
    return taken


def _with_names(rows: PersonalRows, person: Model) -> Any:
    relations = [one.name for one in rows.model._meta.concrete_fields if one.is_relation]
    theirs = rows.surely_about(person)
    return theirs.select_related(*relations) if relations else theirs


def _row_told(row: Model, rows: PersonalRows, spoken_for: list[PersonalField], taken: TakenAlong) -> dict[str, Any]:
    secrets = {entry.field for entry in spoken_for if entry.is_secret}
    told = {}
    for one in rows.model._meta.concrete_fields:
        if one.auto_created or is_not_personal(rows.model, one.name):
            continue
        value = getattr(row, one.name)
        if one.name in secrets:
            told[one.name] = SEALED if value else value
        elif isinstance(one, FileField):
            told[one.name] = _file_told(value, taken) if value and not rows.is_shared else ""
        else:
            told[one.name] = _relation_told(value) if one.is_relation else value
    return told


def _file_told(file: FieldFile, taken: TakenAlong) -> str:
    name = str(file.name)
    if file.storage.exists(name):
        taken.files[name] = file
    return name


def _relation_told(other: Any) -> str | None:
    """People by their UUIDs: the names of others are theirs. The rest by what it is called."""
    if other is None:
        return None
    return str(other.uuid) if isinstance(other, get_user_model()) else str(other)
