"""What strangers see of courses on the front page and in the public catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from courses.api import Course

from .courses import CoursePage, LessonPage


def courses_on_show(language: str) -> list[CoursePage]:
    """Courses that take enrolments, in the catalogue's order, each in this language if it is there.

    Without those that editors made private. Three queries.
    """
    open_keys = set(Course.objects.filter(is_open=True).values_list("key", flat=True))
    by_key: dict[UUID, CoursePage] = {}
    pages: Iterable[CoursePage] = CoursePage.objects.as_published().public().filter(translation_key__in=open_keys)
    for page in sorted(pages, key=lambda page: (page.locale.language_code != language, page.path)):
        by_key.setdefault(page.translation_key, page)
    return list(by_key.values())


def figure_on_show(courses: Sequence[CoursePage]) -> dict[str, Any]:
    """The first worked figure of the first course: {"lesson": page, "figure": its value}, or {}. Two queries."""
    if not courses:
        return {}
    for lesson in LessonPage.objects.as_published().public().child_of(courses[0]).order_by("path"):
        for block in lesson.body:
            if block.block_type == "worked_figure":
                return {"lesson": lesson, "figure": block.value}
    return {}
