from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import django
from django.apps import apps
from django.core.files.storage import storages
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.utils import timezone

from foundation.files import KeptFile, files_named

from .databases import database
from .manifest import FORMAT, SUMS, Manifest, NotPossible, copy, digest_of, place_of

SECONDS_TO_APPEAR = 2  # a certificate that is printed anew is away for a moment


def make_backup(folder: Path) -> Manifest:
    """Into a folder that must not be there yet. It appears whole or not at all."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    if folder.exists():
        raise NotPossible(f"{folder} is there already. Give each backup a folder of its own.")
    try:
        unfinished.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise NotPossible(
            f"{unfinished} is there: another backup is being made, or one broke off. If none is running, remove it."
        ) from None
    manifest = _fill(unfinished)
    unfinished.rename(folder)
    return manifest


def _fill(folder: Path) -> Manifest:
    store, made_at = database(), timezone.now()
    path = folder / store.file_name
    with store.copied_to(path) as alias:
        rows, named, migrations = row_counts_of(alias), sorted(files_named(alias)), migrations_of(alias)
    with (folder / SUMS).open("x", encoding="utf-8") as sums:
        sums.write(f"{digest_of(path)}  {path.name}\n")
        missing, size = _copy_files(named, folder, sums)
    manifest = Manifest(
        format=FORMAT,
        made_at=made_at.isoformat(),
        engine=store.engine,
        server_version=store.version,
        django_version=django.get_version(),
        database=path.name,
        sums_sha256=digest_of(folder / SUMS),
        files_count=len(named) - len(missing),
        files_bytes=size,
        migrations=migrations,
        missing=[str(file) for file in missing],
        rows=rows,
    )
    manifest.write(folder)
    return manifest


def row_counts_of(alias: str) -> dict[str, int]:
    """{model label: how many rows}."""
    counted: dict[str, int] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            everything: QuerySet[Any] = QuerySet(model, using=alias)
            counted[model._meta.label] = everything.count()
    return counted


def migrations_of(alias: str) -> list[str]:
    return sorted(".".join(key) for key in MigrationRecorder(connections[alias]).applied_migrations())


def _copy_files(named: Iterable[KeptFile], folder: Path, sums: TextIO) -> tuple[list[KeptFile], int]:
    """Returns those that are not there, and the bytes of the others."""
    missing, total = [], 0
    for file in named:
        if "\n" in file.name or not _is_there(file):
            missing.append(file)
            continue
        with storages[file.storage].open(file.name) as source:
            digest, size = copy(source, folder / place_of(file))
        sums.write(f"{digest}  {place_of(file)}\n")
        total += size
    return missing, total


def _is_there(file: KeptFile) -> bool:
    give_up_at = time.monotonic() + SECONDS_TO_APPEAR
    while not storages[file.storage].exists(file.name):
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.1)
    return True
