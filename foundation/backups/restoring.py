from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.storage import storages

from foundation.files import KeptFile, files_kept
from foundation.health import migrations_ever_known, unapplied_migrations
from foundation.invariants import all_broken

from .databases import database, is_empty
from .making import row_counts_of
from .manifest import Manifest, NotPossible, check_sums, place_of, read_files, read_manifest


def check_backup(folder: Path) -> Manifest:
    """Whether this program can read it, and whether everything is as it was written. Raises NotPossible."""
    manifest, store = read_manifest(folder), database()
    if manifest.engine != store.engine:
        raise NotPossible(
            f"This is a backup of {manifest.engine}, and DATABASE_URL names {store.engine}. Point it at the same kind."
        )
    if unknown := sorted(set(manifest.migrations) - migrations_ever_known()):
        raise NotPossible(
            f"This backup was made by a newer program: {unknown[-1]} is not known here. Install that version first."
        )
    check_sums(folder, manifest)
    return manifest


def restore_backup(folder: Path, *, is_replacing: bool) -> Manifest:
    """Checks everything before anything is touched. Files first: rows never name a file that is not there yet.

    Raises NotPossible for a backup that is damaged, and for a place that is not empty unless `is_replacing`.
    """
    manifest = check_backup(folder)
    if not is_replacing and not (is_empty() and next(files_kept(), None) is None):
        raise NotPossible("There is a database, or there are files, already. To lose them for this backup: --replace")
    kept = set()
    for digest, file in read_files(folder):
        _put(file, folder / place_of(file), digest)
        kept.add(file)
    database().put_back(folder / manifest.database)
    for file in set(files_kept()) - kept:
        storages[file.storage].delete(file.name)
    return manifest


def _put(file: KeptFile, source: Path, digest: str) -> None:
    storage = storages[file.storage]
    if storage.exists(file.name):
        with storage.open(file.name) as there:
            if hashlib.file_digest(there, "sha256").hexdigest() == digest:
                return
        storage.delete(file.name)
    with source.open("rb") as content:
        name = storage.save(file.name, File(content))
    if name != file.name:
        raise NotPossible(f"{file} could not be written under its name: the store called it {name}.")


def what_is_wrong_after(manifest: Manifest) -> list[str]:
    """What a restore was to bring back and did not, a sentence each. What workers make up for is not among them."""
    if missing := unapplied_migrations():
        return [f"The program is newer than this backup: run manage.py migrate ({len(missing)} migrations)."]
    now = row_counts_of("default")
    differing = [label for label, count in manifest.rows.items() if now.get(label) != count]
    return [
        *(f"{label}: {now.get(label, 0)} rows, and the backup had {manifest.rows[label]}." for label in differing),
        *(f"Already missing when the backup was made: {name}." for name in manifest.missing),
        *(f"{each.count} {each.name}. {each.mending}" for each in all_broken() if not each.is_made_up_for),
    ]
