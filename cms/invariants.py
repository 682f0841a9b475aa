"""What must hold between what is published and what was released."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from .queries import missed_publications

PATIENCE = timedelta(minutes=10)  # twice what beat takes to make up for it
MISSED = "publications that were never handed on"
MENDING = {
    MISSED: "Beat makes up for them every five minutes. If they stay, workers log release_missed with the error. The"
    " page can also be published again.",
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how often}, empty when all is well. What was published just now may still be on its way."""
    before = timezone.now() - PATIENCE
    missed = [each for each in missed_publications() if each.last_published_at and each.last_published_at < before]
    return {MISSED: len(missed)} if missed else {}
