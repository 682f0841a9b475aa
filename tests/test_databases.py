"""Templates of databases are cleared away when nobody uses them, and never while somebody does."""

import fcntl
import os
import time

import pytest
from django.db import connection

from tests import databases

LONG_AGO = time.time() - databases.DAY - 60
LATELY = time.time() - databases.DAY / 2


@pytest.fixture
def folder(tmp_path):
    for name in ("template-a.sqlite3", "template-b.sqlite3", "lock", "notes.txt"):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    (tmp_path / "demo-a").mkdir()
    (tmp_path / "demo-a" / "database.sqlite3").write_text("")
    os.utime(tmp_path / "demo-a", (LONG_AGO, LONG_AGO))
    return tmp_path


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_nobody_used_for_a_day_goes_and_nothing_else(folder):
    databases.clear_away_old(folder)

    assert names_in(folder) == ["lock", "notes.txt"]


def test_ones_own_template_stays_however_old(folder):
    databases.clear_away_old(folder, but=folder / "template-a.sqlite3")

    assert names_in(folder) == ["lock", "notes.txt", "template-a.sqlite3"]


def test_what_another_branch_used_today_stays(folder):
    for name in ("template-b.sqlite3", "demo-a"):
        os.utime(folder / name, (LATELY, LATELY))

    databases.clear_away_old(folder)

    assert names_in(folder) == ["demo-a", "lock", "notes.txt", "template-b.sqlite3"]


def test_using_a_template_keeps_it_for_another_day(folder):
    databases.touch(folder / "template-b.sqlite3")

    databases.clear_away_old(folder)

    assert "template-b.sqlite3" in names_in(folder)


def test_clearing_away_holds_the_lock(folder, monkeypatch):
    """Somebody who waits for it would find the template gone that they have just seen."""
    was_held = []

    class Copies:
        def __init__(self, _worker):
            pass

        def make_template(self):
            with (folder / f"lock-{connection.vendor}").open("w") as other, pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            was_held.append(True)

        def renew(self):
            pass

    monkeypatch.setattr(databases, "FOLDER", folder)
    monkeypatch.setattr(databases, "SqliteCopies", Copies)
    monkeypatch.setattr(databases, "PostgresCopies", Copies)

    databases.copies_for("main")

    assert was_held == [True]
