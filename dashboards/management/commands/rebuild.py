from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from courses import api as courses
from learning import api as learning


class Command(BaseCommand):
    help = "Makes every derived number anew from the records: standings, progress, search. Says how many were wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"standings mended: {learning.rebuild_standings()}")
        self.stdout.write(f"progress mended: {courses.rebuild_progress()}")
        self.stdout.write(f"search mended: {courses.rebuild_search()}")
