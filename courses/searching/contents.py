"""What the index holds of a course and its lessons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from .passages import Passage, passages_of, said_of_course
from .words import GAP, words_of

type Key = tuple[UUID | None, str]  # (lesson, or None for the course itself; language)


class Content(NamedTuple):
    """Words, with a space before and after each."""

    title: str
    headings: str
    text: str


def contents_of(
    words: Mapping[str, Mapping[str, str]], lessons: Iterable[tuple[UUID, str, Mapping[str, Any]]]
) -> dict[Key, Content]:
    """`words` as in CourseVersion; `lessons` as (lesson key, language, body)."""
    contents: dict[Key, Content] = {
        (None, language): _content(*said_of_course(said)) for language, said in words.items()
    }
    for key, language, body in lessons:
        contents[key, language] = _content(body["title"], passages_of(body))
    return contents


def _content(title: str, passages: Sequence[Passage]) -> Content:
    return Content(
        title=_indexed([title]),
        headings=_indexed(passage.text for passage in passages if passage.is_heading),
        text=_indexed(passage.text for passage in passages if not passage.is_heading),
    )


def _indexed(texts: Iterable[str]) -> str:
    return f" {f' {GAP} '.join(' '.join(words_of(text)) for text in texts)} "
