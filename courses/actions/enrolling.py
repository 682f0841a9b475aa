"""Beginning a course, and where one stopped in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from courses import rules
from courses.exceptions import CourseClosed, LessonNotInCourse, NoteNotKept
from courses.grading import storable
from courses.models import Course, Enrolment, Note
from courses.plans import plan_of
from courses.queries.lessons import version_of
from courses.queries.words import lesson_words
from foundation import audit
from learning.api import current_cycle
from people.api import Person

from .moments import moment_in, moment_of

LONGEST_ENTRY = 40
LONGEST_NOTE = 4000


@transaction.atomic
def enrol_person(person: Person, *, course: Course, at: datetime | None = None) -> Enrolment:
    """The person's enrolment in the round that is open for them, begun now (or `at`) if there is none.

    One that was left unfinished in an earlier round is carried into the new one, with what was done. Raises
    CourseClosed for a new enrolment in a closed course, MomentNotPossible.
    """
    cycle = current_cycle(person, course.activity)
    newest = _newest_enrolment(person, course)
    if newest and newest.cycle < cycle and newest.completed_at is None:
        newest.cycle = cycle
        newest.save(update_fields=["cycle"])
    if newest and newest.cycle >= cycle:
        return newest
    if not rules.can_enrol(course) or course.structure is None:
        raise CourseClosed
    begun_at = moment_of(at, since=newest.active_at if newest else None)
    enrolment, is_new = Enrolment.objects.get_or_create(
        person=person,
        course=course,
        cycle=cycle,
        defaults={"structure": course.structure, "started_at": begun_at, "active_at": begun_at},
    )
    if is_new:
        audit.record("enrol_person", obj=enrolment, actor=person, course=course.uuid, cycle=cycle)
    return enrolment


def _newest_enrolment(person: Person, course: Course) -> Enrolment | None:
    enrolments = Enrolment.objects.select_for_update(no_key=True).filter(person=person, course=course)
    return enrolments.order_by("-cycle").first()


@transaction.atomic
def keep_place(enrolment: Enrolment, *, lesson_key: UUID, section: str, at: datetime | None = None) -> None:
    """Remember the block where the person stopped. A block that is not in the lesson is the lesson's beginning.

    Raises LessonNotInCourse, MomentNotPossible.
    """
    if str(lesson_key) not in plan_of(enrolment.structure).lessons:
        raise LessonNotInCourse
    words = lesson_words(version_of(enrolment), lesson_key)
    is_there = any(one.block(section) for one in words.values())
    place = {"lesson": str(lesson_key), "section": section if is_there else ""}
    Enrolment.objects.filter(pk=enrolment.pk).update(place=place, active_at=moment_in(enrolment, at))


@transaction.atomic
def keep_note(
    enrolment: Enrolment, *, lesson_key: UUID, block_id: str, value: Mapping[str, Any], at: datetime | None = None
) -> Note:
    """Keep a person's own numbers or ticks; the last ones stand.

    `value` for a calculator is {field name: text as typed}, for a checklist {"ticked": [item id, …]}. Raises
    NoteNotKept for anything else, LessonNotInCourse for a lesson of another course, MomentNotPossible.
    """
    if str(lesson_key) not in plan_of(enrolment.structure).lessons:
        raise LessonNotInCourse
    block = _block_of(enrolment, lesson_key, block_id)
    tidied = _ticks(block, value) if block["type"] == "checklist" else _numbers(block, value)
    if len(json.dumps(tidied)) > LONGEST_NOTE:
        raise NoteNotKept.for_wrong_shape()
    kept_at = moment_in(enrolment, at)
    note, _is_new = Note.objects.update_or_create(
        person_id=enrolment.person_id,
        lesson_key=lesson_key,
        block_id=block_id,
        defaults={"value": tidied, "changed_at": kept_at},
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(active_at=kept_at)
    return note


def _block_of(enrolment: Enrolment, lesson_key: UUID, block_id: str) -> Mapping[str, Any]:
    for words in lesson_words(version_of(enrolment), lesson_key).values():
        block = words.block(block_id)
        if block and block["type"] in ("calculator", "checklist"):
            return block
    raise NoteNotKept.for_wrong_shape()


def _numbers(block: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, str]:
    names = {field["name"] for field in block["value"]["fields"]}
    if not isinstance(value, Mapping) or not set(value) <= names:
        raise NoteNotKept.for_wrong_shape()
    if not all(isinstance(typed, str) for typed in value.values()):
        raise NoteNotKept.for_wrong_shape()
    if any(len(typed) > LONGEST_ENTRY for typed in value.values()):
        raise NoteNotKept.for_length()
    return {name: storable(typed) for name, typed in value.items()}


def _ticks(block: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, list[str]]:
    items = [item["id"] for item in block["value"]["items"]]
    ticked = value.get("ticked") if isinstance(value, Mapping) else None
    if not isinstance(ticked, list) or not set(value) <= {"ticked"}:
        raise NoteNotKept.for_wrong_shape()
    if not all(isinstance(key, str) for key in ticked) or not set(ticked) <= set(items):
        raise NoteNotKept.for_wrong_shape()
    return {"ticked": [key for key in items if key in ticked]}
