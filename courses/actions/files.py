"""Pictures and downloads of lessons, kept by their content."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from courses.models import LessonFile


@transaction.atomic
def store_lesson_file(content: bytes, *, name: str, content_type: str) -> LessonFile:
    """The file with this content, written if it is not there yet. Releasing a lesson that names its URL lets learners
    in.

    `name` is what a download is called; an equal file stored before keeps the name it came with.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    found, is_new = LessonFile.objects.get_or_create(
        sha256=sha256, defaults={"name": PurePath(name).name[:200], "content_type": content_type}
    )
    if is_new or not found.file:
        _write(found, content, PurePath(name).suffix.lower())
    return found


def _write(row: LessonFile, content: bytes, suffix: str) -> None:
    """Under a name that is its content, so that a file written before a crash is found again and not written twice."""
    field = row.file
    target = field.field.generate_filename(row, f"{row.sha256}{suffix[:10]}")
    if not field.storage.exists(target):
        target = field.storage.save(target, ContentFile(content))
    row.file.name = target
    row.save(update_fields=["file"])
