"""What must hold of a compiled course before anybody can take it. Every problem is a sentence for the editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_noop as _

from foundation.sentences import Sentence

from .compiled import CompiledCheck, CompiledCourse, CompiledLesson, CompiledQuestion, ExamRules
from .enums import Feedback, QuestionKind
from .exceptions import CourseNotReleasable

LONGEST_CHECK_KEY = 80


def refuse_unreleasable(compiled: CompiledCourse) -> None:
    """Raises CourseNotReleasable with all that is wrong."""
    problems = [*_of_course(compiled), *_of_lessons(compiled.lessons), *_of_questions(compiled.questions)]
    if compiled.questions:
        problems += _of_rules(compiled.rules)
    if problems:
        raise CourseNotReleasable(problems)


def refuse_uncorrectable(item: CompiledLesson | CompiledQuestion) -> None:
    problems = list(_of_lesson(item) if isinstance(item, CompiledLesson) else _of_question(item))
    if problems:
        raise CourseNotReleasable(problems)


def _of_course(compiled: CompiledCourse) -> Iterator[Sentence]:
    if not compiled.words:
        yield Sentence(_("The course has no words in any language."))
    for language, words in compiled.words.items():
        if not words.get("title"):
            yield Sentence(_("The course has no title in “%(language)s”."), language=language)
    if not compiled.lessons:
        yield Sentence(_("The course has no published lesson. Publish at least one, then publish the course."))
    if compiled.certificate and compiled.certificate.valid_months is not None and compiled.certificate.valid_months < 1:
        yield Sentence(_("The certificate must be valid for at least one month, or for ever."))


def _of_lessons(lessons: Iterable[CompiledLesson]) -> Iterator[Sentence]:
    lessons = list(lessons)
    for (_key, language), count in Counter((lesson.key, lesson.language) for lesson in lessons).items():
        if count > 1:
            title = next(lesson.title for lesson in lessons if (lesson.key, lesson.language) == (_key, language))
            yield Sentence(_("Lesson “%(title)s” is there twice in one language."), title=title)
    for lesson in lessons:
        yield from _of_lesson(lesson)


def _of_lesson(lesson: CompiledLesson) -> Iterator[Sentence]:
    where = Sentence(_("Lesson “%(title)s”"), title=lesson.title)
    if not lesson.title:
        yield Sentence(_("A lesson has no title."))
    ids = [block.get("id") for block in lesson.blocks]
    if not all(ids) or len(set(ids)) < len(ids):
        yield Sentence(
            _("%(where)s: two parts share one mark, or a part has none. Save the lesson again."), where=where
        )
    keys = [check.key for check in lesson.checks]
    if len(set(keys)) < len(keys) or not all(_is_key_in(lesson, key) for key in keys):
        yield Sentence(_("%(where)s: a check question has no key of its own. Save the lesson again."), where=where)
    asked = [block["value"].get("key") for block in lesson.blocks if block.get("type") == "check_question"]
    if asked != keys:
        yield Sentence(_("%(where)s: its check questions and their right answers do not match."), where=where)
    for number, check in enumerate(lesson.checks, 1):
        yield from _of_check(check, Sentence(_("%(where)s, question %(number)d"), where=where, number=number))


def _is_key_in(lesson: CompiledLesson, key: str) -> bool:
    return key.startswith(f"{lesson.key}:") and len(key) <= LONGEST_CHECK_KEY


def _of_questions(questions: Iterable[CompiledQuestion]) -> Iterator[Sentence]:
    questions = list(questions)
    for (_key, language), count in Counter((question.key, question.language) for question in questions).items():
        if count > 1:
            prompt = next(one.prompt for one in questions if (one.key, one.language) == (_key, language))
            yield Sentence(_("Exam question “%(prompt)s” is there twice in one language."), prompt=_shortened(prompt))
    for question in questions:
        yield from _of_question(question)


def _of_question(question: CompiledQuestion) -> Iterator[Sentence]:
    where = Sentence(_("Exam question “%(prompt)s”"), prompt=_shortened(question.prompt))
    if not question.prompt:
        yield Sentence(_("An exam question has no text."))
    yield from _of_check(question.check, where)


def _of_check(check: CompiledCheck, where: Sentence) -> Iterator[Sentence]:
    for problem in _wrong_with(check):
        yield Sentence(_("%(where)s: %(problem)s"), where=where, problem=problem)


def _wrong_with(check: CompiledCheck) -> Iterator[Sentence]:
    if check.kind in QuestionKind.with_choices():
        yield from _of_choices(check)
    elif check.kind == QuestionKind.TRUE_FALSE:
        if not isinstance(check.answer, bool):
            yield Sentence(_("say whether it is true or false."))
    elif check.kind == QuestionKind.NUMERIC:
        yield from _of_number(check.answer)
    else:
        yield Sentence(_("this kind of question is not known."))


def _of_choices(check: CompiledCheck) -> Iterator[Sentence]:
    several = list(check.answer) if isinstance(check.answer, (list, tuple, set, frozenset)) else []
    right = [check.answer] if check.kind == QuestionKind.SINGLE else several
    if len(check.choices) < 2:
        yield Sentence(_("give at least two answers to choose from."))
    if len(set(check.choices)) < len(check.choices) or not all(check.choices):
        yield Sentence(_("two answers share one key."))
    if not all(isinstance(key, str) and key in check.choices for key in right) or not right:
        yield Sentence(_("mark at least one answer as right."))
    if len(set(map(str, right))) < len(right):
        yield Sentence(_("an answer is marked as right twice."))


def _of_number(answer: object) -> Iterator[Sentence]:
    if not isinstance(answer, dict):
        yield Sentence(_("give the right number."))
        return
    try:
        value, tolerance = Decimal(answer["value"]), Decimal(answer["tolerance"])
    except (InvalidOperation, KeyError, TypeError, ValueError):
        yield Sentence(_("give the right number, and how far an answer may be off."))
        return
    if not value.is_finite() or not tolerance.is_finite() or tolerance < 0:
        yield Sentence(_("the tolerance cannot be less than zero."))


def _of_rules(rules: ExamRules) -> Iterator[Sentence]:
    if not 1 <= rules.pass_mark <= 100:
        yield Sentence(_("The pass mark is a percentage from 1 to 100."))
    if not 0 <= rules.attempts_allowed <= 100:
        yield Sentence(_("Allow from 1 to 100 attempts, or 0 for any number."))
    if not 0 <= rules.minutes <= 24 * 60:
        yield Sentence(_("Give the exam from 1 minute to 24 hours, or 0 for no limit."))
    if not 0 <= rules.grace_seconds <= 600:
        yield Sentence(_("The grace after the deadline is at most ten minutes."))
    if rules.feedback not in Feedback.values:
        yield Sentence(_("Say when right answers are shown."))


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
