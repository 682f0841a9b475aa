import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.serving import Program, Supervisor, is_free


class Command(BaseCommand):
    help = "Serves the site, with a Celery worker and a beat beside it. Ctrl-C stops all three."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options: object) -> None:
        if not is_free(host, port):
            raise CommandError(f"Port {port} is taken. Stop what runs there, or take another one: --port {port + 1}")
        supervisor = Supervisor(
            programs(host, port), pid_file=Path(settings.VAR_DIR) / f"serve-{port}.pids", say=self.stderr.write
        )
        sys.exit(supervisor.run(port=port))


def programs(host: str, port: int) -> list[Program]:
    """One blocking thread in each web process: four were measured at half the speed."""
    workers = settings.WEB_WORKERS or min(os.cpu_count() or 1, 2)
    level = settings.LOG_LEVEL.lower()
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    web += ["--workers", str(workers), "--blocking-threads", "1", "--backpressure", "64", "--log-level", "warning"]
    celery = ["celery", "--quiet", "--app", "config"]
    return [
        Program("web server", [sys.executable, "-m", *web, "--workers-kill-timeout", "5", "config.wsgi:application"]),
        Program("worker", [sys.executable, "-m", *celery, "worker", "--loglevel", level, "--concurrency", "2"]),
        Program("beat", [sys.executable, "-m", *celery, "beat", "--loglevel", level]),
    ]
