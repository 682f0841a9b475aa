"""Where what editors upload lies, and what happens when the disk is full."""

from __future__ import annotations

import errno
import sqlite3
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.db import OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT}
POSTGRES_DISK_FULL = "53100"


class UploadStorage(FileSystemStorage):
    """Django's, but half a file does not stay when the disk is full.

    If it is a picture's smaller copy that finds no room, Wagtail shows a broken picture and the page around it.
    """

    def _save(self, name: str, content: Any) -> str:
        was_there = self.exists(name)
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except OSError as error:
            if error.errno not in FULL:
                raise
            if not was_there:
                self.delete(name)
            from wagtail.images.models import SourceImageIOError  # noqa: PLC0415 - its models ask for this storage

            raise SourceImageIOError(error.errno, error.strerror) from error


def is_of_full_disk(error: BaseException) -> bool:
    """Of files, or of the database."""
    if isinstance(error, OSError):
        return error.errno in FULL
    if isinstance(error, OperationalError):
        told: Any = error.__cause__
        return getattr(told, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or (
            getattr(told, "sqlstate", None) == POSTGRES_DISK_FULL
        )
    return False
