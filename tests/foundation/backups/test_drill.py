"""The drill: a backup is taken while the site writes, all is lost, all comes back."""

import io
import json
import subprocess
import threading
import tracemalloc
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connection, connections

from courses.actions import store_lesson_file
from courses.models import LessonFile
from foundation.backups import make_backup
from foundation.models import AuditLine
from people.models import Person
from tests.factories.people import LearnerFactory
from tests.foundation.backups.commands import files_now, run

pytestmark = [pytest.mark.database, pytest.mark.slow, pytest.mark.usefixtures("committed_db", "stores")]


def test_everything_that_was_lost_comes_back(life, stores):
    before, people = files_now(stores), Person.objects.count()
    said = run("backup", stores / "backup")
    assert "and 3 files of" in said
    Person.objects.update(full_name="谁")
    AuditLine.objects.all()._raw_delete("default")
    LearnerFactory()
    for path in [*(stores / "private").rglob("*.pdf"), *(stores / "private").rglob("*.png")]:
        path.unlink()
    next((stores / "uploads").rglob("*.csv")).write_text("wrong")
    default_storage.save("documents/later.csv", ContentFile(b"later"))

    said = run("restore", stores / "backup", "--replace", "--verify")

    assert "Verified" in said
    assert Person.objects.count() == people
    assert not Person.objects.filter(full_name="谁").exists()
    assert AuditLine.objects.filter(action="enrol_person").exists()
    assert files_now(stores) == before


def test_rows_that_must_not_be_edited_are_guarded_again_after_a_restore(life, stores):
    run("backup", stores / "backup")
    run("restore", stores / "backup", "--replace", "--verify")

    with pytest.raises(Exception, match="never edited"), connection.cursor() as cursor:
        cursor.execute("UPDATE learning_learningrecord SET source = 'nobody'")


def test_backup_made_while_the_site_writes_is_of_one_moment(life, stores):
    is_over, written = threading.Event(), []

    def write():
        try:
            while not is_over.is_set():
                number = len(written)
                written.append(
                    store_lesson_file(ContentFile(b"%d" % number), name=f"{number}.txt", content_type="text/plain")
                )
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 5:
            pass
        manifest = make_backup(stores / "backup")
    finally:
        is_over.set()
        writer.join()

    assert 5 < manifest.rows["courses.LessonFile"] < LessonFile.objects.count()
    assert manifest.missing == []
    assert "Verified" in run("restore", stores / "backup", "--replace", "--verify")
    assert LessonFile.objects.count() == manifest.rows["courses.LessonFile"]


def test_file_of_a_row_that_was_lost_before_is_said_at_backup_and_at_restore(life, stores):
    next((stores / "private").rglob("*.png")).unlink()
    err = io.StringIO()

    run("backup", stores / "backup", stderr=err)

    assert "Named by a row and not there: private/lesson-files/" in err.getvalue()
    with pytest.raises(CommandError, match="Already missing when the backup was made"):
        run("restore", stores / "backup", "--replace", "--verify")


def test_large_files_are_copied_piece_by_piece(stores):
    row = store_lesson_file(ContentFile(b"film"), name="film.mp4", content_type="video/mp4")
    with Path(row.file.path).open("r+b") as file:
        file.truncate(64 * 1024**2)
    tracemalloc.start()

    make_backup(stores / "backup")

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 * 1024**2


def test_sums_are_those_of_sha256sum(life, stores):
    run("backup", stores / "backup")

    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=stores / "backup", check=True)


def test_backup_is_for_its_owner_only_and_says_when_and_what(life, stores):
    run("backup", stores / "backup")

    manifest = json.loads((stores / "backup" / "manifest.json").read_text())
    assert (stores / "backup").stat().st_mode & 0o777 == 0o700
    assert manifest["rows"]["people.Person"] == Person.objects.count()
    assert manifest["engine"] == connection.vendor
    assert "foundation.0001_initial" in manifest["migrations"]
