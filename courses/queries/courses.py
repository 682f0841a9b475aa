"""Courses as one person sees them: the page, the rows of a list, the card that says what to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from certificates.api import certificates_held_by
from courses.enums import LessonState, Verb
from courses.models import Attempt, AttemptGrant, Course, CourseVersion, Enrolment
from courses.shown import CarryOn, CourseRow, CourseShown, ExamShown, LessonRow, Outline, RoundShown
from foundation.prepared import prepared
from learning.api import cycle_opened_for, standings_of
from people.api import Person

from .enrolments import courses_visible_to, enrolments_in_newest_round, enrolments_of
from .outlines import outline_of, outlines_of
from .standing import exam_standing, lesson_rows, lesson_url, next_step

SEEN_IN_LISTS = ("uuid", "key", "positions", "is_open", "activity__credential", "structure__version__digest")


@dataclass
class PersonFacts:
    """All that lists and pages need of one person, read at once: a constant number of queries.

    `cycles`: {activity id: the round that is open}. `enrolments`: {course id: the newest round's}, without those of a
    round that is over. `certificates`: {(credential id, cycle): uuid}.
    """

    cycles: dict[int, int] = field(default_factory=dict)
    enrolments: dict[int, Enrolment] = field(default_factory=dict)
    attempts: dict[int, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    grants: dict[int, list[AttemptGrant]] = field(default_factory=lambda: defaultdict(list))
    certificates: dict[tuple[int, int], UUID] = field(default_factory=dict)

    def certificate_of(self, course: Course, enrolment: Enrolment | None) -> UUID | None:
        credential = course.activity.credential_id
        return self.certificates.get((credential, enrolment.cycle)) if enrolment and credential else None


def _facts_of(person: Person, enrolments: Iterable[Enrolment]) -> PersonFacts:
    facts = PersonFacts(cycles=dict(_cycles_of(person.pk)))
    for enrolment in enrolments:
        is_over = enrolment.completed_at and facts.cycles.get(enrolment.course.activity_id, 0) > enrolment.cycle
        if not is_over:
            facts.enrolments[enrolment.course_id] = enrolment
    for attempt in _attempts_of(person.pk) if facts.enrolments else ():
        facts.attempts[attempt.enrolment_id].append(attempt)
    for grant in _grants_of(person.pk) if facts.attempts else ():
        facts.grants[grant.enrolment_id].append(grant)
    facts.certificates = {(credential, cycle): uuid for credential, cycle, uuid in _certificates_of(person.pk)}
    return facts


@prepared
def _cycles_of(person: int) -> QuerySet[Any, tuple[int, int]]:
    return standings_of(Person(pk=person)).values_list("activity_id", "cycle")


@prepared
def _attempts_of(person: int) -> QuerySet[Attempt]:
    return Attempt.objects.filter(enrolment__person=person).defer("order", "marks", "flags")


@prepared
def _grants_of(person: int) -> QuerySet[AttemptGrant]:
    return AttemptGrant.objects.filter(enrolment__person=person).order_by("pk")


@prepared
def _certificates_of(person: int) -> QuerySet[Any, tuple[int, int, UUID]]:
    return certificates_held_by(Person(pk=person)).values_list("credential_id", "cycle", "uuid")


@prepared
def _newest_enrolments(person: int) -> QuerySet[Enrolment]:
    return enrolments_in_newest_round(Person(pk=person))


@prepared
def _courses_visible(person: int, now: datetime) -> QuerySet[Course]:
    """No more of them than rows and the card say."""
    courses = courses_visible_to(Person(pk=person), now).select_related(None)
    return courses.select_related("activity", "structure__version").only(*SEEN_IN_LISTS)


@dataclass(frozen=True)
class CourseSeen:
    """One course as one person sees it, in one language."""

    course: Course
    enrolment: Enrolment | None
    outline: Outline
    rows: tuple[LessonRow, ...]
    exam: ExamShown | None
    certificate_uuid: UUID | None
    round_number: int

    @property
    def step(self) -> tuple[Verb, str, str]:
        return next_step(self.course, self.enrolment, self.rows, self.exam, self.certificate_uuid)

    @property
    def todo(self) -> list[LessonRow]:
        return [row for row in self.rows if row.state != LessonState.DONE]

    @property
    def is_under_way(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is None

    @property
    def current(self) -> LessonRow | None:
        return next((row for row in self.rows if row.is_current), None)


def _version_of(course: Course, enrolment: Enrolment | None) -> CourseVersion:
    structure = enrolment.structure if enrolment else course.structure
    if structure is None or structure.version is None:
        raise LookupError(f"{course.uuid} was never released")
    return structure.version


def _course_seen(course: Course, facts: PersonFacts, outline: Outline) -> CourseSeen:
    enrolment = facts.enrolments.get(course.pk)
    rows = lesson_rows(outline, enrolment)
    attempts = facts.attempts[enrolment.pk] if enrolment else []
    grants = facts.grants[enrolment.pk] if enrolment else []
    return CourseSeen(
        course=course,
        enrolment=enrolment,
        outline=outline,
        rows=rows,
        exam=exam_standing(course, outline, rows, attempts, grants),
        certificate_uuid=facts.certificate_of(course, enrolment),
        round_number=facts.cycles.get(course.activity_id, 0) + 1,
    )


def course_shown(course: Course, person: Person, *, language: str) -> CourseShown:
    """A course from `courses_visible_to(person)`."""
    facts = _facts_of(person, enrolments_of(person).filter(course=course)[:1])
    enrolment = facts.enrolments.get(course.pk)
    seen = _course_seen(course, facts, outline_of(_version_of(course, enrolment), language))
    verb, url, why = seen.step
    credential = course.activity.credential
    return CourseShown(
        course_uuid=course.uuid,
        outline=seen.outline,
        rows=seen.rows,
        exam=seen.exam,
        verb=verb,
        why=why,
        url=url,
        is_open=course.is_open,
        enrolment_uuid=enrolment.uuid if enrolment else None,
        started_at=enrolment.started_at if enrolment else None,
        completed_at=enrolment.completed_at if enrolment else None,
        lessons_done=len(seen.rows) - len(seen.todo),
        lessons_left=len(seen.todo),
        minutes_left=sum(row.minutes_left for row in seen.todo),
        current=seen.current,
        certificate_uuid=seen.certificate_uuid,
        round=_round_shown(person, seen),
        earns_certificate=credential is not None,
        valid_months=credential.valid_months if credential else None,
    )


def _round_shown(person: Person, seen: CourseSeen) -> RoundShown | None:
    is_done = seen.enrolment is not None and seen.enrolment.completed_at is not None
    opened = cycle_opened_for(person, seen.course.activity) if seen.round_number > 1 and not is_done else None
    return RoundShown(number=opened.number + 1, opened_at=opened.opened_at, reason=opened.reason) if opened else None


def course_rows(person: Person, *, language: str) -> list[CourseRow]:
    """Every course that the person may begin or has begun, in order of first release."""
    return [_row_of(seen) for seen in _courses_seen(person, language)]


def home_shown(person: Person, *, language: str) -> tuple[CarryOn | None, list[CourseRow]]:
    """What to do next, and the rows of `course_rows`: under way first, the last studied before the others, then what is
    to be done anew, then done, then not started.

    What to do next is in the course last studied that is neither done nor locked. None: nothing is under way.
    """
    courses = sorted(_courses_seen(person, language), key=_place_on_home)
    next_one = next((seen for seen in courses if seen.is_under_way and seen.step[0] != Verb.LOCKED), None)
    return _card_of(next_one) if next_one else None, [_row_of(seen) for seen in courses]


def _courses_seen(person: Person, language: str) -> list[CourseSeen]:
    """Five queries, six for who sat an exam, however many; those of outlines once a process."""
    sees_all = person.is_superuser
    courses = list(courses_visible_to(person)) if sees_all else _courses_visible(person.pk, timezone.now())
    facts = _facts_of(person, _newest_enrolments(person.pk))
    versions = {course.pk: _version_of(course, facts.enrolments.get(course.pk)) for course in courses}
    outlines = outlines_of(versions.values(), language)
    return [_course_seen(course, facts, outlines[versions[course.pk].digest]) for course in courses]


def _place_on_home(seen: CourseSeen) -> tuple[int, float]:
    if seen.enrolment is None:
        return 1 if seen.round_number > 1 else 3, 0.0
    return 0 if seen.is_under_way else 2, -seen.enrolment.active_at.timestamp()


def _row_of(seen: CourseSeen) -> CourseRow:
    course, enrolment, outline = seen.course, seen.enrolment, seen.outline
    verb, url, why = seen.step
    passed = [attempt.score for attempt in seen.exam.attempts if attempt.is_passed] if seen.exam else []
    return CourseRow(
        course_uuid=course.uuid,
        key=course.key,
        title=outline.title,
        ask=outline.ask,
        cover=outline.cover,
        cover_note=outline.cover_note,
        language=outline.language,
        languages=outline.languages,
        positions=tuple(course.positions),
        lesson_count=len(seen.rows),
        minutes=outline.minutes,
        has_exam=outline.exam is not None,
        verb=verb,
        why=why,
        url=url,
        course_url=course.get_absolute_url(),
        is_enrolled=enrolment is not None,
        round_number=seen.round_number,
        lessons_done=len(seen.rows) - len(seen.todo),
        lessons_left=len(seen.todo),
        minutes_left=sum(row.minutes_left for row in seen.todo),
        active_at=enrolment.active_at if enrolment else None,
        completed_at=enrolment.completed_at if enrolment else None,
        score=passed[0] if passed else None,
        certificate_uuid=seen.certificate_uuid,
    )


def _card_of(seen: CourseSeen) -> CarryOn:
    current = seen.current
    verb, url, _why = seen.step
    return CarryOn(
        course_uuid=seen.course.uuid,
        course_title=seen.outline.title,
        language=current.lesson.language if current else seen.outline.language,
        url=lesson_url(seen.course, current) if current else url,
        verb=verb,
        lesson=current.lesson if current else None,
        lesson_count=len(seen.rows),
        sum=current.lesson.sum if current else "",
        sum_note=current.lesson.sum_note if current else "",
        section=current.section if current else None,
        minutes_left=current.minutes_left if current else (seen.outline.exam.minutes if seen.outline.exam else 0),
        steps=tuple(row.state for row in seen.rows),
        exam=None if current else seen.exam,
    )
