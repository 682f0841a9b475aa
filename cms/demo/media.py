"""Pictures, downloads and videos that lessons of the demo name."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from people.api import Person

from .files import Node


class Shelf:
    """Looks whether files of one course are there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, node: Node, field: str, _kind: str) -> int | None:
        path = self.path_of(name := node.get(field, str))
        if not path.is_file() or path.parent != self.folder:
            node.refuse(f"there is no file “{name}” in {self.folder}.", field)
        return None

    def path_of(self, name: str) -> Path:
        return self.folder / name


class Media(Shelf):
    """Brings in what is new or changed."""

    def __init__(self, folder: Path, *, uploaded_by: Person) -> None:
        super().__init__(folder)
        self.uploaded_by = uploaded_by

    def __call__(self, node: Node, field: str, kind: str) -> int:
        return self._found_or_added(self.path_of(node.get(field, str)), kind).pk

    def _found_or_added(self, path: Path, kind: str) -> Any:
        model = {"picture": get_image_model, "document": get_document_model, "video": get_media_model}[kind]()
        title = f"{self.folder.parent.name}/{path.name}"
        stored = model.objects.filter(title=title).order_by("-pk").first()
        if stored and stored.file.size == path.stat().st_size and _hash_of(stored.file) == _hash_of(path):
            return stored
        fields = {"duration": 0, "type": "video"} if kind == "video" else {}
        stored = model(title=title, uploaded_by_user=self.uploaded_by, **fields)
        with path.open("rb") as opened:
            stored.file.save(path.name, File(opened), save=False)
        stored.full_clean(exclude=["tags"])
        stored.save()
        return stored


def _hash_of(stored: Any) -> bytes:
    with stored.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
