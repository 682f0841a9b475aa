"""What somebody tells others of: a course or a lesson, in the newest words."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import get_language

from courses.models import Course
from courses.parts import parts_of
from courses.shown import ToShare
from people.api import Person

from .enrolments import courses_open, courses_visible_to, taught_by_key
from .outlines import outline_of
from .words import lesson_words_in


def to_share(person: Person, key: UUID) -> ToShare | None:
    """By the key of a course or lesson; None if it is not there for this person."""
    return _shown(taught_by_key(courses_visible_to(person), key))


def open_to_share(key: UUID) -> ToShare | None:
    """For nobody in particular: None if it takes no enrolments."""
    return _shown(taught_by_key(courses_open(), key))


def _shown(taught: tuple[Course, UUID | None] | None) -> ToShare | None:
    if taught is None or taught[0].structure is None or taught[0].structure.version is None:
        return None
    course, lesson_key = taught
    version, language = taught[0].structure.version, get_language() or ""
    outline = outline_of(version, language)
    blocks = lesson_words_in(version, lesson_key, language).body["blocks"] if lesson_key else ()
    return ToShare(
        course_uuid=course.uuid,
        key=course.key,
        outline=outline,
        lesson=outline.lesson(lesson_key) if lesson_key else None,
        parts=tuple((part.id, part.title) for part in parts_of(blocks)),
        earns_certificate=course.activity.credential_id is not None,
    )
