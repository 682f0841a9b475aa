"""Which uploaded and printed files the rows of the database name, and which are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import DefaultStorage, Storage, storages
from django.db.models import FileField, QuerySet
from django.utils import timezone

YOUNG = timedelta(hours=1)  # its row may not be committed yet


@dataclass(frozen=True, order=True)
class KeptFile:
    """`storage` is a key of STORAGES, `name` what a row calls the file there."""

    storage: str
    name: str

    def __str__(self) -> str:
        return f"{self.storage}/{self.name}"


def private_storage() -> Storage:
    """For what leaves through a view that checks who asks. A function, so that settings choose when it is asked."""
    return storages["private"]


def storage_names() -> list[str]:
    """Those that hold what people uploaded and what was printed; static files come with the program."""
    return sorted(set(settings.STORAGES) - {"staticfiles"})


def files_named(using: str = "default") -> set[KeptFile]:
    """All that rows of that database name."""
    found: set[KeptFile] = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                storage = name_of_storage(field.storage)
                names: QuerySet[Any] = QuerySet(model, using=using).values_list(field.name, flat=True)
                found |= {KeptFile(storage, name) for name in names.iterator() if name}
    return found


def files_kept() -> Iterator[KeptFile]:
    for storage in storage_names():
        for name in _walk(storages[storage], ""):
            yield KeptFile(storage, name)


def rows_without_file() -> Iterator[KeptFile]:
    return (file for file in sorted(files_named()) if not storages[file.storage].exists(file.name))


def files_without_row() -> Iterator[KeptFile]:
    """Without those that were written just now."""
    named, limit = files_named(), timezone.now() - YOUNG
    for file in files_kept():
        if file not in named and storages[file.storage].get_modified_time(file.name) < limit:
            yield file


def name_of_storage(storage: Storage) -> str:
    """A field keeps the storage that it was made with; tests may have given its name to another one since."""
    if isinstance(storage, DefaultStorage):
        return "default"
    for name in storage_names():
        if storage is storages[name] or _place(storage) == _place(storages[name]):
            return name
    raise LookupError(f"{storage} is in use by a model and not in STORAGES: it would be in no backup.")


def _place(storage: Storage) -> object:
    return getattr(storage, "location", storage)


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _walk(storage, f"{folder}{name}/")
