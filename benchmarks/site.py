"""A throw-away site with the demo in it, and an own copy of it for each figure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "https://learn.example.com"
COMMANDS = (
    "migrate --verbosity 0",
    "createcachetable",
    "collectstatic --noinput --verbosity 0",
    "load_demo",
)


def environment(folder: Path) -> dict[str, str]:
    """As in production on one machine, whatever the shell or .env say: SQLite, no debugging, behind https."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "REDIS_URL": "",
        "CELERY_BROKER_URL": "filesystem://",
        "SITE_URL": SITE_URL,
        "ALLOWED_HOSTS": "learn.example.com",
        "DEBUG": "false",
        "LOG_LEVEL": "INFO",
        "PYTHONHASHSEED": "0",
    }


def prepare_site(folder: Path, commands: Iterable[str] = COMMANDS) -> None:
    """Migrated and with the demo; what is there already is not done again."""
    ready = folder / "ready"
    if ready.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands:
        subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, str(ROOT / "manage.py"), *command.split()],
            env=environment(folder),
            stdout=subprocess.DEVNULL,
            check=True,
        )
    ready.touch()


def copy_site(site: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder)
