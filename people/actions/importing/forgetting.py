"""Lists hold the numbers of many people, so they are kept no longer than somebody may still ask about them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from people.models import SheetImport

KEPT_FOR = dt.timedelta(days=30)


def forget_old_sheets() -> int:
    """Their files, their rows and they themselves. What they changed stays, and its audit lines."""
    old = SheetImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    count = 0
    for sheet in old.iterator(chunk_size=50):
        for file in (sheet.file, sheet.staged, sheet.result):
            if file:
                file.delete(save=False)
        sheet.delete()
        count += 1
    return count
