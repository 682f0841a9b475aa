"""Words of released versions, kept in the process. They never change, so nothing is ever invalidated.

The key is a version's digest, which stands for its content; ids come back after a rolled back or restored database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.models import CourseVersion
from foundation.kept import Kept


@dataclass(frozen=True)
class LessonWords:
    """One lesson in one language. `feedback` is not for screens before it is due."""

    language: str
    body: Mapping[str, Any]
    feedback: Mapping[str, Any]

    def block(self, block_id: str) -> Mapping[str, Any] | None:
        return next((block for block in self.body["blocks"] if block["id"] == block_id), None)


@dataclass(frozen=True)
class QuestionWords:
    """One exam question in one language. `feedback` is not for screens before it is due."""

    language: str
    prompt: str
    unit: str
    choices: Mapping[str, str]
    feedback: Mapping[str, Any]


_lessons: Kept[tuple[str, str], dict[str, LessonWords]] = Kept(most=400)
_questions: Kept[str, dict[str, dict[str, QuestionWords]]] = Kept(most=100)


def best_language(wanted: str, available: Iterable[str], written: str) -> str:
    """The wanted language where it is there, else the one it was written in, else the first."""
    found = list(available)
    if wanted in found:
        return wanted
    return written if written in found else min(found)


def lesson_words(version: CourseVersion, lesson_key: UUID | str) -> dict[str, LessonWords]:
    """{language: words}; empty if the version has no such lesson."""
    key = (version.digest, str(lesson_key))
    return _lessons.get(key, lambda: _read_lesson(version, lesson_key))


def _read_lesson(version: CourseVersion, lesson_key: UUID | str) -> dict[str, LessonWords]:
    rows = version.lessons.filter(lesson_key=lesson_key)
    return {row.language: LessonWords(row.language, row.body, row.feedback) for row in rows}


def lesson_words_in(version: CourseVersion, lesson_key: UUID | str, language: str) -> LessonWords:
    words = lesson_words(version, lesson_key)
    return words[best_language(language, words, version.language)]


def question_words(version: CourseVersion) -> dict[str, dict[str, QuestionWords]]:
    """{question key: {language: words}} of the whole exam."""
    return _questions.get(version.digest, lambda: _read_questions(version))


def _read_questions(version: CourseVersion) -> dict[str, dict[str, QuestionWords]]:
    found: dict[str, dict[str, QuestionWords]] = defaultdict(dict)
    for row in version.questions.all():
        found[str(row.question_key)][row.language] = QuestionWords(
            row.language, row.body["prompt"], row.body["unit"], row.body["choices"], row.feedback
        )
    return dict(found)


def question_words_in(version: CourseVersion, question_key: str, language: str) -> QuestionWords:
    words = question_words(version)[question_key]
    return words[best_language(language, words, version.language)]


def units_of_questions(version: CourseVersion) -> dict[str, set[str]]:
    """{question key: the units in every language}: whichever is typed along is understood."""
    return {key: {words.unit for words in found.values()} for key, found in question_words(version).items()}


def units_of_check(version: CourseVersion, lesson_key: UUID | str, check_key: str) -> set[str]:
    return {
        block["value"].get("unit", "")
        for words in lesson_words(version, lesson_key).values()
        for block in words.body["blocks"]
        if block["type"] == "check_question" and block["value"]["key"] == check_key
    }
