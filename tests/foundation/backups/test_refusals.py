"""What is refused, and that nothing is touched by it."""

import json
import shutil

import pytest
from django.core.management import CommandError
from django.db import connection

from foundation.backups import NotPossible, check_backup, make_backup, making
from people.models import Person
from tests.foundation.backups.commands import files_now, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db", "stores")]


def edit_manifest(backup, **fields):
    path = backup / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def flip_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES = {
    "database[.].* is not what it was": lambda backup: flip_a_byte(next(backup.glob("database.*"))),
    "pdf is not what it was": lambda backup: flip_a_byte(next(backup.rglob("*.pdf"))),
    "png is missing": lambda backup: next(backup.rglob("*.png")).unlink(),
    "SHA256SUMS is not the one": lambda backup: flip_a_byte(backup / "SHA256SUMS"),
    "there is no manifest.json": lambda backup: (backup / "manifest.json").unlink(),
    "cannot be read": lambda backup: (backup / "manifest.json").write_text('{"format": 1'),
    "is not whole": lambda backup: (backup / "manifest.json").write_text('{"format": 1}'),
    "reads format 1": lambda backup: edit_manifest(backup, format=2),
    "This is a backup of oracle": lambda backup: edit_manifest(backup, engine="oracle"),
    "9999_flying is not known here": lambda backup: edit_manifest(backup, migrations=["people.9999_flying"]),
}


def test_damaged_or_foreign_backup_is_refused_before_anything_is_touched(backup, stores, tmp_path_factory):
    people, files = Person.objects.count(), files_now(stores)

    for sentence, damage in DAMAGES.items():
        damaged = tmp_path_factory.mktemp("damaged") / "backup"
        shutil.copytree(backup, damaged)
        damage(damaged)
        with pytest.raises(CommandError, match=sentence):
            run("restore", damaged, "--replace")

    assert Person.objects.count() == people
    assert files_now(stores) == files


def test_place_that_is_not_empty_is_refused_without_replace(backup, stores):
    with pytest.raises(CommandError, match="To lose them"):
        run("restore", backup)


def test_folder_that_is_there_is_refused(backup):
    with pytest.raises(CommandError, match="a folder of its own"):
        run("backup", backup)


def test_folder_of_a_backup_that_broke_off_is_named(stores):
    (stores / "backup.unfinished").mkdir()

    with pytest.raises(CommandError, match="one broke off"):
        run("backup", stores / "backup")


def test_backup_that_breaks_off_is_no_backup(life, stores, monkeypatch):
    def fail(*_arguments):
        raise OSError("No space left on device")

    monkeypatch.setattr(making, "copy", fail)

    with pytest.raises(OSError, match="No space"):
        make_backup(stores / "backup")

    assert not (stores / "backup").exists()
    with pytest.raises(NotPossible, match=r"there is no manifest\.json"):
        check_backup(stores / "backup.unfinished")


def test_backup_older_than_the_program_says_to_migrate(backup):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'foundation' AND name <> '0001_initial'")
    make_backup(backup.with_name("older"))

    with pytest.raises(CommandError, match=r"run manage\.py migrate"):
        run("restore", backup.with_name("older"), "--replace", "--verify")
