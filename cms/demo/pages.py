"""Pages and questions of the demo: drafted, approved and published as staff do it, then translated with localize."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page, Workflow
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from people.api import Person

from .files import LANGUAGES, Node

WRITTEN = "zh-hans"
TRANSLATED = [language for language in LANGUAGES if language != WRITTEN]

type Fields = dict[str, Any]
type Words = dict[str, Fields]  # the fields of a page or question in each language


@dataclass(frozen=True)
class Staff:
    """Who writes, who approves, who releases and translates."""

    editor: Person
    expert: Person
    releaser: Person


class Desk:
    """Where staff work. `changed` counts what was published."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.changed = 0
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def draft(self, page: Any, fields: Fields, node: Node, *, parent: Page | None = None) -> bool:
        """Write what is in the file, as the editor. False if it says so already. Without a parent it is a question."""
        if page.pk and page.latest_revision and not _differing(page.get_latest_revision_as_object(), fields):
            return False
        draft = page.get_latest_revision_as_object() if page.pk else page
        _set(draft, fields)
        with LogContext(user=self.staff.editor):
            try:
                if not page.pk:
                    parent.add_child(instance=draft) if parent else draft.save()
                    page.pk = draft.pk
                draft.save_revision(user=self.staff.editor, log_action=True)
            except ValidationError as error:
                raise node.error(f"{error.message_dict}") from error
        return True

    def approve(self, page: Any) -> None:
        """Through the workflow: submitted, looked over by the expert, released. The last step publishes."""
        page = type(page).objects.get(pk=page.pk)
        workflow = Workflow.objects.filter(active=True).order_by("pk").first()
        if workflow is None:
            self.publish(page)
            return
        with LogContext(user=self.staff.editor):
            state = workflow.start(page, self.staff.editor)
        for person in (self.staff.expert, self.staff.releaser):
            with LogContext(user=person):
                state.current_task_state.approve(user=person)
            state.refresh_from_db()
        self.changed += 1

    def publish(self, page: Any) -> None:
        """With the button, by who may."""
        with LogContext(user=self.staff.releaser):
            page.latest_revision.publish(user=self.staff.releaser)
        self.changed += 1

    def translate(self, page: Any, fields: Words, node: Node, *, publish: bool = True) -> None:
        """Give localize the words of the file, as a translator types them in, and publish where something is new."""
        page = type(page).objects.get(pk=page.pk)
        for language in TRANSLATED:
            twin = _twin(page, fields[language], self.locales[language])
            if _is_translated(page, twin, fields[WRITTEN]):
                continue
            with LogContext(user=self.staff.releaser):
                self._type_in(page, twin, node).save_target(user=self.staff.releaser, publish=publish)
            self.changed += 1

    @transaction.atomic
    def _type_in(self, page: Any, twin: Any, node: Node) -> Translation:
        """All words at once, before there is a page to hold them: one by one, each asks three times."""
        source, _is_new = TranslationSource.update_or_create_from_instance(page)
        theirs, typed = _strings(twin), {}
        for segment in source.stringsegment_set.select_related("string", "context").order_by("order"):
            words = theirs.get(segment.context.path, [])
            if not words:
                text = segment.string.data[:60]
                raise node.error(f"has no {twin.locale} for “{text}”. Do both languages have the same paragraphs?")
            typed[segment.string_id, segment.context_id] = StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=twin.locale,
                data=words.pop(0),
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=self.staff.releaser,
                updated_at=timezone.now(),
                has_error=False,
            )
        StringTranslation.objects.bulk_create(
            typed.values(),
            update_conflicts=True,
            unique_fields=["locale", "translation_of", "context"],
            update_fields=["data", "translation_type", "last_translated_by", "updated_at", "has_error"],
        )
        return Translation.objects.get_or_create(source=source, target_locale=twin.locale)[0]


def refuse_unfit(model: Any, words: Words, node: Node, **more: Any) -> None:
    """Note what the pages' own fields would not take, and what the two languages do not have in pairs."""
    if node.is_wrong:
        return
    sheets = {language: _sheet(model, fields | more) for language, fields in words.items()}
    for language, sheet in sheets.items():
        plain = {*words[language], *more} - {field.name for field in sheet._meta.fields if _is_nested(field)}
        try:
            sheet.clean_fields(exclude={field.name for field in sheet._meta.fields} - plain)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                node.refuse(f"{language}: {' '.join(sentences)}", name)
    ours = _strings(sheets[WRITTEN])
    for language in TRANSLATED:
        theirs = _strings(sheets[language])
        for path, strings in ours.items():
            if len(strings) != len(theirs.get(path, [])):
                node.refuse(f"{language} does not have the same paragraphs as {WRITTEN}: “{strings[0][:60]}”.")


def _is_nested(field: Any) -> bool:
    return field.is_relation or isinstance(field, StreamField)


def _sheet(model: Any, fields: Fields) -> Any:
    sheet = model()
    _set(sheet, fields)
    return sheet


def _set(page: Any, fields: Fields) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    if isinstance(page, Page):
        page.draft_title = page.title


def _differing(page: Any, fields: Fields) -> set[str]:
    return {
        name for name, value in fields.items() if _stored(page, name, getattr(page, name)) != _stored(page, name, value)
    }


def _stored(page: Any, name: str, value: Any) -> str:
    """As the database keeps it, so that equal values look equal."""
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        value = field.stream_block.get_prep_value(field.to_python(value))
    elif field.is_relation:
        value = getattr(value, "pk", value)
    else:
        value = field.to_python(value)
        value = f"{value.normalize():f}" if isinstance(value, Decimal) else value
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)


def _twin(page: Any, fields: Fields, locale: Locale) -> Any:
    """The page in the other language, never saved: only its strings are wanted."""
    twin = type(page)(locale=locale, translation_key=page.translation_key)
    _set(twin, fields)
    return twin


def _strings(page: Any) -> dict[str, list[str]]:
    """{path of a field or block: its strings}, in order."""
    found: dict[str, list[str]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def _is_translated(page: Any, twin: Any, names: Iterable[str]) -> bool:
    """Live in that language, with these words, and with all that is not words as in the original."""
    there = type(page).objects.filter(translation_key=page.translation_key, locale=twin.locale, live=True).first()
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if there is None or source is None or _strings(there) != _strings(twin):
        return False
    before = source.as_instance()
    return not _differing(page, {name: getattr(before, name) for name in names})
