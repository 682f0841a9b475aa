"""What all blocks of lessons share: how a value becomes plain data, fields that nobody translates, and checks."""

from __future__ import annotations

from decimal import Decimal
from functools import singledispatch
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.workshop import Json, Workshop
from foundation import formulas, numbers

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
SHORT_RICH_TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]


@singledispatch
def compiled_value(_block: blocks.Block, value: Any, _workshop: Workshop) -> Json:
    """The value as plain JSON, as learners' templates get it."""
    if isinstance(value, Promise):
        return str(value)
    return "" if value is None else value


@compiled_value.register
def _struct(block: blocks.StructBlock, value: Any, workshop: Workshop) -> Json:
    return {name: compiled_value(child, value.get(name), workshop) for name, child in block.child_blocks.items()}


@compiled_value.register
def _list(block: blocks.ListBlock, value: Any, workshop: Workshop) -> Json:
    """Items that have fields carry their id among them; plain ones are just listed."""
    items = [
        (workshop.item_id(item), compiled_value(block.child_block, item.value, workshop)) for item in value.bound_blocks
    ]
    return [{"id": key, **item} if isinstance(item, dict) else item for key, item in items]


@compiled_value.register
def _rich_text(_block: blocks.RichTextBlock, value: Any, workshop: Workshop) -> Json:
    return workshop.html(value.source if value else "")


@compiled_value.register
def _decimal(_block: blocks.DecimalBlock, value: Decimal | None, _workshop: Workshop) -> Json:
    return None if value is None else plain_number(value)


def plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


class LessonBlock(blocks.StructBlock):
    """A block of a lesson.

    `problems` says what is wrong, by field ("" for the whole). Drafts may be wrong, but nothing submitted or published.
    `compiled` is the value as learners get it.
    """

    def problems(self, value: Any) -> dict[str, Any]:  # noqa: ARG002 most blocks have none of their own
        return {}

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        return _struct(self, value, workshop)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(self.problems(cleaned))
        return cleaned

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return preview_context(self, value, parent_context)

    class Meta:
        preview_template = "cms/previews/block.html"
        preview_files: dict[str, Json] = {}


@compiled_value.register
def _lesson_block(block: LessonBlock, value: Any, workshop: Workshop) -> Json:
    return block.compiled(value, workshop)


def refuse(problems: dict[str, Any]) -> None:
    """Raise what is wrong beside its fields; the key "" is for the block as a whole."""
    if problems:
        errors = {name: _as_error(problem) for name, problem in problems.items() if name}
        raise StructBlockValidationError(errors, [problems[""]] if "" in problems else None)


def _as_error(problem: Any) -> ValidationError:
    return problem if isinstance(problem, ValidationError) else ValidationError(problem)


def preview_context(block: blocks.Block, value: Any, parent_context: Any) -> dict[str, Any]:
    """For the block picker: the block as a lesson would show it, with sample files, since there may be none yet."""
    compiled = compiled_value(block, value, Workshop(keep_files=False)) | getattr(block.meta, "preview_files", {})
    shown = {"id": "preview", "type": block.name, "value": compiled}
    return {**(parent_context or {}), "shown": shown, "block_template": f"courses/blocks/{block.name}.html"}


class StreamBlock(blocks.StreamBlock):
    """Wagtail's, but a form that arrives without it, cut short on its way, gets a sentence instead of a failure."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        if f"{prefix}-count" in data:
            return super().value_from_datadict(data, files, prefix)
        value = blocks.StreamValue(self, [])
        value.is_cut_short = True
        return value

    def clean(self, value: Any, **kwargs: Any) -> Any:
        if getattr(value, "is_cut_short", False):
            sentence = _("The form arrived incomplete. Load the page again; what was saved before is still there.")
            raise StreamBlockValidationError(non_block_errors=ErrorList([str(sentence)]))
        return super().clean(value, **kwargs)


class UntranslatedBlock(blocks.FieldBlock):
    """A text that is the same in every language, so translators are not asked for it."""

    def __init__(self, *, required: bool = True, help_text: Any = None, max_length: int = 500, **kwargs: Any) -> None:
        self.field = forms.CharField(required=required, help_text=help_text, max_length=max_length)
        super().__init__(**kwargs)

    def get_searchable_content(self, value: str) -> list[str]:  # noqa: ARG002 as Wagtail calls it
        return []


class FigureBlock(UntranslatedBlock):
    """A number as it is written, like `1,640` or `−7.4`."""

    def clean(self, value: str) -> str:
        cleaned = super().clean(value)
        if cleaned:
            try:
                numbers.parse_number(cleaned)
            except numbers.NumberNotUnderstood as error:
                raise ValidationError(str(error)) from error
        return cleaned


class NameBlock(UntranslatedBlock):
    """What formulas call a number."""

    def clean(self, value: str) -> str:
        cleaned = super().clean(value)
        if cleaned and (not formulas.NAME.fullmatch(cleaned) or cleaned in formulas.FUNCTIONS):
            raise ValidationError(
                _("Formulas cannot use this name. Take small Latin letters, digits and _, beginning with a letter.")
            )
        return cleaned


class FormulaBlock(UntranslatedBlock):
    def clean(self, value: str) -> str:
        cleaned = super().clean(value)
        if cleaned:
            try:
                formulas.parse(cleaned)
            except formulas.FormulaError as error:
                raise ValidationError(str(error)) from error
        return cleaned
