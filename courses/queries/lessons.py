"""A lesson page: three queries of its own at most, of which two are read once per process."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses import rules
from courses.compiled import digest_of
from courses.enums import LessonState
from courses.exceptions import LessonNotInCourse
from courses.models import CourseVersion, Enrolment, Note
from courses.plans import Plan, plan_of
from courses.shown import CheckShown, LessonShown, OutlineLesson
from foundation.prepared import prepared

from .outlines import outline_of
from .standing import lesson_row
from .words import LessonWords, lesson_words_in


def notes_in(enrolment: Enrolment, lesson_key: UUID | str) -> dict[str, Any]:
    """{block id: value}: the learner's own numbers and ticks in a lesson. For nobody but that person."""
    return dict(_notes_in(enrolment.person_id, UUID(str(lesson_key))))


@prepared
def _notes_in(person: int, lesson_key: UUID) -> QuerySet[Note, tuple[str, Any]]:
    return Note.objects.filter(person=person, lesson_key=lesson_key).values_list("block_id", "value")


def version_of(enrolment: Enrolment) -> CourseVersion:
    """The newest words for the structure that this person began."""
    version = enrolment.structure.version
    if version is None:
        raise LookupError(f"structure {enrolment.structure_id} was never released")
    return version


def lesson_etag(enrolment: Enrolment, lesson: LessonShown, *, language: str) -> str:
    """Changes with the words, the person's progress and what they noted, in this course or in another one that has the
    same lesson. Whoever renders adds what the page adds."""
    own = [enrolment.pk, enrolment.active_at, lesson.notes]
    return digest_of([lesson.version, str(lesson.lesson.key), language, *own])[:32]


def lesson_shown(
    enrolment: Enrolment, *, lesson_key: UUID | str, language: str, with_notes: bool = True
) -> LessonShown:
    """Raises LessonNotInCourse. The words are in `language` where there are any, else in the language of the author.

    `with_notes`: false for anybody but the learner.
    """
    version = version_of(enrolment)
    plan = plan_of(enrolment.structure)
    outline = outline_of(version, language)
    lesson = outline.lesson(lesson_key)
    if lesson is None:
        raise LessonNotInCourse
    words = lesson_words_in(version, lesson_key, language)
    row = lesson_row(lesson, enrolment)
    missing = rules.lessons_missing(plan, enrolment.progress)
    return LessonShown(
        course_uuid=enrolment.course.uuid,
        course_title=outline.title,
        lesson=lesson,
        lesson_count=len(outline.lessons),
        version=version.digest,
        blocks=tuple(words.body["blocks"]),
        language=words.language,
        is_fallback=words.language != language,
        state=row.state,
        done_at=row.done_at,
        checks=_checks_shown(plan, enrolment, str(lesson.key), words),
        can_be_done_by_button=row.state != LessonState.DONE and not plan.lessons[str(lesson.key)],
        notes=notes_in(enrolment, lesson_key) if with_notes and _has_notes(words) else {},
        section=row.section[0] if row.section else "",
        previous=_neighbour(outline.lessons, lesson.number - 1),
        next=_neighbour(outline.lessons, lesson.number + 1),
        is_course_done=enrolment.completed_at is not None,
        has_exam=plan.rules is not None,
        exam_is_open=plan.rules is not None and not missing,
    )


def _has_notes(words: LessonWords) -> bool:
    return any(block["type"] in ("calculator", "checklist") for block in words.body["blocks"])


def _neighbour(lessons: tuple[OutlineLesson, ...], number: int) -> OutlineLesson | None:
    return lessons[number - 1] if 1 <= number <= len(lessons) else None


def _checks_shown(plan: Plan, enrolment: Enrolment, lesson_key: str, words: LessonWords) -> dict[str, CheckShown]:
    still_open = rules.checks_open(plan, enrolment.progress, lesson_key)
    return {
        check.key: CheckShown(
            key=check.key,
            number=number,
            is_right=number not in still_open,
            explanation="" if number in still_open else words.feedback.get(check.key, {}).get("explanation", ""),
        )
        for number, check in enumerate(plan.lessons[lesson_key], 1)
    }
