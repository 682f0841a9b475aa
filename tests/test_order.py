"""The order of apps where import-linter cannot look, that its contracts bite, and how long files and functions are."""

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
ORDER = [name for layer in reversed(CONTRACTS["apps"]["layers"]) for name in layer.split(" | ")]
OURS = [name for name in ORDER if name != "config"]
BIN = Path(sys.executable).parent
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION = 300, 50


@cache
def tree_of(path):
    return ast.parse(path.read_text())


def python_files(app):
    return [path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def stands_at_or_below(name, app):
    return ORDER.index(name) <= ORDER.index(app)


def test_every_app_of_ours_stands_in_the_order():
    folders = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert folders == set(OURS)
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == set(ORDER)


def test_every_package_with_layers_is_held_to_their_order():
    """A topic of an app that has actions and queries of its own has the app's order too."""
    layers = set(re.findall(r"\w+", " ".join(CONTRACTS["shape"]["layers"])))
    layered = {
        ".".join(folder.relative_to(ROOT).parts)
        for app in OURS
        for folder in [ROOT / app, *(path for path in (ROOT / app).rglob("*") if path.is_dir())]
        if len(layers & {path.stem for path in folder.iterdir()}) > 1
    }

    assert set(CONTRACTS["shape"]["containers"]) == layered - {"foundation"}


@pytest.mark.parametrize("app", OURS)
def test_relations_point_at_or_below_their_own_app(app):
    upwards = [
        f"{field.model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in ORDER
        if not stands_at_or_below(field.related_model._meta.app_label, app)
    ]

    assert upwards == []


@pytest.mark.parametrize("app", OURS)
def test_python_names_urls_of_its_own_or_lower_apps_only(app):
    name = re.compile(rf"({'|'.join(ORDER)}):[a-z_]+")
    upwards = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in python_files(app)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (found := name.fullmatch(node.value)) and not stands_at_or_below(found[1], app)
    ]

    assert upwards == []


@pytest.mark.parametrize("app", [app for app in OURS if (ROOT / app / "api.py").exists()])
def test_every_app_with_a_door_is_protected(app):
    contract = CONTRACTS[f"{app}-door"]

    assert contract["type"] == "protected"
    assert contract["protected_modules"] == [f"{app}.*"]
    assert contract["allowed_importers"] == [app]
    assert set(contract["ignore_imports"]) == {f"** -> {app}.api", f"** -> {app}.admin"}


def names_taken_from(app, path, nodes):
    """What a file takes of another app, or a view of its own, through that app's `api`."""
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    places = {f"{app}.api"} | ({"api"} if path.is_relative_to(ROOT / app) else set())
    named = {alias.name for node in froms if node.module in places for alias in node.names}
    doors = {
        alias.asname or "api"
        for node in froms
        for alias in node.names
        if node.module in {app, None} and alias.name == "api"
    }
    named_by = (node for node in nodes if isinstance(node, ast.Attribute))
    return named | {node.attr for node in named_by if isinstance(node.value, ast.Name) and node.value.id in doors}


def test_nothing_stands_at_a_door_that_nobody_takes():
    """All doors at once, so that each file is read once."""
    doors = [app for app in OURS if (ROOT / app / "api.py").exists()]
    taken = {app: set() for app in doors}

    for path in (path for app in OURS for path in python_files(app)):
        nodes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom | ast.Attribute)]
        for app in doors:
            taken[app] |= names_taken_from(app, path, nodes)

    offered = {app: set(importlib.import_module(f"{app}.api").__all__) for app in doors}
    assert {app: offered[app] - taken[app] for app in doors if offered[app] - taken[app]} == {}


def test_no_folder_is_a_drawer_for_everything():
    drawers = {"utils", "common", "core", "shared", "helpers", "services", "managers"}

    assert not [path for app in ORDER for path in (ROOT / app).rglob("*.py") if drawers & {path.stem, path.parent.name}]


def files_written_by_hand():
    """Migrations are written by Django."""
    folders = [*ORDER, "tests", "benchmarks", "demo"]
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def lines_of(function):
    """Of what it does: signature and docstring are for those who call it."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return function.end_lineno - body[0].lineno + 1


def test_no_file_and_no_function_is_longer_than_one_reads_at_once():
    trees = {path.relative_to(ROOT): tree_of(path) for path in files_written_by_hand()}
    functions = {
        f"{path}: {node.name}": lines_of(node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }

    assert [str(path) for path in trees if len((ROOT / path).read_text().splitlines()) > MOST_LINES_OF_A_FILE] == []
    assert [name for name, lines in functions.items() if lines > MOST_LINES_OF_A_FUNCTION] == []


@pytest.fixture
def copied_tree(tmp_path):
    """Our Python files where a violation may be planted."""
    for app in ORDER:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(tree, path, line):
    file = tree / path
    file.write_text(f"{file.read_text() if file.exists() else ''}\n{line}\n")


def run(tree, *command):
    return subprocess.run([BIN / command[0], *command[1:]], cwd=tree, capture_output=True, text=True, check=False)


PLANTED = [
    ("people/queries/network.py", "from learning.api import Activity", "Apps depend downwards only"),
    ("foundation/outbox.py", "def f(): from people.models import Person", "Apps depend downwards only"),
    ("learning/rules.py", "from .queries import records_visible_to", "Inside an app, layers depend downwards only"),
    (
        "people/models/persons.py",
        "from people.views import change_language",
        "Inside an app, layers depend downwards only",
    ),
    ("cms/queries.py", "from people.models import Person", "Other apps enter people through people.api"),
    ("learning/queries.py", "from certificates.actions import *", "certificates.api"),
    ("dashboards/queries/home.py", "from courses.models.released import Course", "courses.api"),
]


@pytest.mark.slow
def test_planted_imports_break_their_contracts(copied_tree):
    for path, line, _broken in PLANTED:
        plant(copied_tree, path, line)

    result = run(copied_tree, "lint-imports", "--no-cache")

    assert result.returncode == 1
    for path, _line, broken in PLANTED:
        importer = path.removesuffix(".py").replace("/", ".")
        assert f"{broken} BROKEN" in result.stdout
        assert f"{importer} -> " in result.stdout


@pytest.mark.parametrize(
    "line",
    [
        "from django.http import HttpResponse",
        "from django.shortcuts import redirect",
        "from django.contrib import messages",
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
    ],
)
@pytest.mark.parametrize("path", ["learning/actions.py", "certificates/queries.py", "foundation/outbox.py"])
def test_http_and_signals_in_the_domain_are_reported(copied_tree, path, line):
    plant(copied_tree, path, line)

    result = run(copied_tree, "ruff", "check", "--no-cache", "--select", "TID251", path)

    assert "TID251" in result.stdout
    assert result.returncode == 1


def test_views_may_speak_http(copied_tree):
    plant(copied_tree, "learning/views.py", "from django.http import HttpResponse")

    assert run(copied_tree, "ruff", "check", "--no-cache", "--select", "TID251", "learning/views.py").returncode == 0
