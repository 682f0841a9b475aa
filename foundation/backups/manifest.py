"""What a backup says about itself, and the sums that prove it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from foundation.files import KeptFile

FORMAT = 1
MANIFEST, SUMS, FILES = "manifest.json", "SHA256SUMS", "files"
CHUNK = 1024 * 1024  # bytes


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class NotPossible(Exception):
    """Why there is no backup, or no restore, as a sentence that says what to do."""


@dataclass(frozen=True)
class Manifest:
    """`rows` is {model label: how many}, `migrations` are those applied, `missing` files that rows named in vain."""

    format: int
    made_at: str  # ISO, UTC
    engine: str  # sqlite or postgresql
    server_version: str
    django_version: str
    database: str  # file name
    sums_sha256: str
    files_count: int
    files_bytes: int
    migrations: list[str]
    missing: list[str]
    rows: dict[str, int]

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False), "utf-8")


def read_manifest(folder: Path) -> Manifest:
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise NotPossible(f"{folder} is no backup: there is no {MANIFEST} in it.") from None
    except ValueError:
        raise NotPossible(f"{MANIFEST} in {folder} cannot be read. Take another backup.") from None
    if content.get("format") != FORMAT:
        raise NotPossible(f"This backup has format {content.get('format')}; this program reads format {FORMAT}.")
    try:
        return Manifest(**content)
    except TypeError:
        raise NotPossible(f"{MANIFEST} in {folder} is not whole. Take another backup.") from None


def copy(source: Readable, target: Path) -> tuple[str, int]:
    """Piece by piece. Returns (SHA-256, bytes)."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        while piece := source.read(CHUNK):
            digest.update(piece)
            size += file.write(piece)
    return digest.hexdigest(), size


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place_of(file: KeptFile) -> str:
    """Within the backup."""
    return f"{FILES}/{file.storage}/{file.name}"


def read_sums(folder: Path) -> Iterator[tuple[str, str]]:
    """(SHA-256, place) of everything. Places stay inside the folder."""
    with (folder / SUMS).open(encoding="utf-8") as lines:
        for line in lines:
            digest, _gap, place = line.rstrip("\n").partition("  ")
            if ".." in PurePosixPath(place).parts or place.startswith("/"):
                raise NotPossible(f"{SUMS} names “{place}”, which lies outside of the backup.")
            yield digest, place


def read_files(folder: Path) -> Iterator[tuple[str, KeptFile]]:
    """(SHA-256, file) of everything but the database."""
    for digest, place in read_sums(folder):
        top, _slash, rest = place.partition("/")
        if top == FILES:
            storage, _slash, name = rest.partition("/")
            yield digest, KeptFile(storage, name)


def check_sums(folder: Path, manifest: Manifest) -> None:
    """Reads everything once. Raises NotPossible at the first thing that is not as it was."""
    if not (folder / SUMS).exists() or digest_of(folder / SUMS) != manifest.sums_sha256:
        raise NotPossible(f"{SUMS} is not the one that was written with this backup. Take another backup.")
    for digest, place in read_sums(folder):
        path = folder / place
        if not path.is_file():
            raise NotPossible(f"This backup is damaged: {place} is missing. Take another backup.")
        if digest_of(path) != digest:
            raise NotPossible(f"This backup is damaged: {place} is not what it was. Take another backup.")
