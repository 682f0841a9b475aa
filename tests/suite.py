"""`make test`: on PostgreSQL and Redis what depends on the database, and everything on SQLite.

    python -m tests.servers python -m tests.suite

What both halves begin with takes one processor, so it is made at once: each database's template, the demo and
the static files. Three workers keep two processors busy: one of them often waits for a browser or a server.
"""

import gc
import os
import subprocess
import sys
from pathlib import Path

PYTEST = [sys.executable, "-m", "pytest", "--numprocesses", "3", "--dist", "worksteal", "--durations", "15"]
SERVERS = ("DATABASE_URL", "REDIS_URL")


def main() -> int:
    on_servers = dict(os.environ)
    on_sqlite = {name: value for name, value in on_servers.items() if name not in SERVERS}
    command = [sys.executable, "-m", "tests.suite", "prepare"]
    preparing = [(subprocess.Popen(command, env=env), env) for env in (on_servers, on_sqlite)]
    failed = 0
    for (process, environment), chosen in zip(preparing, (on_the_database(), []), strict=True):
        failed = process.wait() or failed or subprocess.run([*PYTEST, *chosen], env=environment, check=False).returncode
    return failed


def on_the_database() -> list[str]:
    """Files without such a test are not even read."""
    files = sorted(path for path in Path("tests").rglob("test_*.py") if "mark.database" in path.read_text())
    return ["-m", "database", *map(str, files)]


def prepare() -> None:
    gc.disable()  # migrating makes so many models that looking for garbage takes a sixth of its time
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - once the settings are named

    django.setup()
    from django.db import connection  # noqa: PLC0415 - likewise

    from tests.collected import collect_once  # noqa: PLC0415 - likewise
    from tests.databases import copies_for  # noqa: PLC0415 - likewise
    from tests.demo import load_once  # noqa: PLC0415 - likewise

    copies = copies_for("preparing")
    if connection.vendor == "sqlite":
        load_once()
    else:
        collect_once()
    copies.remove()


if __name__ == "__main__":
    sys.exit(prepare() if sys.argv[1:] else main())
