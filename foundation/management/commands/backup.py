from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.backups import NotPossible, make_backup


class Command(BaseCommand):
    help = "Copies the database and every file that it names into a new folder, while the site goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="must not be there yet")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = make_backup(folder)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        rows, size = sum(manifest.rows.values()), manifest.files_bytes
        self.stdout.write(f"{rows} rows and {manifest.files_count} files of {size} bytes are in {folder}")
        for name in manifest.missing:
            self.stderr.write(f"Named by a row and not there: {name}")
