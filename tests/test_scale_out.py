"""docs/operations/scaling.md as it says: PostgreSQL and Redis, two web processes, two workers, one of them shot.

A learner goes all the way by HTTP, each request to the other process, and ends with one record and one certificate.
"""

import os
import signal
import subprocess
import sys
import uuid
from contextlib import suppress

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, CertificateFile
from courses.models import Attempt
from courses.plans import plan_of
from foundation.outbox import messages_due_before
from learning.models import LearningRecord
from tests.databases import on_postgresql
from tests.factories.courses import exam_questions, released, right_answer
from tests.factories.people import PASSWORD, LearnerFactory
from tests.processes import family_of, wait_for
from tests.servers import free_port
from tests.serving.visitor import Visitor
from tests.test_serve import environment_of

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.usefixtures("committed_db"), on_postgresql]


class Hosts:
    """Programs of several hosts, all told where database, Redis and the shared files are, nothing else shared."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = environment_of(folder) | {
            "DJANGO_SETTINGS_MODULE": "tests.certificates.worker_settings",
            "SECRET_KEY": "the same on every host " * 3,
        }
        self.started = []

    def start(self, *command):
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, *command], cwd=settings.BASE_DIR, env=self.environment, stdout=said, stderr=said
            )
        self.started.append(process)
        return process

    def start_web(self):
        port = free_port()
        web = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
        self.start("-m", *web, "--blocking-threads", "1", "--no-ws", "config.wsgi:application")
        return f"http://127.0.0.1:{port}"

    def start_celery(self, *arguments):
        return self.start("-m", "celery", "--quiet", "--app", "config", *arguments)

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True, check=False
        )


def shoot(process):
    for pid in family_of(process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def hosts(tmp_path):
    hosts = Hosts(tmp_path)
    yield hosts
    print((tmp_path / "said").read_text())
    for process in hosts.started:
        shoot(process)


def is_ready(origin):
    with suppress(OSError):
        return Visitor(origin).get("/readyz").status == 200
    return False


def typed(given):
    """As a form sends it."""
    return str(given).lower() if isinstance(given, bool) else given


def take_lessons(visitor, course):
    page = reverse("courses:course_detail", args=[course.uuid])
    visitor.get(page)
    visitor.post(f"{page}start/", {})
    for lesson_key, checks in plan_of(course.structure).lessons.items():
        lesson = f"{page}lessons/{lesson_key}/"
        assert visitor.get(lesson).status == 200
        for check in checks:
            fields = {"question_key": check.key, "client_uuid": uuid.uuid4(), "given": typed(right_answer(check))}
            assert visitor.post(f"{lesson}answers/", fields).status == 200
        assert visitor.post(f"{lesson}done/", {}).status == 200


def pass_exam(visitor, course):
    exam = reverse("courses:exam_detail", args=[course.uuid])
    visitor.get(exam)
    visitor.post(f"{exam}start/", {})
    attempt = Attempt.objects.select_related("version__structure").get()
    page = reverse("courses:attempt_detail", args=[attempt.uuid])
    for number, question in enumerate(exam_questions(attempt), 1):
        answer = {"question_key": question.key, "client_uuid": uuid.uuid4(), "sequence": number}
        assert visitor.post(f"{page}answers/", {**answer, "given": typed(right_answer(question))}).status == 200
    visitor.post(f"{page}submit/", {"sure": "on"})


def test_learner_passes_on_several_hosts_while_one_worker_is_shot(hosts):
    person, course = LearnerFactory(), released()
    person.password = Argon2PasswordHasher().encode(PASSWORD, "0123456789abcdef0123")
    person.save()
    origins = [hosts.start_web(), hosts.start_web()]
    workers = [hosts.start_celery("worker", "--concurrency", "1", "--hostname", f"w{number}@%h") for number in (1, 2)]
    hosts.start_celery("beat")
    for origin in origins:
        wait_for(lambda origin=origin: is_ready(origin), seconds=120)
    (hosts.folder / "hold").touch()

    visitor = Visitor(*origins)
    visitor.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    take_lessons(visitor, course)
    pass_exam(visitor, course)
    certificate = Certificate.objects.get()
    wait_for((hosts.folder / "began").exists)
    at_work = int((hosts.folder / "began").read_text())
    shoot(next(worker for worker in workers if at_work in family_of(worker.pid)))
    (hosts.folder / "hold").unlink()

    wait_for(CertificateFile.objects.exists)
    wait_for(lambda: not messages_due_before(timezone.now()).exists())  # a message may be held for the morning
    for origin in origins:
        assert visitor.get(f"{certificate.get_absolute_url()}pdf/").content.startswith(b"%PDF-")
        assert certificate.number in Visitor(origin).get(f"/verify/{certificate.code}/").content.decode()
    assert visitor.asked > 20
    assert LearningRecord.objects.count() == Certificate.objects.count() == CertificateFile.objects.count() == 1
    checked = hosts.manage("check_invariants")
    assert checked.stdout == "All invariants hold.\n", checked.stderr
    assert hosts.manage("ready").returncode == 0
