"""The static files, collected and compressed once for these sources, and copied for whoever serves them."""

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path

from tests.databases import FOLDER, one_at_a_time, touch
from tests.screenshots import ROOT, manage

SOURCES = ("static/**/*.*", "foundation/static_files.py", "config/settings.py")
PACKAGES = ("django", "wagtail", "wagtail-localize", "wagtailmedia", "whitenoise")


def copy_collected(folder: Path) -> None:
    """`folder`: like var/, where they lie in static/ afterwards."""
    shutil.copytree(collect_once() / "static", folder / "static")


def collect_once() -> Path:
    """The folder like var/ that holds them."""
    collected = FOLDER / f"static-{_digest()}"
    with one_at_a_time():
        if not collected.exists():
            unfinished = collected.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            manage("collectstatic", "--noinput", "--verbosity", "0", var=unfinished)
            unfinished.rename(collected)
        touch(collected)
    return collected


def _digest() -> str:
    found = hashlib.sha256(" ".join(version(name) for name in PACKAGES).encode())
    for path in (path for pattern in SOURCES for path in sorted(ROOT.glob(pattern))):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]
