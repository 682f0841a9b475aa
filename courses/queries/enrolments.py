"""Doors to courses, enrolments, attempts and files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from courses.models import Attempt, Course, CourseVersion, Enrolment, LessonFile, LessonVersion
from courses.shown import LinkTarget
from foundation.prepared import prepared
from people.api import Person, memberships_open, people_visible_to

# What never changes is kept in the process; these columns are long and read once.
UNREAD = ("structure__plan", "structure__version__words", "structure__version__revisions")


def course_of_key(key: UUID | str) -> Course:
    """By the authored page's key. Raises Course.DoesNotExist."""
    return Course.objects.select_related("activity").get(key=key)


def is_released(key: UUID) -> bool:
    """Whether there ever was a version of the course that learners could take."""
    return Course.objects.filter(key=key, released_at__isnull=False).exists()


def _may_begin(person: Person, now: datetime | None = None) -> Q:
    """Whoever works somewhere today, and for some courses everybody; positions say for whom a course is meant and shut
    nobody out."""
    if person.is_superuser:
        return Q(is_open=True)
    works_somewhere = Exists(memberships_open(now).filter(person=person))
    return Q(is_open=True) & (Q(is_open_to_joiners=True) | Q(works_somewhere))


def courses_visible_to(person: Person, now: datetime | None = None) -> QuerySet[Course]:
    """Courses that the person may begin, or has begun."""
    begun = Enrolment.objects.filter(person=person, course=OuterRef("pk"))
    return _courses().filter(_may_begin(person, now) | Q(Exists(begun)))


def _courses() -> QuerySet[Course]:
    return (
        Course.objects.select_related("activity__credential", "structure__version")
        .defer("revisions", *UNREAD)
        .order_by("pk")
    )


def enrolments_of(person: Person) -> QuerySet[Enrolment]:
    """One's own, newest round of a course first: `.filter(course__uuid=…).first()` is the one that a page shows."""
    return (
        Enrolment.objects.filter(person=person)
        .select_related("course__activity", "structure__version")
        .defer("course__revisions", *UNREAD)
        .order_by("-cycle", "-pk")
    )


def enrolment_in(person: Person, course_uuid: UUID) -> Enrolment | None:
    """One's own, in the newest round."""
    return next(iter(_newest_enrolment(person.pk, course_uuid)), None)


@prepared
def _newest_enrolment(person: int, course_uuid: UUID) -> QuerySet[Enrolment]:
    return enrolments_of(Person(pk=person)).filter(course__uuid=course_uuid)[:1]


def enrolments_in_newest_round(person: Person) -> QuerySet[Enrolment]:
    """One's own, one per course, the last studied first."""
    newer = Enrolment.objects.filter(person=person, course=OuterRef("course"), cycle__gt=OuterRef("cycle"))
    return enrolments_of(person).filter(~Exists(newer)).order_by("-active_at", "-pk")


def enrolments_visible_to(person: Person, now: datetime | None = None) -> QuerySet[Enrolment]:
    """One's own, and those of the people whom one leads or looks after.

    Of others it tells who began, who is done and who passed (`has_passed`), nothing else: no answers, failed attempts,
    scores, progress or place.
    """
    passed = Attempt.objects.filter(enrolment=OuterRef("pk"), is_passed=True)
    return (
        Enrolment.objects.filter(person__in=people_visible_to(person, now).order_by().values("pk"))
        .annotate(has_passed=Exists(passed))
        .select_related("person", "course__activity")
        .only("uuid", "cycle", "started_at", "completed_at", "person", "course")
        .order_by("-started_at", "-pk")
    )


def attempts_of(person: Person) -> QuerySet[Attempt]:
    """One's own; nobody sees another's."""
    return (
        Attempt.objects.filter(enrolment__person=person)
        .select_related("enrolment__course__activity", "version__structure")
        .defer("version__words", "version__revisions", "version__structure__plan", "enrolment__course__revisions")
        .order_by("-started_at", "-pk")
    )


def attempt_of(person: Person, uuid: UUID) -> Attempt | None:
    """One's own."""
    return next(iter(_own_attempts(person.pk, uuid)), None)


@prepared
def _own_attempts(person: int, uuid: UUID) -> QuerySet[Attempt]:
    return attempts_of(Person(pk=person)).filter(uuid=uuid)


def lesson_files_visible_to(person: Person) -> QuerySet[LessonFile]:
    """Pictures and downloads of the courses that the person may begin or has begun."""
    return LessonFile.objects.filter(courses__in=courses_visible_to(person).order_by().values("pk")).distinct()


def target_of_key(person: Person, key: UUID) -> LinkTarget | None:
    """Where the stable link to a course or lesson leads for this person; None if it leads nowhere that they may see."""
    taught = taught_by_key(courses_visible_to(person), key)
    return LinkTarget(course_uuid=taught[0].uuid, lesson_key=taught[1]) if taught else None


def taught_by_key(courses: QuerySet[Course], key: UUID) -> tuple[Course, UUID | None] | None:
    """Of these courses the one of this key, or the one whose newest words have the lesson of this key, with that."""
    course = courses.filter(key=key).first()
    if course:
        return course, None
    teaching = CourseVersion.objects.filter(
        Exists(LessonVersion.objects.filter(lesson_key=key, course_versions=OuterRef("pk"))), course=OuterRef("pk")
    )
    newest_words = teaching.filter(structure__version=F("pk"))
    course = courses.filter(Exists(newest_words)).first()
    return (course, key) if course else None


def courses_open() -> QuerySet[Course]:
    """Those that take enrolments, for nobody in particular."""
    return _courses().filter(is_open=True)


def courses_open_to_joiners() -> QuerySet[Course]:
    """Those that people may take who work nowhere."""
    return courses_open().filter(is_open_to_joiners=True)
