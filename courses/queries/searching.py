"""Search: what a person may open, where all that they typed stands. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.urls import reverse

from courses.models import Course, LessonVersion, SearchEntry, Structure
from courses.searching.contents import Content, Key, contents_of
from courses.searching.full_text import Matches
from courses.searching.passages import Passage, passages_of, said_of_course
from courses.searching.snippets import best_passage, excerpt, marked
from courses.searching.words import Term, terms_of
from courses.shown import Found, Hit, Outline
from people.api import Person

from .enrolments import courses_visible_to, enrolments_in_newest_round
from .outlines import outlines_of

HITS_A_PAGE = 10


@dataclass(frozen=True)
class Match:
    """`place`: all terms stand in the title (2), in title and headings (1), or not (0)."""

    structure_id: int
    lesson_key: UUID | None
    language: str
    place: int
    pk: int


def search_shown(person: Person, query: str, *, language: str, start: int = 0) -> Found:
    """One hit a course or lesson, in `language` if all terms stand there. Title before headings before text."""
    terms = terms_of(query)
    readable = _structures_read_by(person) if terms else {}
    matches = _matches(readable, terms, language) if readable else []
    end = start + HITS_A_PAGE
    return Found(
        is_understood=bool(terms),
        total=len(matches),
        hits=tuple(_hits(matches[start:end], readable, terms, language)),
        next_start=end if end < len(matches) else None,
    )


def _structures_read_by(person: Person) -> dict[int, bool]:
    """{structure id: is begun}: of each course that the person may open the one that they began, else the current."""
    begun = dict(enrolments_in_newest_round(person).values_list("course_id", "structure_id"))
    current = courses_visible_to(person).values_list("pk", "structure_id")
    return {begun.get(course, structure): course in begun for course, structure in current}


def _matches(readable: Mapping[int, bool], terms: Sequence[Term], language: str) -> list[Match]:
    rows = (
        SearchEntry.objects.filter(Matches(terms), structure__in=list(readable))
        .annotate(place=_place(terms))
        .values_list("structure_id", "lesson_key", "language", "place", "pk")
    )
    best: dict[tuple[int, UUID | None], Match] = {}
    for match in sorted((Match(*row) for row in rows), key=lambda match: match.language != language):
        best.setdefault((match.structure_id, match.lesson_key), match)
    return sorted(best.values(), key=lambda match: _rank(match, language, is_begun=readable[match.structure_id]))


def _rank(match: Match, language: str, *, is_begun: bool) -> tuple[Any, ...]:
    """Then own language before the other, courses before lessons, what was begun before the rest, by release."""
    return -match.place, match.language != language, match.lesson_key is not None, not is_begun, match.pk


def _needle(term: Term) -> str:
    return f" {' '.join(term.words)}" + ("" if term.is_open else " ")


def _place(terms: Sequence[Term]) -> Case:
    in_title, in_headings = Q(), Q()
    for term in terms:
        in_title &= Q(title__contains=_needle(term))
        in_headings &= Q(title__contains=_needle(term)) | Q(headings__contains=_needle(term))
    return Case(When(in_title, then=2), When(in_headings, then=1), default=0, output_field=IntegerField())


def _hits(
    matches: Sequence[Match], readable: Mapping[int, bool], terms: Sequence[Term], language: str
) -> Iterator[Hit]:
    structures = _structures_with_words({match.structure_id for match in matches})
    bodies = _bodies_of(matches, structures)
    outlines = outlines_of((structure.version for structure in structures.values() if structure.version), language)
    for match in matches:
        structure = structures[match.structure_id]
        version = structure.version
        if version is None:
            continue
        outline = outlines[version.digest]
        if match.lesson_key is None:
            title, passages = said_of_course(version.words[match.language])
        else:
            body = bodies[match.structure_id, match.lesson_key, match.language]
            title, passages = body["title"], passages_of(body)
        passage = best_passage(passages, terms) or next(iter(passages), Passage(""))
        yield Hit(
            url=_url(structure.course, match, passage, is_begun=readable[match.structure_id]),
            title=marked(title, terms),
            excerpt=excerpt(passage.text, terms),
            language=match.language,
            course_title=outline.title,
            lesson_number=_number_of(outline, match.lesson_key),
            lesson_count=len(outline.lessons),
            is_begun=readable[match.structure_id],
        )


def _structures_with_words(ids: Iterable[int]) -> dict[int, Structure]:
    structures = Structure.objects.select_related("course", "version").defer(
        "plan", "course__revisions", "version__revisions"
    )
    return structures.in_bulk(list(ids))


def _bodies_of(
    matches: Sequence[Match], structures: Mapping[int, Structure]
) -> dict[tuple[int, UUID, str], Mapping[str, Any]]:
    by_version = {structure.version_id: pk for pk, structure in structures.items()}
    wanted = [
        Q(
            course_versions=structures[match.structure_id].version_id,
            lesson_key=match.lesson_key,
            language=match.language,
        )
        for match in matches
        if match.lesson_key
    ]
    if not wanted:
        return {}
    rows = LessonVersion.objects.filter(reduce(or_, wanted))
    found = rows.values_list("course_versions", "lesson_key", "language", "body")
    return {(by_version[version], key, language): body for version, key, language, body in found}


def _url(course: Course, match: Match, passage: Passage, *, is_begun: bool) -> str:
    if match.lesson_key is None or not is_begun:
        return course.get_absolute_url()
    return reverse("courses:lesson_detail", args=[course.uuid, match.lesson_key]) + f"#{passage.anchor}"


def _number_of(outline: Outline, lesson_key: UUID | None) -> int:
    lesson = outline.lesson(lesson_key) if lesson_key else None
    return lesson.number if lesson else 0


def contents_due(structure: Structure) -> dict[Key, Content]:
    """What the index must hold of a structure's newest words."""
    version = structure.version
    if version is None:
        return {}
    return contents_of(version.words, version.lessons.values_list("lesson_key", "language", "body"))


def structures_with_words() -> QuerySet[Structure]:
    return Structure.objects.filter(version__isnull=False).select_related("version").defer("plan").order_by("pk")


def structures_indexed_wrongly() -> list[Structure]:
    """Whose search entries are not what their words would make."""
    return [structure for structure in structures_with_words().iterator() if not _is_indexed_right(structure)]


def _is_indexed_right(structure: Structure) -> bool:
    there = {(entry.lesson_key, entry.language): entry.content for entry in structure.search_entries.all()}
    return contents_due(structure) == there
