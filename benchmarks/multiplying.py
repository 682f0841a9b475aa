"""Makes a database hold many times as much: copies of all people and courses, with all that they did and that hangs on
them, row by row in SQL, so that it takes seconds.

Organisations stay as they are: every dealer has many times the people. A copy has keys, UUIDs and digests of its own.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models, transaction

from courses.models import Course
from people.models import Person

STRIDE = 1_000_000  # between the keys of one copy and the next
NOT_COPIED = {
    "people.organisation",
    "people.organisation_product_lines",
    "people.externalcode",
    "people.outlet",
    "people.productline",
    "people.territory",
    "people.territory_dealers",
    "people.territory_people",
    "people.tier",
    "certificates.numberseries",
    "certificates.house",
}
APPS = ("people", "certificates", "learning", "courses", "foundation", "sessions")


def multiply(*, times: int) -> tuple[int, int]:
    """How many people and courses there are then."""
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for model in tables:
            for copy in range(1, times):
                fields = model._meta.concrete_fields
                columns, values = zip(*(_copied(field, copy, tables) for field in fields), strict=True)
                table = model._meta.db_table
                sql = f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)} FROM "{table}"'  # noqa: S608
                cursor.execute(f"{sql} WHERE id < {STRIDE}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Person.objects.count(), Course.objects.count()


def _tables() -> list[type[models.Model]]:
    found = [model for name in APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
    are_numbered = [model for model in found if isinstance(model._meta.pk, models.AutoField)]
    return [model for model in are_numbered if model._meta.label_lower not in NOT_COPIED]


def _copied(field: models.Field, copy: int, tables: list[type[models.Model]]) -> tuple[str, str]:
    """The column, and the SQL of its value in the copy."""
    column = f'"{field.column}"'
    if field.primary_key or (field.related_model in tables and field.is_relation):
        return column, f"{column} + {copy * STRIDE}"
    if isinstance(field, models.UUIDField) and field.name not in {"lesson_key", "question_key"}:
        # "f" in the place of the version: no original has it, so no copy equals an original.
        return column, f"printf('%04x', {copy}) || substr({column}, 5, 8) || 'f' || substr({column}, 14)"
    if field.name in {"digest", "sha256"}:
        return column, f"printf('%04x-', {copy}) || substr({column}, 6)"
    if field.name == "phone":
        return column, f"'+9' || printf('%04d', {copy}) || substr({column}, -9)"
    if field.name in {"email", "key", "number", "code"}:
        return column, f"'{copy}-' || {column}"
    return column, column
