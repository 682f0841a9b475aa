"""What is published and not released: for the editor who wonders why learners do not see it yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.compiled import CompiledCourse, CompiledLesson, CompiledQuestion
from courses.enums import WaitingKind
from courses.models import Course, CourseVersion
from courses.plans import Plan, Question, plan_of, question_of, questions_of, written_first

from .words import best_language


@dataclass(frozen=True)
class Waiting:
    """`title` and `reason`, a sentence, are for an editor, in the active language where there are words in it.

    `key`: of the lesson or question, "" for the course; `language`: of the words that wait, "" for all. `is_structure`:
    people under way keep theirs. `is_left_out`: Publish on the course does not let it out either.
    """

    kind: WaitingKind
    title: str
    reason: str
    key: str = ""
    language: str = ""
    is_structure: bool = False
    is_left_out: bool = False


def what_waits(compiled: CompiledCourse) -> list[Waiting]:
    """How what is published differs from what new learners get. Empty: nothing waits.

    Digests are compared where they are given; without them (previews) only what must be done is compared.
    """
    title = _words_of(compiled)["title"]
    course = Course.objects.select_related("structure__version").filter(key=compiled.key).first()
    if course is None or course.structure is None or course.structure.version is None:
        return [Waiting(WaitingKind.COURSE, title, _("The course is not released yet."))]
    released, wanted = plan_of(course.structure), Plan.from_compiled(compiled)
    version = course.structure.version
    return [
        *_of_course(compiled, version, title),
        *_of_lessons(compiled, wanted, released, version, title),
        *_of_questions(compiled, wanted, released, version, title),
        *_out_of_date(compiled, wanted),
    ]


def _words_of(compiled: CompiledCourse) -> dict[str, str]:
    written = next(iter(compiled.words))
    return dict(compiled.words[best_language(get_language() or written, compiled.words, written)])


def _title_of(items: Iterable[CompiledLesson]) -> str:
    found = {lesson.language: lesson.title for lesson in items}
    return found[best_language(get_language() or "", found, next(iter(found)))]


def _prompt_of(items: Iterable[CompiledQuestion]) -> str:
    found = {question.language: question.prompt for question in items}
    return found[best_language(get_language() or "", found, next(iter(found)))]


def _of_course(compiled: CompiledCourse, version: CourseVersion, title: str) -> Iterator[Waiting]:
    if {language: dict(words) for language, words in compiled.words.items()} != version.words:
        yield Waiting(WaitingKind.COURSE, title, _("The words of the course page changed."))


def _of_lessons(
    compiled: CompiledCourse, wanted: Plan, released: Plan, version: CourseVersion, course_title: str
) -> Iterator[Waiting]:
    digests = {(str(row.lesson_key), row.language): row.digest for row in version.lessons.defer("body", "feedback")}
    for key, checks in wanted.lessons.items():
        title = _title_of(lesson for lesson in compiled.lessons if str(lesson.key) == key)
        if key not in released.lessons:
            yield Waiting(WaitingKind.LESSON, title, _("The lesson is new."), key, is_structure=True)
        elif released.lessons[key] != checks:
            yield Waiting(WaitingKind.LESSON, title, _("Its check questions changed."), key, is_structure=True)
        else:
            fitting = [one for one in compiled.lessons if str(one.key) == key and questions_of(one.checks) == checks]
            ahead = [one for one in fitting if one.digest and digests.get((key, one.language)) != one.digest]
            if ahead:
                yield Waiting(WaitingKind.LESSON, title, _("Its newest words are not out yet."), key, ahead[0].language)
    for key in released.lessons:
        if key not in wanted.lessons:
            reason = _("The lesson was taken out.")
            yield Waiting(WaitingKind.LESSON, _released_title(version, key), reason, key, is_structure=True)
    if _is_moved(list(released.lessons), list(wanted.lessons)):
        yield Waiting(WaitingKind.COURSE, course_title, _("The lessons stand in another order."), is_structure=True)


def _released_title(version: CourseVersion, lesson_key: str) -> str:
    found = {row.language: row.body["title"] for row in version.lessons.filter(lesson_key=lesson_key)}
    return found[best_language(get_language() or "", found, version.language)]


def _is_moved(before: list[str], after: list[str]) -> bool:
    """Whether those that are in both stand in another order."""
    return [key for key in before if key in after] != [key for key in after if key in before]


def _of_questions(
    compiled: CompiledCourse, wanted: Plan, released: Plan, version: CourseVersion, course_title: str
) -> Iterator[Waiting]:
    digests = {(str(row.question_key), row.language): row.digest for row in version.questions.defer("body", "feedback")}
    for key, question in wanted.exam.items():
        same = [one for one in compiled.questions if str(one.key) == key]
        is_ahead = any(_is_ahead(one, digests.get((key, one.language))) for one in same if _fits(one, wanted))
        reason = _about_question(question, released.exam.get(key), is_ahead=is_ahead)
        if reason:
            is_structure = not _is_same(question, released.exam.get(key))
            yield Waiting(WaitingKind.QUESTION, _prompt_of(same), reason, key, is_structure=is_structure)
    for key in released.exam:
        if key not in wanted.exam:
            reason = _("The question was taken out.")
            yield Waiting(WaitingKind.QUESTION, _released_prompt(version, key), reason, key, is_structure=True)
    if _is_moved(list(released.exam), list(wanted.exam)):
        reason = _("The exam questions stand in another order.")
        yield Waiting(WaitingKind.COURSE, course_title, reason, is_structure=True)
    if released.rules and wanted.rules and released.rules != wanted.rules:
        yield Waiting(WaitingKind.RULES, course_title, _("The rules of the exam changed."), is_structure=True)


def _about_question(wanted: Question, released: Question | None, *, is_ahead: bool) -> str:
    if released is None:
        return _("The question is new.")
    if not released.asks_like(wanted):
        return _("Its answers changed.")
    if released.lesson != wanted.lesson:
        return _("It points to another lesson.")
    return _("Its newest words are not out yet.") if is_ahead else ""


def _is_same(wanted: Question, released: Question | None) -> bool:
    return released is not None and released.asks_like(wanted) and released.lesson == wanted.lesson


def _is_ahead(question: CompiledQuestion, released_digest: str | None) -> bool:
    return bool(question.digest) and question.digest != released_digest


def _fits(question: CompiledQuestion, wanted: Plan) -> bool:
    return question_of(question.check).asks_like(wanted.exam[str(question.key)])


def _released_prompt(version: CourseVersion, question_key: str) -> str:
    found = {row.language: row.body["prompt"] for row in version.questions.filter(question_key=question_key)}
    return found[best_language(get_language() or "", found, version.language)]


def _out_of_date(compiled: CompiledCourse, wanted: Plan) -> Iterator[Waiting]:
    """Translations that ask something else than the original: left out until they are published anew."""
    reason = _("This translation asks other questions than the original. Bring it up to date and publish it.")
    originals = {id(item) for item in (*written_first(compiled.lessons), *written_first(compiled.questions))}
    for lesson in compiled.lessons:
        if id(lesson) not in originals and questions_of(lesson.checks) != wanted.lessons[str(lesson.key)]:
            yield Waiting(WaitingKind.LESSON, lesson.title, reason, str(lesson.key), lesson.language, is_left_out=True)
    for question in compiled.questions:
        if id(question) not in originals and not _fits(question, wanted):
            key = str(question.key)
            yield Waiting(WaitingKind.QUESTION, question.prompt, reason, key, question.language, is_left_out=True)
