"""What is the same for everybody in a version of a course."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse


@dataclass(frozen=True, kw_only=True)
class OutlineLesson:
    """A lesson in an outline. `number` counts from 1; `unit` is the title of the unit that it begins, else "".

    `sections`: ((block id, title), …) of all blocks in order; a block without a title of its own carries the last one.
    `check_count`: how many check questions it has.
    """

    key: UUID
    number: int
    title: str
    language: str
    unit: str
    minutes: int
    sum: str
    sum_note: str
    sections: tuple[tuple[str, str], ...]
    check_count: int


@dataclass(frozen=True, kw_only=True)
class ExamOutline:
    """`attempts_allowed` 0: any number; `minutes` 0: no limit."""

    question_count: int
    pass_mark: int
    attempts_allowed: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Outline:
    """All that is the same for everybody in one version of a course, in one language. Kept in the process by digest.

    `minutes`: of all lessons together. `languages`: in which every lesson and question is there.
    """

    title: str
    ask: str
    introduction: str
    cover: str
    cover_note: str
    outcome: str
    language: str
    lessons: tuple[OutlineLesson, ...]
    exam: ExamOutline | None
    minutes: int
    languages: tuple[str, ...]

    def lesson(self, key: UUID | str) -> OutlineLesson | None:
        return next((lesson for lesson in self.lessons if str(lesson.key) == str(key)), None)


@dataclass(frozen=True, kw_only=True)
class LinkTarget:
    """Where a stable link `/learn/go/<key>/` leads: a course, or one of its lessons."""

    course_uuid: UUID
    lesson_key: UUID | None

    @property
    def url(self) -> str:
        if self.lesson_key is None:
            return reverse("courses:course_detail", args=[self.course_uuid])
        return reverse("courses:lesson_detail", args=[self.course_uuid, self.lesson_key])


@dataclass(frozen=True, kw_only=True)
class ToShare:
    """A course that somebody tells others of, or one of its lessons. `key`: of the course, the same in every language.

    `parts`: ((anchor, title), …) of the lesson as its page shows it.
    """

    course_uuid: UUID
    key: UUID
    outline: Outline
    lesson: OutlineLesson | None
    parts: tuple[tuple[str, str], ...]
    earns_certificate: bool

    @property
    def url(self) -> str:
        return LinkTarget(course_uuid=self.course_uuid, lesson_key=self.lesson.key if self.lesson else None).url
