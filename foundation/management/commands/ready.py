from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.health import conditions


class Command(BaseCommand):
    help = "Says whether this installation can do all of its work, as /readyz does, with the details."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = conditions()
        for condition in found:
            said = " ".join(filter(None, [condition.sentence, condition.detail]))
            self.stdout.write(f"{'ok' if condition.is_well else 'NOT WELL':<8}  {condition.name:<10}  {said}")
        if not all(condition.is_well for condition in found):
            raise CommandError("Not ready.")
