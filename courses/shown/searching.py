"""What was found."""

from __future__ import annotations

from dataclasses import dataclass

from courses.searching.snippets import Marked


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A course or lesson in which every term stands. Texts are ((text, is a hit), …).

    `language`: of the words that were found. `lesson_number` 0: the course itself. `is_begun`: the person may open the
    lesson; until then `url` is the course's page.
    """

    url: str
    title: Marked
    excerpt: Marked
    language: str
    course_title: str
    lesson_number: int
    lesson_count: int
    is_begun: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """`is_understood`: there was something to look for. `next_start`: where more of `total` begin, or None."""

    is_understood: bool
    total: int
    hits: tuple[Hit, ...]
    next_start: int | None
