"""The database itself refuses to edit or delete learning records; only voiding them is let through, once.

SQLite drops triggers with a table that a migration remakes: a migration that alters the table of learning records must
call `make_triggers` again. `tests/learning/test_records_stay.py` notices if it did not.
"""

from typing import Any

TABLE = "learning_learningrecord"
VOIDING = {"voided_at", "voided_by_id", "void_reason"}
ONCE = "UPDATE OF voided_at, voided_by_id"  # the reason may be blanked when the person is erased
EDITED = "A learning record is never edited; void it and record anew."
DELETED = "A learning record is never deleted; void it."


def make_triggers(apps: Any, schema_editor: Any) -> None:
    record = apps.get_model("learning", "LearningRecord")
    columns = [field.column for field in record._meta.local_concrete_fields if field.column not in VOIDING]
    statements = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[schema_editor.connection.vendor]
    drop_triggers(apps, schema_editor)
    for statement in statements(", ".join(f'"{column}"' for column in columns)):
        schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - called by RunPython
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("learning_record_stays", "learning_record_is_not_edited", "learning_record_is_voided_once"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _for_sqlite(columns: str) -> list[str]:
    def trigger(name: str, event: str, sentence: str, when: str = "") -> str:
        return f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"

    return [
        trigger("learning_record_stays", "DELETE", DELETED),
        trigger("learning_record_is_not_edited", f"UPDATE OF {columns}", EDITED),
        trigger("learning_record_is_voided_once", ONCE, EDITED, "WHEN OLD.voided_at IS NOT NULL"),
    ]


def _for_postgresql(columns: str) -> list[str]:
    def trigger(name: str, event: str, sentence: str, when: str = "") -> str:
        return (
            f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH ROW {when}"
            f" EXECUTE FUNCTION learning_record_refuses('{sentence}')"
        )

    refuse = (
        "CREATE OR REPLACE FUNCTION learning_record_refuses() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION '%%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [
        refuse,
        trigger("learning_record_stays", "DELETE", DELETED),
        trigger("learning_record_is_not_edited", f"UPDATE OF {columns}", EDITED),
        trigger("learning_record_is_voided_once", ONCE, EDITED, "WHEN (OLD.voided_at IS NOT NULL)"),
    ]
