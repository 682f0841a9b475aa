import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from weasyprint.text.ffi import harfbuzz_subset

from certificates import checks


def test_machine_with_the_subsetter_is_fine():
    assert checks.has_font_subsetter()
    assert checks.check_font_subsetter() == []


def test_machine_without_the_subsetter_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(checks, "has_font_subsetter", lambda: False)

    [warning] = checks.check_font_subsetter()

    assert warning.id == "certificates.W001"
    assert "libharfbuzz-subset0" in warning.hint


@pytest.mark.django_db
def test_check_is_among_those_that_django_runs(monkeypatch):
    monkeypatch.setattr(checks, "has_font_subsetter", lambda: False)

    assert "certificates.W001" in {message.id for message in run_checks()}


def test_check_agrees_with_weasyprint():
    assert checks.has_font_subsetter() is (harfbuzz_subset is not None)


def test_every_font_that_is_delivered_is_checked():
    assert sorted(checks.FACES) == sorted(path.stem for path in checks.FONTS.glob("*.ttf"))
    assert checks.check_fonts() == []


def test_font_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(checks, "FACES", (*checks.FACES, "CertSerifFour"))

    (error,) = checks.check_fonts()

    assert error.id == "certificates.E001"
    assert "CertSerifFour" in error.msg


def test_font_that_may_not_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "FONTS", tmp_path)

    (error,) = checks.check_fonts()

    assert "CertSerif-Medium" in error.msg


@pytest.mark.parametrize("installed", ["69.0", "70.1"])
def test_other_weasyprint_is_refused(monkeypatch, installed):
    monkeypatch.setattr(checks, "version", lambda name: installed)

    (error,) = checks.check_weasyprint()

    assert error.id == "certificates.E002"
    assert installed in error.msg


def test_missing_weasyprint_is_refused(monkeypatch):
    def fail(name):
        raise checks.PackageNotFoundError(name)

    monkeypatch.setattr(checks, "version", fail)

    assert [error.id for error in checks.check_weasyprint()] == ["certificates.E002"]


def test_locked_weasyprint_is_the_one_that_is_asked_for():
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())

    assert f"weasyprint=={checks.WEASYPRINT}" in project["project"]["dependencies"]
