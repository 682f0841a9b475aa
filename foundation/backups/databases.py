"""How each kind of database is copied while the site writes into it, and put back."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from django.db import DatabaseError, connection, connections, transaction

from .manifest import NotPossible

SNAPSHOT = "snapshot"
SECONDS_TO_WAIT = 10  # for whoever holds the database
MAJOR = re.compile(r"\(PostgreSQL\) (\d+)")


class Sqlite:
    engine = "sqlite"
    file_name = "database.sqlite3"

    @property
    def version(self) -> str:
        return sqlite3.sqlite_version

    @contextmanager
    def copied_to(self, path: Path) -> Iterator[str]:
        """Yields the alias under which the copy can be asked.

        All pages in one step: a reader in WAL mode holds up no writer, and sees one moment.
        """
        with closing(_open(_path())) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        connections.databases[SNAPSHOT] = connection.settings_dict | {"NAME": str(path), "OPTIONS": {}}
        try:
            yield SNAPSHOT
        finally:
            connections[SNAPSHOT].close()
            del connections[SNAPSHOT]
            del connections.databases[SNAPSHOT]

    def put_back(self, path: Path) -> None:
        """Page by page into the file that is there, so that nobody is left with a file that is gone."""
        connections.close_all()
        give_up_at = time.monotonic() + SECONDS_TO_WAIT

        def wait(status: int, _remaining: int, _total: int) -> None:
            """Without it, Python would wait for ever."""
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > give_up_at:
                raise NotPossible("The database is in use. Stop the site, then try again.")

        with closing(_open(path)) as source, closing(sqlite3.connect(_path(), timeout=1)) as target:
            source.backup(target, progress=wait)


class Postgres:
    engine = "postgresql"
    file_name = "database.dump"

    @property
    def version(self) -> str:
        return str(_server_version())

    @contextmanager
    def copied_to(self, path: Path) -> Iterator[str]:
        """Yields the alias under which rows can be asked as the dump has them: both share one snapshot."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SELECT pg_export_snapshot()")
                (snapshot,) = cursor.fetchone()
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
            yield "default"

    def put_back(self, path: Path) -> None:
        """What is there goes first: a newer program's tables would stand in the way."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{SECONDS_TO_WAIT}s'")
                tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names(cursor)))
                if tables:
                    cursor.execute(f"DROP TABLE {tables} CASCADE")
        except DatabaseError as error:
            raise NotPossible(f"The database is in use ({error}). Stop the site, then try again.") from error
        connections.close_all()
        database = connection.settings_dict["NAME"]
        self._run("pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={database}", str(path))

    def _run(self, program: str, *arguments: str) -> None:
        """Host, user and password go by the environment: command lines can be read by everybody on the machine."""
        command = [self._find(program), "--no-owner", "--no-privileges", "--no-password", *arguments]
        result = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
        if result.returncode:
            raise NotPossible(f"{program} failed: {result.stderr.strip()}")

    def _find(self, program: str) -> str:
        """One that is not older than the server, the nearest first: an older one cannot read it."""
        wanted = _server_version() // 10_000
        installed = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
        found = [path for path in (shutil.which(program), *map(str, installed)) if path]
        fitting = sorted((major, path) for path in found if (major := _major_of(path)) >= wanted)
        if not fitting:
            raise NotPossible(
                f"The server is PostgreSQL {wanted}, and there is no {program} of that version here."
                f" Install it: apt-get install postgresql-client-{wanted}"
            )
        return fitting[0][1]


def database() -> Sqlite | Postgres:
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def is_empty() -> bool:
    return not connection.introspection.table_names()


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=20)


def _server_version() -> int:
    """As PostgreSQL writes it in figures: 160003 is 16.3."""
    connection.ensure_connection()
    return int(cast("Any", connection).pg_version)


def _major_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = MAJOR.search(said)
    return int(found[1]) if found else 0


def _environment() -> dict[str, str]:
    """What libpq reads: Django knows most of it from its own `dbshell`."""
    settings = connection.settings_dict
    _arguments, environment = connection.client.settings_to_cmd_args_env(settings, [])
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    told = {variable: str(settings[name]) for variable, name in names.items() if settings.get(name)}
    return dict(os.environ) | (environment or {}) | told
