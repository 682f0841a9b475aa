"""The courses that somebody may take who waits to be let in at a dealer."""

from __future__ import annotations

from django.utils.translation import ngettext

from foundation.templatetags.ui import minutes
from people.api import OpenToJoiners, Person

from .courses import course_rows

AT_MOST = 6


def offers_of_courses(person: Person, language: str) -> list[OpenToJoiners]:
    """The first few of those that the person may begin or has begun; of somebody who works nowhere, the open ones."""
    return [
        OpenToJoiners(row.title, _note(row.lesson_count, row.minutes), row.course_url)
        for row in course_rows(person, language=language)[:AT_MOST]
    ]


def _note(lessons: int, time: int) -> str:
    said = ngettext("%(lessons)s lesson, about %(time)s", "%(lessons)s lessons, about %(time)s", lessons)
    return said % {"lessons": lessons, "time": minutes(time)}
