"""What is measured, how it is told, and that each figure can be."""

import json
import subprocess
import sys
from importlib import import_module

import pytest
from django.db import connection

from benchmarks.__main__ import as_json, table
from benchmarks.bare import VALUE, write_bare_template
from benchmarks.figures import FIGURES, HIGHER, LOWER, Figure
from benchmarks.measuring import Reading
from benchmarks.site import ROOT, environment, prepare_site
from tests.collected import copy_collected
from tests.demo import copy_demo

MORE, LESS = Figure("more", 0.5, HIGHER, "a"), Figure("less", 6, LOWER, "a")


@pytest.mark.parametrize(
    ("figure", "value", "is_reached"),
    [(MORE, 0.5, True), (MORE, 0.49, False), (LESS, 6, True), (LESS, 6.1, False)],
)
def test_goal_is_reached_on_its_better_side(figure, value, is_reached):
    assert figure.is_reached(value) == is_reached


def test_json_has_value_goal_and_side_of_each():
    told = as_json([MORE, LESS], {"more": Reading(0.61234), "less": Reading(7)})

    assert told == {
        "more": {"value": 0.612, "goal": 0.5, "better": "higher"},
        "less": {"value": 7, "goal": 6, "better": "lower"},
    }


def test_table_says_what_is_missed_and_what_it_is_made_of():
    shown = table([MORE, LESS], {"more": Reading(0.6, {"page": 5.25}), "less": Reading(7)}, load=1.5)

    more, less = shown.splitlines()[1:3]
    assert "page 5.25" in more
    assert "missed" not in more
    assert "missed" in less


def test_each_figure_has_a_name_of_its_own_and_a_function_of_that_name():
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert all(callable(getattr(import_module(f"benchmarks.{figure.module}"), figure.name)) for figure in FIGURES)


def test_shell_of_whoever_measures_changes_nothing(tmp_path, monkeypatch):
    for name, value in {"DEBUG": "true", "DATABASE_URL": "postgres://x/y", "REDIS_URL": "redis://x"}.items():
        monkeypatch.setenv(name, value)

    told = environment(tmp_path)

    assert (told["DEBUG"], told["REDIS_URL"]) == ("false", "")
    assert told["DATABASE_URL"].startswith("sqlite:///")


def test_bare_template_is_as_long_as_its_page_and_holds_nothing_to_work_out(tmp_path, settings):
    settings.BARE_DIR = tmp_path / "bare"
    page = "<html><p>{{ 王小明 }} {% load x %}</p></html>\n"

    write_bare_template("page", page.encode())

    written = (tmp_path / "bare" / "page.html").read_text()
    assert len(written) - len(VALUE) == len(page)
    assert written.replace(VALUE, "").count("{") == 0


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="figures are measured on SQLite")
@pytest.mark.usefixtures("committed_db")
def test_every_figure_can_be_measured(tmp_path, database_copies):
    """At tiny size: whether it works, not what it is."""
    site, output = tmp_path / "site", tmp_path / "bench.json"
    site.mkdir()
    copy_demo(site / "db.sqlite3", site)
    copy_collected(site)
    prepare_site(site, commands=[])

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--tiny", "--site", site, "--output", output],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(output.read_text())
    assert list(told) == [figure.name for figure in FIGURES]
    assert all(figure["value"] > 0 for figure in told.values())
