"""The sum on the front page: the first worked figure of the first course on show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .courses import CoursePage, LessonPage


def figure_on_show(courses: Sequence[CoursePage]) -> dict[str, Any]:
    """{"lesson": page, "figure": value of its worked figure}, or {} if there is none. Two queries."""
    if not courses:
        return {}
    for lesson in LessonPage.objects.as_published().public().child_of(courses[0]).order_by("path"):
        for block in lesson.body:
            if block.block_type == "worked_figure":
                return {"lesson": lesson, "figure": block.value}
    return {}
