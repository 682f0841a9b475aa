"""`manage.py serve` as it really runs: web server, worker and beat, and what happens when one of them is shot."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import pytest
from django.conf import settings
from django.db import connection, transaction
from redis import Redis

from foundation import outbox
from foundation.models import AuditLine, OutboxMessage
from tests.factories.people import PersonFactory
from tests.processes import children_of, family_of, is_alive, wait_for
from tests.servers import free_port
from tests.serving.effects import slow_effect
from tests.serving.visitor import Visitor

pytestmark = pytest.mark.slow


class Site:
    """A site being served from a folder of its own: web server, worker, beat."""

    def __init__(self, folder, port, **environment):
        self.folder, self.port = folder, port
        folder.mkdir()
        with (folder / "said").open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(port)],
                cwd=settings.BASE_DIR,
                env=environment_of(folder) | own_redis() | environment,
                stdout=said,
                stderr=said,
            )

    def said(self):
        return (self.folder / "said").read_text()

    def programs(self):
        return [pid for pid in children_of(self.process.pid) if is_alive(pid)]

    def worker(self):
        return next(pid for pid in self.programs() if b"\0worker\0" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def is_up(self):
        assert self.process.poll() is None, self.said()
        if len(self.programs()) < 3:
            return False
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/robots.txt", timeout=5) as answer:
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False

    def end(self):
        print(self.said())
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def environment_of(folder):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.serving.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": address_of_database(),
        "LOG_LEVEL": "WARNING",
        "ALLOWED_HOSTS": "127.0.0.1",
    }


def address_of_database():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


def own_redis():
    """Where there is one: a database of it that no other test uses, so that it can be emptied."""
    address = os.environ.get("REDIS_URL")
    return {"REDIS_URL": address.rsplit("/", 1)[0] + "/1"} if address else {}


@pytest.fixture(scope="module")
def _committed(database_copies, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        database_copies.renew()


@contextmanager
def running(folder, **environment):
    site = Site(folder, free_port(), **environment)
    try:
        wait_for(site.is_up)
        yield site
    finally:
        site.end()


@pytest.fixture(scope="module")
def shared_site(_committed, tmp_path_factory):
    """Behind a proxy, and saying all that it does; for tests that leave it running. Ctrl-C ends it and all that it
    started within ten seconds, whatever happened to it."""
    settings = {"BEHIND_PROXY": "true", "LOG_LEVEL": "INFO", "LOG_AS_JSON": "true"}
    with running(tmp_path_factory.mktemp("shared") / "site", **settings) as site:
        yield site
        family = family_of(site.process.pid)
        site.process.send_signal(signal.SIGINT)
        assert site.process.wait(10) == 0
        assert not [pid for pid in family if is_alive(pid)]


@pytest.fixture
def site(_committed, tmp_path):
    """Its own, for a test that ends it."""
    with running(tmp_path / "site") as site:
        yield site


def empty_broker(site):
    """What a crash or a clumsy hand may do to it: the folder deleted, or Redis restarted without its data."""
    if redis := own_redis():
        Redis.from_url(redis["REDIS_URL"]).flushdb()
    else:
        shutil.rmtree(site.folder / "spool")


def test_taken_port_is_said_in_one_line_before_anything_else(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        refused = Site(tmp_path / "site", port)

        assert refused.process.wait(30) == 1
    assert refused.said() == (
        f"CommandError: Port {port} is taken. Stop what runs there, or take another one: --port {port + 1}\n"
    )


def test_killed_programs_are_started_again(shared_site):
    for pid in shared_site.programs():
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda pid=pid: pid not in shared_site.programs() and shared_site.is_up())


def test_no_process_outlives_a_serve_that_is_killed_with_9(site):
    everybody = 7  # serve, web server and its process, worker and its two, beat
    wait_for(lambda: len(family_of(site.process.pid)) == everybody)
    family = family_of(site.process.pid)

    site.process.kill()
    site.process.wait()

    wait_for(lambda: not [pid for pid in family if is_alive(pid)], seconds=30)


@pytest.mark.database
def test_effect_happens_once_though_its_worker_is_shot_and_the_broker_emptied(shared_site, monkeypatch):
    monkeypatch.setitem(outbox._handlers, "tests.slow_effect", slow_effect)
    (shared_site.folder / "hold").touch()
    with transaction.atomic():
        outbox.send("tests.slow_effect", key="once", payload={"uuid": str(uuid.uuid4())})
    wait_for((shared_site.folder / "began").exists)

    for pid in family_of(shared_site.worker()):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    empty_broker(shared_site)
    (shared_site.folder / "hold").unlink()

    wait_for(lambda: OutboxMessage.objects.get(handler="tests.slow_effect").delivered_at)
    assert AuditLine.objects.filter(action="effect").count() == 1
    assert OutboxMessage.objects.get(handler="tests.slow_effect").attempts == 2


def lines_with(site, request_id):
    """{event: line} of the log lines that bear this id."""
    lines = [json.loads(line) for line in site.said().splitlines() if line.startswith("{")]
    return {line["event"]: line for line in lines if line.get("request_id") == request_id}


def test_site_gets_ready_and_the_id_of_a_request_is_in_the_line_of_the_worker_that_does_what_it_asked_for(shared_site):
    wait_for(lambda: Visitor(f"http://127.0.0.1:{shared_site.port}").get("/readyz").status == 200)
    visitor = Visitor(f"http://127.0.0.1:{shared_site.port}", headers={"X-Request-ID": "from-the-proxy-1"})
    address = PersonFactory().email

    answer = visitor.post("/accounts/password/reset/", {"email": address})

    assert answer.headers["X-Request-ID"] == "from-the-proxy-1"
    wait_for(lambda: "delivered" in lines_with(shared_site, "from-the-proxy-1"))
    lines = lines_with(shared_site, "from-the-proxy-1")
    assert lines["request"]["path"] == "/accounts/password/reset/done/"
    assert lines["delivered"]["handler"] == "people.mail_password_link"
    assert address not in shared_site.said()
