"""What is no longer kept: files that rows named, and rows that have grown old."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import storages
from django.db.models import Model, QuerySet

from . import outbox
from .files import KeptFile
from .models import OutboxMessage

FORGET_FILES = "foundation.forget_files"
BATCH = 500


def forget_files(files: Iterable[KeptFile], *, cause: str) -> None:
    """After the transaction that forgets their rows. `cause` names it; several calls with one name are one."""
    named = [[file.storage, file.name] for file in sorted(set(files))]
    if named:
        key = f"{FORGET_FILES}:{cause}"
        outbox.send(FORGET_FILES, key=key, payload={"key": key, "files": named})


def forget_files_promised(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"key": its own, "files": [[key of STORAGES, name there]]}, without files once they
    are gone: a name may be somebody's."""
    for storage, name in payload["files"]:
        storages[storage].delete(name)
    OutboxMessage.objects.filter(key=payload["key"]).update(payload=payload | {"files": []})


def prune[Row: Model](rows: QuerySet[Row]) -> int:
    """Deletes in batches, each a transaction of its own, so that nobody waits long. Returns how many went."""
    count = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        count += QuerySet(rows.model).filter(pk__in=keys).delete()[1].get(rows.model._meta.label, 0)
    return count
