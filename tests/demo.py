"""The whole demo, loaded once for these demo files and migrations, and copied for whoever needs it."""

import shutil
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from tests.databases import one_at_a_time, touch
from tests.screenshots import digest

FOLDERS = ("private", "media")


def copy_demo(database: Path, folder: Path) -> None:
    """`database`: the file that holds it afterwards; `folder`: like var/, where the files go. SQLite only."""
    loaded = load_once()
    connections.close_all()
    shutil.copyfile(loaded / "database.sqlite3", database)
    for name in FOLDERS:
        shutil.copytree(loaded / name, folder / name, dirs_exist_ok=True)


def load_once() -> Path:
    """The folder that holds it."""
    loaded: Path = settings.TEST_DATABASES_DIR / f"demo-{digest()}"
    with one_at_a_time():
        if not loaded.exists():
            _load_into(loaded)
        touch(loaded)
    return loaded


def _load_into(folder: Path) -> None:
    """Into this process's own database first, which is to be renewed afterwards."""
    call_command("load_demo", stdout=StringIO())
    write_down()
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    shutil.copyfile(connection.settings_dict["NAME"], unfinished / "database.sqlite3")
    for name in FOLDERS:
        (settings.VAR_DIR / name).mkdir(exist_ok=True)
        shutil.copytree(settings.VAR_DIR / name, unfinished / name)
    unfinished.rename(folder)


def write_down() -> None:
    """All of the database into its one file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
