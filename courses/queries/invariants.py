"""What must always hold of courses and of what people do in them, proved again on live data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sized
from datetime import timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models import Attempt, Course, Enrolment, LessonFile, Structure
from foundation.models import AuditLine
from learning.api import LearningRecord

from .exams import marks_of
from .searching import structures_indexed_wrongly

PATIENCE = timedelta(minutes=5)

LEFT_OPEN = "attempts open after their end"
BY_HAND = "Somebody wrote the table by hand. Find out who did it and why before anything is mended."
MENDING = {
    "completed enrolments without a learning record": "manage.py explain tells the person's story. Record the"
    " completion in the admin, with this enrolment as the evidence.",
    "enrolments on a structure of another course": BY_HAND,
    "enrolments with two open attempts": "The database's constraint is gone: run manage.py migrate on a copy and"
    " compare.",
    LEFT_OPEN: "Beat hands them in each minute: look at /readyz and at what workers log.",
    "attempts with answers counted after they were handed in": BY_HAND,
    "attempts whose score is not that of their answers": "Keep the attempt as it is. If the person was wronged, void"
    " the record or record the completion by hand, with the reason.",
    "courses with gaps in their versions": BY_HAND,
    "structures without words of their own": "Publish the course again in the language it was written in.",
    "structures that search knows wrongly": "manage.py rebuild makes what search knows anew.",
    "lesson files without content": "Publish the lesson again: what it shows is kept anew.",
    "lesson files that are not what was kept": "Delete the file, then publish the lesson again.",
    "enrolments without an audit line": BY_HAND,
    "attempts without an audit line": BY_HAND,
    "attempts handed in without an audit line": BY_HAND,
    "enrolments given further attempts without an audit line": BY_HAND,
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how often}, without what holds. Empty: all is well."""
    checks: dict[str, Callable[[], Sized]] = {
        "completed enrolments without a learning record": completed_enrolments_without_record,
        "enrolments on a structure of another course": enrolments_on_foreign_structures,
        "enrolments with two open attempts": enrolments_with_two_open_attempts,
        LEFT_OPEN: attempts_left_open,
        "attempts with answers counted after they were handed in": attempts_with_late_answers_counted,
        "attempts whose score is not that of their answers": attempts_scored_wrongly,
        "courses with gaps in their versions": courses_with_gaps_in_versions,
        "structures without words of their own": structures_without_words,
        "structures that search knows wrongly": structures_indexed_wrongly,
        "lesson files without content": files_without_content,
        "lesson files that are not what was kept": files_that_differ,
        "enrolments without an audit line": enrolments_without_line,
        "attempts without an audit line": attempts_without_line,
        "attempts handed in without an audit line": attempts_handed_in_without_line,
        "enrolments given further attempts without an audit line": enrolments_given_more_without_line,
    }
    found = {name: len(check()) for name, check in checks.items()}
    return {name: count for name, count in found.items() if count}


def completed_enrolments_without_record() -> QuerySet[Enrolment]:
    """A voided record is a record: it says that there was one."""
    recorded = LearningRecord.objects.filter(
        person=OuterRef("person"), activity=OuterRef("course__activity"), cycle=OuterRef("cycle")
    )
    return Enrolment.objects.filter(~Exists(recorded), completed_at__isnull=False)


def enrolments_on_foreign_structures() -> QuerySet[Enrolment]:
    return Enrolment.objects.exclude(structure__course=F("course"))


def attempts_left_open() -> QuerySet[Attempt]:
    """Open for some minutes after their end: nobody hands them in."""
    return Attempt.objects.filter(submitted_at__isnull=True, closes_at__lt=timezone.now() - PATIENCE)


def attempts_with_late_answers_counted() -> QuerySet[Attempt]:
    return Attempt.objects.filter(
        submitted_at__isnull=False,
        answers__is_late=False,
        answers__is_conflict=False,
        answers__saved_at__gt=F("submitted_at"),
    ).distinct()


def attempts_scored_wrongly() -> list[Attempt]:
    """The score is a function of the saved answers."""
    submitted = Attempt.objects.filter(submitted_at__isnull=False).select_related("version__structure")
    return [attempt for attempt in submitted.iterator() if not _is_scored_right(attempt)]


def _is_scored_right(attempt: Attempt) -> bool:
    score = marks_of(attempt)
    return (attempt.score, attempt.is_passed, attempt.marks) == (score.percent, score.is_passed, score.marks)


def courses_with_gaps_in_versions() -> QuerySet[Course]:
    """Versions are numbered from one, without a gap."""
    numbered = Course.objects.annotate(count=Count("versions"), highest=Max("versions__number"))
    return numbered.filter(count__gt=0).exclude(count=F("highest"))


def structures_without_words() -> QuerySet[Structure]:
    """Whose newest words belong to another structure, or who have none though somebody is on them."""
    foreign = Q(version__isnull=False) & ~Q(version__structure=F("pk"))
    wordless = Q(version__isnull=True) & Exists(Enrolment.objects.filter(structure=OuterRef("pk")))
    return Structure.objects.filter(foreign | wordless)


def files_without_content() -> QuerySet[LessonFile]:
    """That were never written. Those that are lost count as files that are named but not there."""
    return LessonFile.objects.filter(file="")


def files_that_differ() -> list[LessonFile]:
    files = LessonFile.objects.exclude(file="").iterator()
    return [row for row in files if row.file.storage.exists(row.file.name or "") and _digest(row) != row.sha256]


def _digest(row: LessonFile) -> str:
    with row.file.open() as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def enrolments_with_two_open_attempts() -> QuerySet[Enrolment]:
    opened = Count("attempts", filter=Q(attempts__submitted_at__isnull=True))
    return Enrolment.objects.annotate(open_count=opened).filter(open_count__gt=1)


def enrolments_without_line() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(~_has_line("enrol_person"))


def attempts_without_line() -> QuerySet[Attempt]:
    return Attempt.objects.filter(~_has_line("start_attempt"))


def attempts_handed_in_without_line() -> QuerySet[Attempt]:
    return Attempt.objects.filter(~_has_line("submit_attempt"), submitted_at__isnull=False)


def enrolments_given_more_without_line() -> QuerySet[Enrolment]:
    """A grant has no UUID of its own: its line is about the enrolment."""
    lines = AuditLine.objects.filter(object_uuid=OuterRef("uuid"), action="grant_attempts").order_by()
    told = lines.values("object_uuid").annotate(count=Count("pk")).values("count")
    counted = Enrolment.objects.annotate(given=Count("grants"), told=Coalesce(Subquery(told), 0))
    return counted.filter(given__gt=F("told"))


def _has_line(action: str) -> Exists:
    return Exists(AuditLine.objects.filter(object_uuid=OuterRef("uuid"), action=action))
