from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.backups import NotPossible, restore_backup, what_is_wrong_after


class Command(BaseCommand):
    help = "Puts back what `manage.py backup` made, after checking that it is whole. Stop the site first."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose the database and the files that are there")
        parser.add_argument("--verify", action="store_true", help="afterwards prove rows, files and all that must hold")

    def handle(self, *args: Any, folder: Path, replace: bool, verify: bool, **options: Any) -> None:
        try:
            manifest = restore_backup(folder, is_replacing=replace)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored as of {manifest.made_at}: {manifest.files_count} files, all of the database.")
        if verify:
            if wrong := what_is_wrong_after(manifest):
                raise CommandError("\n".join(["Restored, but not well:", *wrong]))
            self.stdout.write("Verified: rows as counted, every file in its place, all that must hold holds.")
