"""Every string that people read has its Chinese, and the catalogue is the one that the sources give."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
LEFT_OUT = {".git", ".venv", ".uv", "var", "tests", "demo", "docs", "locale"}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The catalogue as `makemessages` writes it from the sources as they are."""
    copy = tmp_path_factory.mktemp("sources")
    for path in ROOT.iterdir():
        if path.name not in LEFT_OUT and not path.name.startswith("."):
            copied = shutil.copytree if path.is_dir() else shutil.copy
            copied(path, copy / path.name)
    (copy / CATALOGUE).parent.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans", "--no-location", "--verbosity", "0"],
        cwd=copy,
        env={key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
        check=True,
    )
    return polib.pofile(copy / CATALOGUE)


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(ROOT / CATALOGUE)


def names(entries):
    return {(entry.msgctxt or "", entry.msgid) for entry in entries if not entry.obsolete}


@pytest.mark.slow
def test_every_string_in_the_sources_is_in_the_catalogue(extracted, catalogue):
    assert sorted(names(extracted) - names(catalogue)) == []


@pytest.mark.slow
def test_catalogue_holds_no_string_that_the_sources_lost(extracted, catalogue):
    assert sorted(names(catalogue) - names(extracted)) == []


def test_every_string_is_translated(catalogue):
    missing = [entry.msgid for entry in catalogue if not entry.obsolete and (entry.fuzzy or not entry.translated())]

    assert missing == []
