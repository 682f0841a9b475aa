"""Outlines of released versions: made once for a version and a language, then kept in the process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import translation

from courses.models import CourseVersion, LessonVersion, QuestionVersion
from courses.parts import parts_of
from courses.plans import Plan, plan_of
from courses.shown import ExamOutline, Outline, OutlineLesson
from foundation.kept import Kept

from .words import best_language

type Bodies = dict[str, dict[str, Mapping[str, Any]]]  # {lesson key: {language: body}}

_outlines: Kept[tuple[str, str], Outline] = Kept(most=1000)


def outline_of(version: CourseVersion, language: str) -> Outline:
    return outlines_of([version], language)[version.digest]


def outlines_of(versions: Iterable[CourseVersion], language: str) -> dict[str, Outline]:
    """{version digest: outline}. Reads all that are not kept yet in three queries, however many."""
    wanted = {version.digest: version for version in versions}
    found = {digest: _outlines.peek((digest, language)) for digest in wanted}
    missing = [version for digest, version in wanted.items() if found[digest] is None]
    if missing:
        bodies = _bodies_of(missing)
        languages = _question_languages_of(missing)
        whole = CourseVersion.objects.select_related("structure").in_bulk([version.pk for version in missing])
        for version in missing:
            outline = _make_outline(whole[version.pk], bodies[version.pk], languages[version.pk], language)
            _outlines.put((version.digest, language), outline)
            found[version.digest] = outline
    return {digest: outline for digest, outline in found.items() if outline is not None}


def _bodies_of(versions: list[CourseVersion]) -> Mapping[int, Bodies]:
    rows = LessonVersion.objects.filter(course_versions__in=versions).values_list(
        "course_versions", "lesson_key", "language", "body"
    )
    bodies: dict[int, Bodies] = defaultdict(lambda: defaultdict(dict))
    for version_id, lesson_key, language, body in rows:
        bodies[version_id][str(lesson_key)][language] = body
    return bodies


def _question_languages_of(versions: list[CourseVersion]) -> Mapping[int, Mapping[str, set[str]]]:
    rows = QuestionVersion.objects.filter(course_versions__in=versions).values_list(
        "course_versions", "question_key", "language"
    )
    languages: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for version_id, question_key, language in rows:
        languages[version_id][str(question_key)].add(language)
    return languages


def _make_outline(
    version: CourseVersion, bodies: Bodies, question_languages: Mapping[str, set[str]], language: str
) -> Outline:
    plan = plan_of(version.structure)
    own = best_language(language, version.words, version.language)
    words = version.words[own]
    lessons = tuple(_outline_lessons(plan, bodies, version.language, language))
    everywhere = [set(version.words), *map(set, bodies.values()), *question_languages.values()]
    return Outline(
        **{name: words.get(name, "") for name in ("title", "ask", "introduction", "cover", "cover_note", "outcome")},
        language=own,
        lessons=lessons,
        exam=_outline_exam(plan),
        minutes=sum(lesson.minutes for lesson in lessons),
        languages=tuple(sorted(set.intersection(*everywhere), key=lambda one: (one != version.language, one))),
    )


def _outline_lessons(plan: Plan, bodies: Bodies, written: str, language: str) -> Iterable[OutlineLesson]:
    for number, (key, checks) in enumerate(plan.lessons.items(), 1):
        own = best_language(language, bodies[key], written)
        body = bodies[key][own]
        yield OutlineLesson(
            key=UUID(key),
            number=number,
            language=own,
            **{name: body[name] for name in ("title", "unit", "minutes", "sum", "sum_note")},
            sections=tuple(_sections_in(body, own)),
            check_count=len(checks),
        )


def _sections_in(body: Mapping[str, Any], language: str) -> Iterable[tuple[str, str]]:
    """Each block with the title of the part of the lesson that it begins in."""
    with translation.override(language):
        parts = parts_of(body["blocks"])
    titles: dict[str, str] = {}
    for part in parts:
        for piece in part.pieces:
            titles.setdefault(piece.block["id"], part.title)
    return titles.items()


def _outline_exam(plan: Plan) -> ExamOutline | None:
    if plan.rules is None:
        return None
    return ExamOutline(
        question_count=len(plan.questions),
        pass_mark=plan.rules.pass_mark,
        attempts_allowed=plan.rules.attempts_allowed,
        minutes=plan.rules.minutes,
    )
