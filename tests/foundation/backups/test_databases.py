"""Each kind of database: into an empty one, while somebody holds it, without the right tools."""

import pytest
from django.core.management import CommandError
from django.db import connection, connections

from foundation.backups import databases
from people.models import Person
from tests.foundation.backups.commands import run

pytestmark = [pytest.mark.database, pytest.mark.slow, pytest.mark.usefixtures("committed_db", "stores")]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")


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
