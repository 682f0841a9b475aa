"""The drill: a backup is taken while the site writes, all is lost, all comes back. And what is refused."""

import io
import json
import subprocess
import threading
import tracemalloc
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection, connections
from wagtail.documents.models import Document

from certificates.actions import print_certificate
from certificates.models import Certificate, CertificateFile
from courses.actions import store_lesson_file
from courses.models import LessonFile
from foundation.backups import NotPossible, check_backup, databases, make_backup, making
from foundation.models import AuditLine
from people.models import Person
from tests.factories.courses import completed, enrolled
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.database, pytest.mark.slow, pytest.mark.usefixtures("committed_db", "stores")]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")


@pytest.fixture
def stores(tmp_path, monkeypatch):
    """Folders of this test's own for uploads and for what is private."""
    fields = [model._meta.get_field("file").storage for model in (LessonFile, CertificateFile)]
    for storage in {id(one): one for one in (storages["private"], *fields, storages["default"])}.values():
        location = str(tmp_path / ("uploads" if storage is storages["default"] else "private"))
        monkeypatch.setattr(storage, "_location", location)
        for cached in ("base_location", "location"):
            monkeypatch.setitem(storage.__dict__, cached, location)
    return tmp_path


@pytest.fixture
def life():
    """A learner with a course behind them, a printed certificate, a picture of a lesson, an editor's upload."""
    enrolment = completed(enrolled())
    print_certificate(Certificate.objects.get())
    store_lesson_file(b"picture", name="stock.png", content_type="image/png")
    Document.objects.create(title="Prices", file=ContentFile(b"a,b\n", name="prices.csv"))
    return enrolment


def run(name, *arguments, **options):
    """What a command said. It fails with CommandError."""
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files_now(stores):
    return {name: contents(stores / name) for name in ("uploads", "private")}


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
                written.append(store_lesson_file(b"%d" % number, name=f"{number}.txt", content_type="text/plain"))
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
    row = store_lesson_file(b"film", name="film.mp4", content_type="video/mp4")
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


# What is refused


@pytest.fixture
def backup(life, stores):
    make_backup(stores / "backup")
    return stores / "backup"


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


@pytest.mark.parametrize("sentence", DAMAGES)
def test_damaged_or_foreign_backup_is_refused_before_anything_is_touched(backup, stores, sentence):
    DAMAGES[sentence](backup)
    people, files = Person.objects.count(), files_now(stores)

    with pytest.raises(CommandError, match=sentence):
        run("restore", backup, "--replace")

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


# Each kind of database


@pytest.fixture
def empty_database(stores):
    """A database in which nothing is, and nothing in the stores."""
    kept = connection.settings_dict["NAME"]
    connections.close_all()
    if connection.vendor == "sqlite":
        other = str(stores / "empty.sqlite3")
    else:
        other = f"{kept}_empty"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{other}" TEMPLATE template0')
        connections.close_all()

    def move():
        for path in [*(stores / "private").rglob("*.*"), *(stores / "uploads").rglob("*.*")]:
            path.unlink()
        connections.close_all()
        connection.settings_dict["NAME"] = other

    yield move
    connections.close_all()
    connection.settings_dict["NAME"] = kept
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')


def test_empty_place_needs_no_replace(backup, empty_database):
    people = Person.objects.count()
    empty_database()

    assert "Verified" in run("restore", backup, "--verify")

    assert Person.objects.count() == people


@on_sqlite
def test_somebody_who_holds_the_database_is_named_as_the_reason(backup, monkeypatch):
    monkeypatch.setattr(databases, "SECONDS_TO_WAIT", 1)
    connections.close_all()
    with databases.closing(databases.sqlite3.connect(connection.settings_dict["NAME"])) as holder:
        holder.execute("BEGIN IMMEDIATE")

        with pytest.raises(CommandError, match="Stop the site"):
            run("restore", backup, "--replace")


@on_postgresql
def test_somebody_who_holds_a_table_is_named_as_the_reason(backup, monkeypatch):
    monkeypatch.setattr(databases, "SECONDS_TO_WAIT", 1)
    holder = connection.copy()
    with databases.closing(holder), holder.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT * FROM people_person")

        with pytest.raises(CommandError, match="Stop the site"):
            run("restore", backup, "--replace")


@on_postgresql
def test_tools_older_than_the_server_are_refused_with_what_to_install(stores, monkeypatch):
    monkeypatch.setattr(databases, "_major_of", lambda program: 9)

    with pytest.raises(CommandError, match="apt-get install postgresql-client-"):
        run("backup", stores / "backup")


@on_postgresql
def test_password_goes_by_the_environment(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret")

    environment = databases._environment()

    assert environment["PGPASSWORD"] == "secret"
    assert environment["PGDATABASE"] == connection.settings_dict["NAME"]
