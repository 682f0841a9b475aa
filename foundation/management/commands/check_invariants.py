from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.invariants import all_broken


class Command(BaseCommand):
    help = "Proves again, on the data as it is, what must always hold. Changes nothing; fails if something is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="a list, empty if all holds")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        broken = all_broken()
        if as_json:
            self.stdout.write(json.dumps([asdict(each) for each in broken], ensure_ascii=False))
        elif not broken:
            self.stdout.write("All invariants hold.")
        else:
            for each in broken:
                self.stdout.write(f"{each.count} {each.name}\n    {each.mending}")
        if broken:
            raise CommandError("Something is broken that must always hold.")
