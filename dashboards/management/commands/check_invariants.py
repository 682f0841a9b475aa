from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates import api as certificates
from courses import api as courses
from learning import api as learning
from people import api as people


class Command(BaseCommand):
    help = "Proves again, on the data as it is, what must always hold. Changes nothing; fails if something is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = (
            people.broken_invariants()
            | certificates.broken_invariants()
            | learning.broken_invariants()
            | courses.broken_invariants()
        )
        for name, count in broken.items():
            self.stdout.write(f"{count} {name}")
        if broken:
            raise CommandError("Something is broken that must always hold.")
        self.stdout.write("All invariants hold.")
