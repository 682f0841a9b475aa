"""A migrated template database, made once for a set of migrations and copied for each test process.

Migrating takes half a minute, copying milliseconds. SQLite copies a file; PostgreSQL makes a database from a template.
What nobody used for a day is cleared away: templates and demos of other branches.
"""

import fcntl
import hashlib
import os
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

FOLDER: Path = settings.TEST_DATABASES_DIR
DAY = 24 * 60 * 60
LEFTOVERS = ("template-*", "demo-*", "static-*")

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, so it hides this race"
)


def migrations_digest() -> str:
    """A hash of all that a migrated database depends on."""
    found = hashlib.sha256(f"{sys.version} {django.VERSION}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            found.update(f"{config.name} {path.name}".encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def one_at_a_time():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"lock-{connection.vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def touch(path: Path) -> None:
    """Somebody uses it: whoever clears away leaves it alone for a day."""
    os.utime(path)


def clear_away_old(folder: Path, *, but: Path | None = None) -> None:
    """What was not used for a day. Only while holding the lock: another process may be about to use it."""
    for pattern in LEFTOVERS:
        for path in folder.glob(pattern):
            if path == but or time.time() - path.stat().st_mtime < DAY:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _migrate_into(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    connections.close_all()


class SqliteCopies:
    def __init__(self, worker: str) -> None:
        self.template = FOLDER / f"template-{migrations_digest()}.sqlite3"
        self.copy: Path = settings.TEST_COPIES_DIR / f"copy-{worker}.sqlite3"

    def make_template(self) -> None:
        if not self.template.exists():
            _migrate_into(str(self.copy))
            unfinished = self.template.with_suffix(".unfinished")
            shutil.copyfile(self.copy, unfinished)
            unfinished.rename(self.template)
        touch(self.template)
        clear_away_old(FOLDER, but=self.template)

    def renew(self) -> None:
        connections.close_all()
        self.remove()
        touch(self.template)
        shutil.copyfile(self.template, self.copy)
        connection.settings_dict["NAME"] = str(self.copy)

    def remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.copy}{ending}").unlink(missing_ok=True)


class PostgresCopies:
    def __init__(self, worker: str) -> None:
        self.maintenance = connection.settings_dict["NAME"]
        self.template = f"template_{migrations_digest()}"
        self.copy = f"copy_{os.getpid()}_{worker}"

    def _run(self, *statements: str) -> None:
        connections.close_all()
        connection.settings_dict["NAME"] = self.maintenance
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connections.close_all()

    def make_template(self) -> None:
        connection.settings_dict["NAME"] = self.maintenance
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            is_there = cursor.fetchone()
        if not is_there:
            unfinished = f"{self.template}_unfinished"
            self._run(f'DROP DATABASE IF EXISTS "{unfinished}"', f'CREATE DATABASE "{unfinished}"')
            _migrate_into(unfinished)
            self._run(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')

    def renew(self) -> None:
        self._run(
            f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)',
            f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.template}"',
        )
        connection.settings_dict["NAME"] = self.copy

    def remove(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')


def copies_for(worker: str) -> SqliteCopies | PostgresCopies:
    copies = SqliteCopies(worker) if connection.vendor == "sqlite" else PostgresCopies(worker)
    with one_at_a_time():
        copies.make_template()
    copies.renew()
    return copies
