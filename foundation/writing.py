"""Rows written with SQL that is put together once per model and process.

Django puts the SQL of an insert together anew for each row: 0.3 ms, where the database needs a tenth of that. An action
that writes seven rows in one request spends most of its time there. These functions ask fields for their values as
`save` does, and the database for the key; they tell no signal, and so refuse models that somebody listens to.

`foundation.prepared` does the same for reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Field, Model
from django.db.models.signals import post_save  # noqa: TID251 - only asked whether anybody listens


class CannotBeWritten(Exception):
    """Only `save` knows how to."""


def insert[Row: Model](row: Row) -> Row:
    """As `row.save(force_insert=True)`, with the same errors."""
    _insert(row, _insertion(type(row)))
    return row


def insert_unless_there(row: Model) -> bool:
    """False if a unique constraint is against it: then nothing is written, and the transaction goes on.

    Waits for a transaction that is about to write the same. Other constraints raise IntegrityError, as ever.
    """
    return _insert(row, _insertion(type(row), "ON CONFLICT DO NOTHING"))


def insert_all(rows: Sequence[Model]) -> None:
    """Rows of one model, as `bulk_create` writes them, for half of what it costs. Their keys stay unknown."""
    if not rows:
        return
    model, connection = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    fields = _written(model)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_adding(model), [_values(row, fields, connection, is_new=True) for row in rows])


def update(row: Model, *names: str) -> None:
    """As `row.save(update_fields=names)`. Raises the row's NotUpdated if it is there no more."""
    model, connection = type(row), connections[DEFAULT_DB_ALIAS]
    values = [*_values(row, _named(model, names), connection, is_new=False), row.pk]
    with connection.cursor() as cursor:
        cursor.execute(_changing(model, names), values)
        if not cursor.rowcount:
            raise row.NotUpdated(f"{row!r} is there no more.")  # type: ignore[attr-defined]  # all have it


def _insert(row: Model, sql: str) -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    values = _values(row, _written(type(row)), connection, is_new=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        returned = cursor.fetchone()
    if returned is None:
        return False
    [row.pk] = returned
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django's own insert does
    return True


@cache
def _insertion(model: type[Model], otherwise: str = "") -> str:
    return f"{_adding(model)} {otherwise} RETURNING {_quoted(model._meta.pk)}"


@cache
def _adding(model: type[Model]) -> str:
    _refuse_unless_plain(model)
    fields = _written(model)
    columns, places = ", ".join(_quoted(field) for field in fields), ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {_table(model)} ({columns}) VALUES ({places})"  # noqa: S608 - names of models


@cache
def _changing(model: type[Model], names: tuple[str, ...]) -> str:
    _refuse_unless_plain(model)
    changes = ", ".join(f"{_quoted(field)} = %s" for field in _named(model, names))
    return f"UPDATE {_table(model)} SET {changes} WHERE {_quoted(model._meta.pk)} = %s"  # noqa: S608 - likewise


def _refuse_unless_plain(model: type[Model]) -> None:
    """Wagtail listens to models that it keeps an index of; before a save, only to pages in several languages."""
    if model._meta.parents or model._meta.pk not in model._meta.db_returning_fields:
        raise CannotBeWritten(f"{model._meta.label} has a parent, or a key that the database does not give: save it.")
    if post_save.has_listeners(model):
        raise CannotBeWritten(f"Somebody listens to {model._meta.label} being saved: save it.")


@cache
def _written(model: type[Model]) -> list[Field]:
    """All but a key that the database gives."""
    return [field for field in model._meta.local_concrete_fields if field not in model._meta.db_returning_fields]


@cache
def _named(model: type[Model], names: tuple[str, ...]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def _values(row: Model, fields: Sequence[Field], connection: Any, *, is_new: bool) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=is_new), connection) for field in fields]


def _quoted(field: Any) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(field.column)


def _table(model: type[Model]) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(model._meta.db_table)
