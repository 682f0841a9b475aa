import pytest
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


def test_this_machine_prints_with_the_pinned_weasyprint_and_all_fonts():
    assert checks.check_weasyprint() == []
    assert checks.check_fonts() == []


def test_other_weasyprint_is_an_error_that_says_which_one_it_must_be(monkeypatch):
    monkeypatch.setattr(checks, "version", lambda package: "71.0")

    [error] = checks.check_weasyprint()

    assert error.id == "certificates.E001"
    assert "71.0" in error.msg
    assert "weasyprint==70.0" in error.hint


def test_missing_font_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "FONT_FILES", (*checks.FONT_FILES, tmp_path / "CertSerif-Bold.ttf"))

    [error] = checks.check_fonts()

    assert error.id == "certificates.E002"
    assert "CertSerif-Bold.ttf" in error.msg
