"""All that is published of a course, in every language: what it is compiled from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail_localize.models import Translation


@dataclass(frozen=True)
class CourseSources:
    """`pages`, and the languages of each lesson and question, begin with the one in the language the course was written
    in. All are as their live revision says, whatever was drafted since."""

    pages: Sequence[Any]
    lessons: Sequence[Any]
    questions: Sequence[Any]

    @property
    def written(self) -> Any:
        return self.pages[0]

    @property
    def revisions(self) -> dict[int | str, int]:
        """{page id, or "question:<id>": id of the revision}, of all that have one."""
        named = [(page.pk, page) for page in (*self.pages, *self.lessons)]
        named += [(f"question:{question.pk}", question) for question in self.questions]
        return {name: each.live_revision_id for name, each in named if each.live_revision_id}


def sources_of(course_page: Any) -> CourseSources | None:
    """Of the course that this page is a language of. None: the page in the language it was written in is not live."""
    key = course_page.translation_key
    written = written_locale_id(course_page)
    pages = _by_language(type(course_page).objects.as_published().filter(translation_key=key), [key], written)
    if not pages or pages[0].locale_id != written:
        return None
    children = pages[0].get_children().live().filter(alias_of__isnull=True).specific()
    lesson_keys = [lesson.translation_key for lesson in children]
    lessons = _translations(children, lesson_keys, written)
    questions = course_page.exam_questions.model.objects.as_published(key)
    question_keys = list(dict.fromkeys(question.translation_key for question in questions))
    return CourseSources(pages, lessons, _by_language(questions, question_keys, written))


def written_locale_id(course_page: Any) -> int:
    """The language that the others were translated from. Without a translation record: the oldest page's."""
    record = Translation.objects.filter(source__object_id=course_page.translation_key).select_related("source").first()
    if record:
        return record.source.locale_id
    return course_page.get_translations(inclusive=True).order_by("pk").values_list("locale_id", flat=True)[0]


def is_translation(course_page: Any) -> bool:
    return written_locale_id(course_page) != course_page.locale_id


def as_published(page: Any) -> Any:
    """The page or question as its live revision says. Localize saves drafts into rows, so rows may be ahead."""
    if page.live_revision is None:
        return page
    published = page.with_content_json(page.live_revision.content)
    published.live_revision = page.live_revision
    return published


def _translations(children: Iterable[Any], keys: Sequence[UUID], written: int) -> list[Any]:
    model = next((type(child) for child in children), None)
    if model is None:
        return []
    return _by_language(model.objects.as_published().filter(translation_key__in=keys), keys, written)


def _by_language(found: Iterable[Any], keys: Sequence[UUID], written: int) -> list[Any]:
    """In the order of the keys, the languages of one key after the other, the written one first."""
    places = {key: place for place, key in enumerate(keys)}
    ordered = sorted(found, key=lambda each: (places[each.translation_key], each.locale_id != written, each.locale_id))
    return [as_published(each) for each in ordered]
