"""Pictures, videos and downloads of lessons, kept by their content."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction

from courses.exceptions import FileNotKept
from courses.models import LessonFile

PIECE = 1024 * 1024  # bytes in memory at a time: a video may be larger than the machine
INCOMING = "incoming"  # beside the files, so that a finished copy is put in place by renaming it
LEFT_BEHIND = 24 * 60 * 60  # seconds after which a copy in there belongs to a process that died
FULL = {errno.ENOSPC, errno.EDQUOT}


class Copy(File):
    """A whole file that a storage on the same disk takes by its name, any other by its content."""

    def __init__(self, path: Path, opened: IO[bytes], sha256: str) -> None:
        super().__init__(opened, name=path.name)
        self.path, self.sha256 = path, sha256

    def temporary_file_path(self) -> str:
        return str(self.path)


def store_lesson_file(content: IO[bytes], *, name: str, content_type: str) -> LessonFile:
    """The file with this content, written if it is not there yet. Releasing a lesson that names its URL lets learners
    in.

    `content` is read once, piece by piece, from where it stands. `name` is what a download is called; an equal file
    stored before keeps the name it came with. Raises FileNotKept when the disk is full; nothing is left behind then.
    """
    storage = LessonFile._meta.get_field("file").storage
    with _room_needed_for(name), _copied(content, storage) as copy, transaction.atomic():
        found, is_new = LessonFile.objects.get_or_create(
            sha256=copy.sha256, defaults={"name": PurePath(name).name[:200], "content_type": content_type}
        )
        if is_new or not found.file:
            _keep(found, copy, PurePath(name).suffix.lower())
    return found


@contextmanager
def _room_needed_for(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise FileNotKept(PurePath(name).name) from error


@contextmanager
def _copied(content: IO[bytes], storage: Storage) -> Iterator[Copy]:
    """Written to the disk's end before anybody can see it; gone afterwards, if it was not put in place."""
    folder = _incoming_of(storage)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as opened:
        path = Path(opened.name)
        try:
            while piece := content.read(PIECE):
                digest.update(piece)
                opened.write(piece)
            opened.flush()
            os.fsync(opened.fileno())
            opened.seek(0)
            yield Copy(path, opened, digest.hexdigest())
        finally:
            path.unlink(missing_ok=True)


def _incoming_of(storage: Storage) -> Path | None:
    """None, for the system's own temporary folder, where files are kept on no disk of this machine."""
    try:
        folder = Path(storage.path(INCOMING))
    except NotImplementedError:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if time.time() - left.stat().st_mtime > LEFT_BEHIND:
            left.unlink(missing_ok=True)
    return folder


def _keep(row: LessonFile, copy: Copy, suffix: str) -> None:
    """Under a name that is its content, so that a file kept before a crash is found again and not kept twice. One of
    another size was cut short by a machine that went down."""
    field = row.file
    target = field.field.generate_filename(row, f"{row.sha256}{suffix[:10]}")
    if field.storage.exists(target) and field.storage.size(target) != copy.size:
        field.storage.delete(target)
    if not field.storage.exists(target):
        target = field.storage.save(target, copy)
    row.file.name = target
    row.save(update_fields=["file"])
