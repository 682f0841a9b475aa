"""What Wagtail's copying of a course leaves out: its exam questions and its other languages.

The copy is a course of its own: every page and question has a new key, so that nothing in it hangs on what anybody did
in the original. Copies are drafts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.models import CoursePage, ExamQuestion
from foundation import audit
from people.api import Person

OWN = frozenset(
    {"id", "translation_key", "course", "lesson", "live", "has_unpublished_changes", "first_published_at"}
    | {"last_published_at", "live_revision", "latest_revision", "go_live_at", "expire_at", "expired", "locked"}
    | {"locked_at", "locked_by"}
)


@dataclass
class _Copying:
    """`keys`: from the keys of the original to those of the copy. `pairs`: (original, copy), pages and questions."""

    by: Person | None
    keys: dict[UUID, UUID] = field(default_factory=dict)
    pairs: list[tuple[Any, Any]] = field(default_factory=list)

    def note(self, original: Any, copied: Any) -> None:
        self.keys[original.translation_key] = copied.translation_key
        self.pairs.append((original, copied))


@transaction.atomic
def complete_copy(
    original: CoursePage, *, copied: CoursePage, by: Person | None, has_questions: bool, has_translations: bool
) -> None:
    """`copied` is what Wagtail made of the page in its own language, with or without its lessons."""
    copying = _Copying(by)
    copying.note(original, copied)
    for lesson, new in _children(original, copied):
        copying.note(lesson, new)
    if has_questions:
        _copy_questions(original, copied, copying)
    if has_translations:
        written = list(copying.pairs)
        for page in original.get_translations().filter(alias_of__isnull=True).select_related("locale"):
            _copy_language(page, copied, copying, has_questions=has_questions)
            _copy_words_of_translators(written, page.locale)
    audit.record("copy_course", obj=copied, actor=by, original=original.uuid)


def _children(original: CoursePage, copied: CoursePage) -> Iterator[tuple[Any, Any]]:
    """Wagtail copies them all, in their order, or none."""
    copies = list(copied.get_children().specific())
    return zip(original.get_children().specific() if copies else [], copies, strict=True)


def _copy_questions(original: CoursePage, copied: CoursePage, copying: _Copying) -> None:
    lessons = {page.translation_key: page for page in copied.get_children().specific()}
    questions = ExamQuestion.objects.filter(course=original, locale=original.locale_id).order_by("pk")
    for question in questions.select_related("lesson", "locale"):
        draft = question.get_latest_revision_as_object()
        words = {
            field.name: getattr(draft, field.name)
            for field in ExamQuestion._meta.concrete_fields
            if field.name not in OWN
        }
        key = copying.keys.setdefault(question.translation_key, uuid4())
        taught_in = copying.keys.get(draft.lesson.translation_key) if draft.lesson else None
        new = ExamQuestion.objects.create(
            course=copied,
            lesson=lessons.get(taught_in) if taught_in else None,
            translation_key=key,
            live=False,
            has_unpublished_changes=True,
            **words,
        )
        new.save_revision(user=copying.by)
        copying.pairs.append((question, new))


def _copy_language(page: CoursePage, copied: CoursePage, copying: _Copying, *, has_questions: bool) -> None:
    """A translation of the original, below the same catalogue in that language. What Wagtail only mirrors from the
    original is left out."""
    catalogue = copied.get_parent().get_translation_or_none(page.locale)
    if catalogue is None:
        return
    with translation.override(page.locale.language_code):
        title = _("%(title)s (copy)") % {"title": page.title}
    attributes = {"title": title, "slug": copied.slug, "translation_key": copied.translation_key}
    has_lessons = copied.get_children().exists()
    new_page = page.copy(
        recursive=has_lessons, to=catalogue, update_attrs=attributes, keep_live=False, user=copying.by
    ).specific
    for lesson, new in _children(page, new_page):
        if lesson.alias_of_id:
            new.delete()
        elif lesson.translation_key in copying.keys:
            type(new).objects.filter(pk=new.pk).update(translation_key=copying.keys[lesson.translation_key])
    if has_questions:
        _copy_questions(page, new_page, copying)


def _copy_words_of_translators(pairs: list[tuple[Any, Any]], locale: Any) -> None:
    """What the translation was made from, so that it can be kept up to date as the original's is."""
    for original, copied in pairs:
        source = TranslationSource.objects.filter(
            object_id=original.translation_key, locale=original.locale_id, translations__target_locale=locale
        ).first()
        if source is None:
            continue
        new_source, _is_new = TranslationSource.update_or_create_from_instance(copied)
        is_enabled = source.translations.get(target_locale=locale).enabled
        Translation.objects.get_or_create(source=new_source, target_locale=locale, defaults={"enabled": is_enabled})
        _copy_strings(original.translation_key, copied, locale)


def _copy_strings(key: UUID, copied: Any, locale: Any) -> None:
    contexts = {one.path: one for one in TranslationContext.objects.filter(object_id=copied.translation_key)}
    strings = StringTranslation.objects.filter(context__object_id=key, locale=locale).select_related("context")
    for one in strings:
        if context := contexts.get(one.context.path):
            words = {name: getattr(one, name) for name in ("data", "translation_type", "tool_name")}
            StringTranslation.objects.get_or_create(
                translation_of_id=one.translation_of_id, locale=locale, context=context, defaults=words
            )
    for override in SegmentOverride.objects.filter(context__object_id=key, locale=locale).select_related("context"):
        if context := contexts.get(override.context.path):
            SegmentOverride.objects.get_or_create(
                locale=locale, context=context, defaults={"data_json": override.data_json}
            )
