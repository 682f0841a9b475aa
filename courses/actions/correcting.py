"""Words flow at once, structure waits: corrections of single lessons and questions, and what is left for *Publish*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop as _

from courses.compiled import CompiledLesson, CompiledQuestion
from courses.models import Course, CourseVersion, Enrolment, LessonVersion, QuestionVersion, Structure
from courses.plans import Plan, plan_of, question_of, questions_of
from courses.validation import refuse_uncorrectable
from foundation import audit
from foundation.sentences import Sentence

from .releasing import add_version, as_revisions, lesson_versions, link_files, question_versions


@dataclass(frozen=True)
class Correction:
    """What became of one published lesson or question. `version`: went out as this; `reason`: waits, and why (a
    sentence for the editor); neither: nothing new."""

    version: CourseVersion | None = None
    reason: str = ""  # a Sentence, so that it can be kept and read in another language

    @property
    def is_waiting(self) -> bool:
        return bool(self.reason)


@transaction.atomic
def correct_lesson(course_key: UUID, lesson: CompiledLesson, *, revisions: Mapping[int | str, int]) -> Correction:
    """Let a corrected or newly translated lesson flow into every structure in use in which it asks the same questions.

    Raises CourseNotReleasable for a lesson that nobody could take.
    """
    refuse_uncorrectable(lesson)
    course = _locked_course(course_key, revisions)
    if course is None or course.structure is None:
        return Correction(
            reason=Sentence(_("This course is not released yet. Publish the course, and the lesson goes out with it."))
        )
    key, checks = str(lesson.key), questions_of(lesson.checks)

    def flow_into(structure: Structure) -> CourseVersion | None:
        return _with_lesson(structure, lesson, revisions)

    version = _flow(course, lambda plan: plan.lessons.get(key) == checks, flow_into)
    released = plan_of(course.structure).lessons
    if key not in released:
        return Correction(reason=Sentence(_("This lesson is new in the course. Publish the course to add it.")))
    if released[key] != checks:
        return Correction(
            reason=Sentence(
                _("The check questions of this lesson changed. Publish the course, and the lesson goes out with it.")
            )
        )
    if version:
        link_files(course, [lesson])
        audit.record("correct_lesson", obj=course, lesson=lesson.key, language=lesson.language, version=version.number)
    return Correction(version=version)


@transaction.atomic
def correct_question(course_key: UUID, question: CompiledQuestion, *, revisions: Mapping[int | str, int]) -> Correction:
    """As `correct_lesson`, for an exam question."""
    refuse_uncorrectable(question)
    course = _locked_course(course_key, revisions)
    if course is None or course.structure is None:
        return Correction(
            reason=Sentence(
                _("This course is not released yet. Publish the course, and the question goes out with it.")
            )
        )
    key, asked = str(question.key), question_of(question.check)

    def is_equal(plan: Plan) -> bool:
        return key in plan.exam and plan.exam[key].asks_like(asked)

    def flow_into(structure: Structure) -> CourseVersion | None:
        return _with_question(structure, question, revisions)

    version = _flow(course, is_equal, flow_into)
    released = plan_of(course.structure)
    if key not in released.exam:
        return Correction(reason=Sentence(_("This question is new in the exam. Publish the course to add it.")))
    if not is_equal(released):
        return Correction(
            reason=Sentence(
                _("The answers of this question changed. Publish the course, and the question goes out with it.")
            )
        )
    if version:
        audit.record(
            "correct_question", obj=course, question=question.key, language=question.language, version=version.number
        )
    return Correction(version=version)


def _locked_course(course_key: UUID, revisions: Mapping[int | str, int]) -> Course | None:
    courses = Course.objects.select_for_update(of=("self",), no_key=True).select_related("structure")
    course = courses.filter(key=course_key).first()
    if course:
        course.revisions |= as_revisions(revisions)
        course.save(update_fields=["revisions"])
    return course


def _flow(
    course: Course,
    is_equal: Callable[[Plan], bool],
    flow_into: Callable[[Structure], CourseVersion | None],
) -> CourseVersion | None:
    """Into the structure that new enrolments begin and those that somebody is on. Gives the new version of the
    former."""
    is_used = Exists(Enrolment.objects.filter(structure=OuterRef("pk")))
    structures = course.structures.filter(Q(pk=course.structure_id) | is_used, version__isnull=False)
    current = None
    for structure in structures.select_related("version").order_by("pk"):
        version = flow_into(structure) if is_equal(plan_of(structure)) else None
        if structure.pk == course.structure_id:
            current = version
    return current


def _with_lesson(
    structure: Structure, lesson: CompiledLesson, revisions: Mapping[int | str, int]
) -> CourseVersion | None:
    base = _version_of(structure)
    others = base.lessons.exclude(lesson_key=lesson.key, language=lesson.language).defer("body", "feedback")
    lessons: list[LessonVersion] = [*others, *lesson_versions([lesson])]
    questions = list(base.questions.defer("body", "feedback"))
    return _next_version(structure, revisions, lessons=lessons, questions=questions)


def _with_question(
    structure: Structure, question: CompiledQuestion, revisions: Mapping[int | str, int]
) -> CourseVersion | None:
    base = _version_of(structure)
    others = base.questions.exclude(question_key=question.key, language=question.language).defer("body", "feedback")
    questions: list[QuestionVersion] = [*others, *question_versions([question])]
    lessons = list(base.lessons.defer("body", "feedback"))
    return _next_version(structure, revisions, lessons=lessons, questions=questions)


def _next_version(
    structure: Structure,
    revisions: Mapping[int | str, int],
    *,
    lessons: list[LessonVersion],
    questions: list[QuestionVersion],
) -> CourseVersion | None:
    base = _version_of(structure)
    return add_version(
        structure,
        language=base.language,
        words=base.words,
        lessons=lessons,
        questions=questions,
        revisions=base.revisions | as_revisions(revisions),
    )


def _version_of(structure: Structure) -> CourseVersion:
    if structure.version is None:
        raise LookupError(f"structure {structure.pk} was never released")
    return structure.version
