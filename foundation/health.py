"""Whether this installation can do its work, asked by load balancers, monitoring and `manage.py ready`.

What strangers read (`sentence`) tells no number, version or name; `detail` is for whoever has a shell.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .models import Heartbeat
from .outbox import messages_due_before

LEAST_FREE = 500 * 1024 * 1024  # bytes
LONGEST_DELAY = timedelta(minutes=5)  # a hall full of certificates may take some
LONGEST_SILENCE = timedelta(seconds=60)  # beat asks for a sign every ten
JOBS = "jobs"


@dataclass(frozen=True)
class Condition:
    """One thing that must be well. The order of `conditions()` is the order in which to look for what is wrong."""

    name: str
    is_well: bool
    sentence: str
    detail: str = ""


def conditions() -> list[Condition]:
    """Never raises: a database that does not answer is a condition, too."""
    database = _database()
    if not database.is_well:
        unknown = "Not known: the database does not answer."
        return [database, *(Condition(name, is_well=False, sentence=unknown) for name in _IN_DATABASE), _disk()]
    return [database, *(_asked(name, ask) for name, ask in _IN_DATABASE.items()), _disk()]


def note_heartbeat() -> None:
    """Called by the task that beat sends every few seconds: beat, broker, a worker and the database are alive."""
    Heartbeat.objects.update_or_create(name=JOBS, defaults={"at": timezone.now()})


def unapplied_migrations() -> list[str]:
    """As `app.name`, sorted."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(known_migrations() - {".".join(key) for key in applied})


@cache
def known_migrations() -> frozenset[str]:
    """As `app.name`; read from the code, which does not change while a process runs."""
    return frozenset(".".join(key) for key in MigrationLoader(None).graph.nodes)


def migrations_ever_known() -> frozenset[str]:
    """Those, too, that were squashed into others since."""
    on_disk = MigrationLoader(None).disk_migrations
    squashed = (key for migration in on_disk.values() for key in migration.replaces)
    return frozenset(".".join(key) for key in (*on_disk, *squashed))


def _asked(name: str, ask: Callable[[], Condition]) -> Condition:
    try:
        return ask()
    except DatabaseError as error:
        return Condition(name, is_well=False, sentence="The database could not say.", detail=str(error))


def _database() -> Condition:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Condition("database", is_well=False, sentence="The database does not answer.", detail=str(error))
    return Condition("database", is_well=True, sentence="The database answers.", detail=connection.vendor)


def _migrations() -> Condition:
    if missing := unapplied_migrations():
        sentence = "The database is older than the program: run manage.py migrate."
        return Condition("migrations", is_well=False, sentence=sentence, detail=", ".join(missing))
    return Condition("migrations", is_well=True, sentence="The database is as the program expects it.")


def _outbox() -> Condition:
    now = timezone.now()
    oldest = messages_due_before(now).order_by("run_at").values_list("run_at", flat=True).first()
    delay = now - oldest if oldest else timedelta()
    detail = f"The oldest has been due for {delay.total_seconds():.0f} s." if oldest else "Nothing is due."
    if delay > LONGEST_DELAY:
        return Condition("outbox", is_well=False, sentence="Mails and prints are held up.", detail=detail)
    return Condition("outbox", is_well=True, sentence="Mails and prints leave in time.", detail=detail)


def _jobs() -> Condition:
    last = Heartbeat.objects.filter(name=JOBS).values_list("at", flat=True).first()
    silence = timezone.now() - last if last else None
    detail = f"Last sign {silence.total_seconds():.0f} s ago." if silence is not None else "No sign yet."
    if silence is None or silence > LONGEST_SILENCE:
        sentence = "Beat, the broker or the workers give no sign of life."
        return Condition("jobs", is_well=False, sentence=sentence, detail=detail)
    return Condition("jobs", is_well=True, sentence="Beat and workers are at work.", detail=detail)


def _disk() -> Condition:
    free = shutil.disk_usage(settings.VAR_DIR).free
    detail = f"{free // 1024**2:,} MB free in {settings.VAR_DIR}"
    if free < LEAST_FREE:
        return Condition("disk", is_well=False, sentence="The disk is nearly full.", detail=detail)
    return Condition("disk", is_well=True, sentence="There is room on the disk.", detail=detail)


_IN_DATABASE: dict[str, Callable[[], Condition]] = {"migrations": _migrations, "outbox": _outbox, "jobs": _jobs}
