import io
import json
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from foundation import health, outbox, tasks
from foundation.models import Heartbeat, OutboxMessage
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def at_work():
    """As it is while beat and a worker run."""
    tasks.deliver_due_messages()


def not_well():
    return [condition.name for condition in health.conditions() if not condition.is_well]


def send(monkeypatch):
    monkeypatch.setitem(outbox._handlers, "note", lambda payload: None)
    with transaction.atomic():
        return outbox.send("note", key="a", payload={})


@pytest.mark.usefixtures("at_work")
def test_all_is_well_while_everything_runs():
    assert not_well() == []


def test_nobody_at_work_since_the_first_start_is_not_well():
    assert not_well() == ["jobs"]


@pytest.mark.usefixtures("at_work")
def test_silence_of_a_minute_is_not_well():
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=61))

    assert not_well() == ["jobs"]


@pytest.mark.usefixtures("at_work")
def test_message_that_has_been_due_for_minutes_is_not_well(monkeypatch):
    send(monkeypatch)
    OutboxMessage.objects.update(run_at=timezone.now() - timedelta(minutes=4))
    assert not_well() == []

    OutboxMessage.objects.update(run_at=timezone.now() - timedelta(minutes=6), leased_until=timezone.now())

    assert not_well() == ["outbox"]


@pytest.mark.parametrize("fields", [{"delivered_at": timezone.now()}, {"gave_up_at": timezone.now()}])
@pytest.mark.usefixtures("at_work")
def test_message_that_has_ended_holds_nothing_up(monkeypatch, fields):
    send(monkeypatch)

    OutboxMessage.objects.update(run_at=timezone.now() - timedelta(hours=1), **fields)

    assert not_well() == []


@pytest.mark.usefixtures("at_work")
def test_migration_that_was_not_applied_is_not_well_and_named_in_the_detail():
    MigrationRecorder.Migration.objects.filter(app="foundation", name="0001_initial").delete()

    (condition,) = [condition for condition in health.conditions() if not condition.is_well]

    assert condition.sentence == "The database is older than the program: run manage.py migrate."
    assert condition.detail == "foundation.0001_initial"


@pytest.mark.usefixtures("at_work")
def test_full_disk_is_not_well(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 10**12, 499 * 1024**2))

    assert not_well() == ["disk"]


@pytest.mark.usefixtures("at_work")
def test_database_that_is_away_is_a_503_that_names_no_host(client):
    def refuse(*_query):
        raise OperationalError("could not connect to host db.internal as user dealer_university")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    told = response.json()["conditions"]
    assert response.status_code == 503
    assert [name for name in told if not told[name]["well"]] == ["database", "migrations", "outbox", "jobs"]
    assert "db.internal" not in response.content.decode()


@pytest.mark.usefixtures("at_work")
def test_ready_site_says_so_in_json_with_a_sentence_for_each_condition(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["ready"] is True
    assert list(response.json()["conditions"]) == ["database", "migrations", "outbox", "jobs", "disk"]
    assert response.json()["conditions"]["disk"] == {"well": True, "says": "There is room on the disk."}


def test_strangers_read_no_number_path_or_version(client):
    told = json.dumps(client.get("/readyz").json())

    assert not any(character.isdigit() for character in told)
    assert "/" not in told


@pytest.mark.parametrize(("path", "queries"), [("/healthz", 0), ("/readyz", 5)])
@pytest.mark.usefixtures("at_work")
def test_probe_loads_no_session_sets_no_cookie_and_is_not_kept(client, django_assert_num_queries, path, queries):
    client.force_login(LearnerFactory())
    health.unapplied_migrations()

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_without_tls_is_answered_where_pages_are_sent_to_tls(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code in {200, 503}
    assert client.get("/robots.txt").status_code == 301


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/favicon.ico"])
def test_probe_answers_get_and_head_only(client, path):
    assert client.head(path).status_code in {200, 503}
    assert client.post(path).status_code == 405


@pytest.mark.usefixtures("at_work")
def test_command_tells_the_details():
    out = io.StringIO()

    call_command("ready", stdout=out)

    assert len(out.getvalue().splitlines()) == 5
    assert "MB free in" in out.getvalue()


def test_command_fails_when_something_is_not_well():
    out = io.StringIO()

    with pytest.raises(CommandError, match="Not ready"):
        call_command("ready", stdout=out)

    assert "NOT WELL  jobs" in out.getvalue()
    assert "No sign yet." in out.getvalue()
