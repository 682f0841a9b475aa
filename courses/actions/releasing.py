"""Releasing a course: what was published becomes a version that nobody ever changes again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.api import Credential, CredentialKind, define_credential
from courses.compiled import CompiledCourse, CompiledLesson, CompiledQuestion, digest_of
from courses.models import Course, CourseVersion, LessonFile, LessonVersion, QuestionVersion, Structure
from courses.plans import Plan, question_of, questions_of
from courses.validation import refuse_unreleasable
from foundation import audit
from learning.api import ActivityKind, define_activity
from people.api import Person

from .searching import index_words

SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


@transaction.atomic
def release_course(compiled: CompiledCourse, *, by: Person | None = None) -> CourseVersion | None:
    """Make what was published the course that learners get, and open it. None: nothing new since the last version.

    New words reach everybody at once. If what must be done changed too (the structure), new enrolments begin the new
    one and people under way finish theirs. Raises CourseNotReleasable.
    """
    refuse_unreleasable(compiled)
    course = _course_of(compiled)
    plan = Plan.from_compiled(compiled)
    structure, _is_new = Structure.objects.get_or_create(
        course=course, digest=plan.digest, defaults={"plan": plan.as_json()}
    )
    lessons, questions = fitting(compiled, plan)
    version = add_version(
        structure,
        language=next(iter(compiled.words)),
        words={language: dict(words) for language, words in compiled.words.items()},
        lessons=lesson_versions(lessons),
        questions=question_versions(questions),
        revisions=as_revisions(compiled.revisions),
        by=by,
    )
    is_new = version is not None or course.structure_id != structure.pk
    was_closed = course.structure is not None and not course.is_open
    course.structure = structure
    course.positions = list(compiled.positions)
    course.is_open_to_joiners = compiled.is_open_to_joiners
    course.is_open = True
    course.released_at = course.released_at or timezone.now()
    course.revisions |= as_revisions(compiled.revisions)
    course.save(update_fields=["structure", "positions", "is_open_to_joiners", "is_open", "released_at", "revisions"])
    link_files(course, lessons)
    if was_closed:
        audit.record("open_course", obj=course, actor=by)
    if not is_new:
        return None
    current = version or structure.version
    audit.record("release_course", obj=course, actor=by, version=current and current.number)
    return current


def fitting(compiled: CompiledCourse, plan: Plan) -> tuple[list[CompiledLesson], list[CompiledQuestion]]:
    """Without translations that ask something else than the language they were written in: those are out of date."""
    lessons = [lesson for lesson in compiled.lessons if questions_of(lesson.checks) == plan.lessons[str(lesson.key)]]
    questions = [one for one in compiled.questions if question_of(one.check).asks_like(plan.exam[str(one.key)])]
    return lessons, questions


def _course_of(compiled: CompiledCourse) -> Course:
    """The course, its row locked until the end of the transaction: versions are numbered one after the other."""
    activity = define_activity(
        kind=ActivityKind.COURSE,
        key=str(compiled.key),
        titles={language: words["title"] for language, words in compiled.words.items()},
        credential=_define_credential(compiled),
    )
    Course.objects.get_or_create(key=compiled.key, defaults={"activity": activity})
    return lock_course(compiled.key)


def lock_course(key: UUID | str) -> Course:
    courses = Course.objects.select_for_update(of=("self",), no_key=True).select_related("activity", "structure")
    return courses.get(key=key)


def _define_credential(compiled: CompiledCourse) -> Credential | None:
    if compiled.certificate is None:
        return None
    return define_credential(
        key=f"course:{compiled.key}",
        kind=CredentialKind.COURSE,
        words={
            language: _credential_words(words, language, has_exam=bool(compiled.questions))
            for language, words in compiled.words.items()
        },
        valid_months=compiled.certificate.valid_months,
    )


def _credential_words(words: Mapping[str, str], language: str, *, has_exam: bool) -> dict[str, str]:
    """What is left out has its usual words, which speak of an exam."""
    said = {"what": words["title"], "outcome": words.get("outcome", "")}
    if not has_exam:
        with translation.override(language):
            said["did"] = _("has completed the course below")
    return said


def add_version(
    structure: Structure,
    *,
    language: str,
    words: dict[str, Any],
    lessons: Iterable[LessonVersion],
    questions: Iterable[QuestionVersion],
    revisions: Mapping[str, int],
    by: Person | None = None,
) -> CourseVersion | None:
    """The next version of the structure's course, to which the structure then points. None: equal to the one there.

    The course's row must be locked.
    """
    lessons, questions = list(lessons), list(questions)
    digest = digest_of(
        {
            "structure": structure.digest,
            "language": language,
            "words": words,
            "lessons": sorted([str(row.lesson_key), row.language, row.digest] for row in lessons),
            "questions": sorted([str(row.question_key), row.language, row.digest] for row in questions),
        }
    )
    if structure.version and structure.version.digest == digest:
        return None
    numbers = CourseVersion.objects.filter(course=structure.course_id).order_by("-number")
    version = CourseVersion.objects.create(
        course_id=structure.course_id,
        structure=structure,
        number=(numbers.values_list("number", flat=True).first() or 0) + 1,
        digest=digest,
        language=language,
        words=words,
        revisions=revisions,
        released_by=by,
    )
    version.lessons.set(lessons)
    version.questions.set(questions)
    structure.version = version
    structure.save(update_fields=["version"])
    index_words(structure)
    return version


def lesson_versions(lessons: Iterable[CompiledLesson]) -> list[LessonVersion]:
    """Rows for these, made where they are missing; equal sources share one."""
    rows = [
        LessonVersion(
            lesson_key=lesson.key,
            language=lesson.language,
            digest=lesson.source_digest,
            body=lesson.body,
            feedback=dict(lesson.feedback),
        )
        for lesson in lessons
    ]
    LessonVersion.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = {(row.lesson_key, row.language, row.digest) for row in rows}
    found = LessonVersion.objects.filter(digest__in={row.digest for row in rows}).defer("body", "feedback")
    return [row for row in found if (row.lesson_key, row.language, row.digest) in wanted]


def question_versions(questions: Iterable[CompiledQuestion]) -> list[QuestionVersion]:
    """As `lesson_versions`."""
    rows = [
        QuestionVersion(
            question_key=question.key,
            language=question.language,
            digest=question.source_digest,
            kind=question.kind,
            body=question.body,
            feedback=dict(question.feedback),
        )
        for question in questions
    ]
    QuestionVersion.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = {(row.question_key, row.language, row.digest) for row in rows}
    found = QuestionVersion.objects.filter(digest__in={row.digest for row in rows}).defer("body", "feedback")
    return [row for row in found if (row.question_key, row.language, row.digest) in wanted]


def link_files(course: Course, lessons: Iterable[CompiledLesson]) -> None:
    """Whoever may open the course may open the files that its lessons name, by their hash."""
    named = {sha256 for lesson in lessons for sha256 in SHA256.findall(str(lesson.body["blocks"]))}
    course.files.add(*LessonFile.objects.filter(sha256__in=named))


def as_revisions(revisions: Mapping[int | str, int]) -> dict[str, int]:
    return {str(page): revision for page, revision in revisions.items()}


@transaction.atomic
def close_course(key: UUID | str, *, by: Person | None = None) -> None:
    """No new enrolments from now on; whoever has begun can finish. A course that was never released stays unknown."""
    if Course.objects.filter(key=key, is_open=True).update(is_open=False):
        audit.record("close_course", obj=Course.objects.get(key=key), actor=by)
