"""The index of the database: FTS5 on SQLite, a generated tsvector on PostgreSQL. Both follow the rows by themselves.

SQLite drops triggers with a table that a migration remakes: a migration that alters the table of search entries must
call `make_index` again. `tests/courses/searching/test_full_text.py` notices if it did not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func

from .words import Term

FORGET = """
    INSERT INTO courses_search(courses_search, rowid, title, headings, text)
    VALUES ('delete', old.id, old.title, old.headings, old.text)
"""
LEARN = "INSERT INTO courses_search(rowid, title, headings, text) VALUES (new.id, new.title, new.headings, new.text)"
REBUILD = "INSERT INTO courses_search(courses_search) VALUES ('rebuild')"
MAKE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE courses_search USING
        fts5(title, headings, text, content='courses_searchentry', content_rowid='id', tokenize='ascii')
        """,
        REBUILD,
        f"CREATE TRIGGER courses_search_new AFTER INSERT ON courses_searchentry BEGIN {LEARN}; END",
        f"CREATE TRIGGER courses_search_gone AFTER DELETE ON courses_searchentry BEGIN {FORGET}; END",
        f"CREATE TRIGGER courses_search_changed AFTER UPDATE ON courses_searchentry BEGIN {FORGET}; {LEARN}; END",
    ],
    "postgresql": [
        """
        ALTER TABLE courses_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', title || ' x ' || headings || ' x ' || text)) STORED
        """,
        "CREATE INDEX courses_search ON courses_searchentry USING gin (vector)",
    ],
}
DROP = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS courses_search_new",
        "DROP TRIGGER IF EXISTS courses_search_gone",
        "DROP TRIGGER IF EXISTS courses_search_changed",
        "DROP TABLE IF EXISTS courses_search",
    ],
    "postgresql": ["ALTER TABLE courses_searchentry DROP COLUMN IF EXISTS vector"],
}


def make_index(apps: Any, schema_editor: Any) -> None:
    drop_index(apps, schema_editor)
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - called by RunPython
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def rebuild_index() -> None:
    """SQLite's, from the rows. PostgreSQL's is a column of theirs and cannot differ from them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(REBUILD)


class Matches(Func):
    """Whether every term stands in this entry, by the index. A condition for `filter`."""

    output_field = BooleanField()

    def __init__(self, terms: Iterable[Term]) -> None:
        super().__init__(F("pk"))
        self.terms = tuple(terms)

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - as Django calls it
        phrases = (f'"{" ".join(term.words)}"{" *" * term.is_open}' for term in self.terms)
        select = "SELECT rowid FROM courses_search WHERE courses_search MATCH %s"
        return self._in(compiler, select, " AND ".join(phrases))

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - as Django calls it
        phrases = (f"({' <-> '.join(term.words)}{':*' * term.is_open})" for term in self.terms)
        select = "SELECT id FROM courses_searchentry WHERE vector @@ to_tsquery('simple', %s)"
        return self._in(compiler, select, " & ".join(phrases))

    def _in(self, compiler: Any, select: str, wanted: str) -> tuple[str, tuple[Any, ...]]:
        key, parameters = compiler.compile(self.source_expressions[0])
        return f"{key} IN ({select})", (*parameters, wanted)
