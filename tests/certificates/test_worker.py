"""A real Celery worker, shot in the middle of a print."""

import hashlib
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from certificates.models import CertificateFile
from foundation.models import OutboxMessage
from tests.factories.certificates import CertificateFactory
from tests.processes import family_of, wait_for
from tests.test_serve import address_of_database

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]  # on PostgreSQL: test_scale_out


@pytest.fixture
def start(tmp_path):
    """Starts a program of Celery's; all of them are gone afterwards."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.certificates.worker_settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": address_of_database(),
        "LOG_LEVEL": "WARNING",
    }
    started = []

    def start(*arguments):
        command = [sys.executable, "-m", "celery", "-A", "config", *arguments]
        with (tmp_path / "said").open("ab") as said:
            started.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=said, stderr=said))
        return started[-1]

    yield start
    print((tmp_path / "said").read_text())
    for process in started:
        shoot(process)


def shoot(process):
    for pid in family_of(process.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def test_worker_killed_in_the_middle_of_a_print_leaves_one_file_in_the_end(start, tmp_path):
    certificate = CertificateFactory()
    path = tmp_path / f"private/certificates/2026/{certificate.uuid}.pdf"
    (tmp_path / "hold").touch()
    with_beat = ("worker", "--concurrency", "1", "--beat", "--schedule", str(tmp_path / "schedule"))
    worker = start(*with_beat)

    wait_for((tmp_path / "began").exists)
    shoot(worker)
    assert path.stat().st_size == 1000
    assert not CertificateFile.objects.exists()

    (tmp_path / "hold").unlink()
    start(*with_beat)
    wait_for(CertificateFile.objects.exists)
    wait_for(OutboxMessage.objects.filter(delivered_at__isnull=False).exists)

    printed, content = CertificateFile.objects.get(), path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == printed.sha256
    assert [file for file in (tmp_path / "private").rglob("*") if file.is_file()] == [path]
    assert OutboxMessage.objects.get().attempts == 2
