"""What editors may not do to what people learn from."""

from __future__ import annotations

from collections.abc import Collection

from courses.api import Learners


def can_delete_course(learners: Learners) -> bool:
    """Whoever learns from it, or has, keeps its author's words and history. Taking it back closes it to new ones."""
    return not learners


def can_delete_part(key: str, learned: Collection[str]) -> bool:
    """A lesson or an exam question. `learned`: keys of what somebody takes or took."""
    return key not in learned
