"""Why a course is not done: in sentences, from the facts. Progress is never a mystery."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from courses import rules
from courses.enums import ExamState
from courses.models import Enrolment
from courses.plans import plan_of
from courses.shown import ExamShown, LessonRow
from learning.api import Activity
from people.api import Person

from .enrolments import enrolments_of
from .exams import exam_shown
from .lessons import version_of
from .outlines import outline_of
from .standing import lesson_rows


def explain_course(person: Person, activity: Activity, cycle: int) -> list[str]:
    """What is missing for completing the course in this round. Empty if nothing is."""
    enrolment = enrolments_of(person).filter(course__activity=activity).first()
    if enrolment is None or (enrolment.cycle < cycle and enrolment.completed_at):
        return [_("“%(course)s” has not been started.") % {"course": activity.title_in(get_language() or "")}]
    if enrolment.completed_at:
        return []
    return list(_missing_in(enrolment))


def _missing_in(enrolment: Enrolment) -> Iterator[str]:
    language = get_language() or ""
    outline = outline_of(version_of(enrolment), language)
    for row in lesson_rows(outline, enrolment):
        if not row.done_at:
            yield _about_lesson(enrolment, row)
    if outline.exam:
        yield from _about_exam(exam_shown(enrolment, language=language))


def _about_lesson(enrolment: Enrolment, row: LessonRow) -> str:
    numbers = rules.checks_open(plan_of(enrolment.structure), enrolment.progress, str(row.lesson.key))
    names = {"number": row.lesson.number, "title": row.lesson.title}
    if not numbers:
        return _("Lesson %(number)d, “%(title)s”, is not done: press the button at its end.") % names
    text = ngettext(
        "Lesson %(number)d, “%(title)s”, is not done: question %(questions)s is open.",
        "Lesson %(number)d, “%(title)s”, is not done: questions %(questions)s are open.",
        len(numbers),
    )
    return text % (names | {"questions": pgettext("in a list", ", ").join(map(str, numbers))})


def _about_exam(exam: ExamShown) -> Iterator[str]:
    match exam.state:
        case ExamState.LOCKED | ExamState.USED_UP:
            yield exam.why
        case ExamState.READY:
            yield _("The exam has not been taken yet.")
        case ExamState.UNDER_WAY:
            yield _("An attempt at the exam is open and not handed in.")
        case ExamState.FAILED:
            yield _("The exam is not passed yet; %(mark)d %% are needed.") % {"mark": exam.facts.pass_mark}
