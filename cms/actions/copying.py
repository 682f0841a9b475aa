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
from wagtail.models import Locale
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
WORDS_OF_TRANSLATORS: dict[type[StringTranslation | SegmentOverride], tuple[str, ...]] = {
    StringTranslation: ("translation_of_id", "data", "translation_type", "tool_name", "has_error"),
    SegmentOverride: ("data_json",),
}


@dataclass
class _Copying:
    """`keys`: from the keys of the original to those of the copy. `pages`: from the id of a page to its copy. `pairs`:
    (original, copy) in the language that Wagtail copied, pages and questions."""

    by: Person | None
    keys: dict[UUID, UUID] = field(default_factory=dict)
    pages: dict[int, Any] = field(default_factory=dict)
    pairs: list[tuple[Any, Any]] = field(default_factory=list)


@transaction.atomic
def complete_copy(
    original: CoursePage, *, copied: CoursePage, by: Person | None, has_questions: bool, has_translations: bool
) -> None:
    """`copied` is what Wagtail made of the page in its own language, with or without its lessons."""
    copying = _Copying(by)
    for page, new in ((original, copied), *_children(original, copied)):
        copying.keys[page.translation_key] = new.translation_key
        copying.pages[page.pk] = new
        copying.pairs.append((page, new))
    if has_questions:
        copying.pairs += _copy_questions(original, original.locale, copying)
    if has_translations:
        for page in original.get_translations().filter(alias_of__isnull=True).select_related("locale"):
            _copy_language(page, copied, copying)
            if has_questions:
                _copy_questions(original, page.locale, copying)
            for written, new in copying.pairs:
                _copy_words_of_translators(written, new, page.locale)
    audit.record("copy_course", obj=copied, actor=by, original=original.uuid)


def _children(original: CoursePage, copied: CoursePage) -> Iterator[tuple[Any, Any]]:
    """Wagtail copies them all, in their order, or none."""
    copies = list(copied.get_children().specific())
    return zip(original.get_children().specific() if copies else [], copies, strict=True)


def _copy_questions(original: CoursePage, locale: Locale, copying: _Copying) -> list[tuple[Any, Any]]:
    """Translated ones may point to pages in another language."""
    questions = ExamQuestion.objects.filter(course__translation_key=original.translation_key, locale=locale)
    return [(question, _copy_question(question, copying)) for question in questions.order_by("pk")]


def _copy_question(question: ExamQuestion, copying: _Copying) -> ExamQuestion:
    draft = question.get_latest_revision_as_object()
    fields = (field.name for field in ExamQuestion._meta.concrete_fields if field.name not in OWN)
    copied = ExamQuestion.objects.create(
        course=copying.pages[question.course_id],
        lesson=copying.pages.get(draft.lesson_id),
        translation_key=copying.keys.setdefault(question.translation_key, uuid4()),
        live=False,
        has_unpublished_changes=True,
        **{name: getattr(draft, name) for name in fields},
    )
    copied.save_revision(user=copying.by)
    return copied


def _copy_language(page: CoursePage, copied: CoursePage, copying: _Copying) -> None:
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
    copying.pages[page.pk] = new_page
    for lesson, new in _children(page, new_page):
        if lesson.alias_of_id:
            new.delete()
            continue
        copying.pages[lesson.pk] = new
        if lesson.translation_key in copying.keys:
            type(new).objects.filter(pk=new.pk).update(translation_key=copying.keys[lesson.translation_key])


def _copy_words_of_translators(original: Any, copied: Any, locale: Locale) -> None:
    """What the translation was made from, so that it can be kept up to date as the original's is."""
    source = TranslationSource.objects.filter(
        object_id=original.translation_key, locale=original.locale_id, translations__target_locale=locale
    ).first()
    if source is None:
        return
    new_source, _is_new = TranslationSource.update_or_create_from_instance(copied)
    is_enabled = source.translations.get(target_locale=locale).enabled
    Translation.objects.get_or_create(source=new_source, target_locale=locale, defaults={"enabled": is_enabled})
    _copy_strings(original.translation_key, copied, locale)


def _copy_strings(key: UUID, copied: Any, locale: Locale) -> None:
    """All at once: one by one, each asks three times, and a title would rename the draft of the copy."""
    contexts = {one.path: one for one in TranslationContext.objects.filter(object_id=copied.translation_key)}
    for model, fields in WORDS_OF_TRANSLATORS.items():
        rows = model.objects.filter(context__object_id=key, locale=locale).select_related("context")
        model.objects.bulk_create(
            model(locale=locale, context=contexts[row.context.path], **{name: getattr(row, name) for name in fields})
            for row in rows
            if row.context.path in contexts
        )
