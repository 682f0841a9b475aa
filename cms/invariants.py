"""What must hold between what is published and what was released."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from .queries import lessons_with_unknown_documents, missed_publications

PATIENCE = timedelta(minutes=10)  # twice what beat takes to make up for it
MISSED = "publications that were never handed on"
UNKNOWN_DOCUMENTS = "lessons with documents that members do not get"
MENDING = {
    MISSED: "Beat makes up for them every five minutes. If they stay, workers log release_missed with the error. The"
    " page can also be published again.",
    UNKNOWN_DOCUMENTS: "Pages that were not saved by Wagtail are not in its index of references. It is made anew"
    " by manage.py rebuild_references_index.",
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how often}, empty when all is well. What was published just now may still be on its way."""
    before = timezone.now() - PATIENCE
    missed = [each for each in missed_publications() if each.last_published_at and each.last_published_at < before]
    found = {MISSED: len(missed), UNKNOWN_DOCUMENTS: len(lessons_with_unknown_documents())}
    return {name: count for name, count in found.items() if count}
