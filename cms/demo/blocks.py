"""From the tables of a demo file to the JSON of blocks, led by the definitions of the blocks themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container, Iterator
from decimal import Decimal, InvalidOperation
from functools import singledispatch
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from cms.blocks.base import UntranslatedBlock

from .files import Node

NAMESPACE = uuid.UUID("6d7d0f4c-7f0a-4f55-9d4e-0a6b8c1d2e3f")
ONE_OF = {
    "steps": "step",
    "columns": "column",
    "rows": "row",
    "sides": "side",
    "lines": "line",
    "fields": "field",
    "outputs": "output",
    "choices": "choice",
}

# (node, field, kind) → key of the picture, document or video; None while files are only looked at
type Files = Callable[[Node, str, str], int | None]


def stable_id(*names: object) -> uuid.UUID:
    """The same for the same names, so that loading again changes nothing and answers keep their keys."""
    return uuid.uuid5(NAMESPACE, "/".join(map(str, names)))


class Writer:
    """Writes values in one language. `files` finds or makes the file that a field names."""

    def __init__(self, language: str, files: Files) -> None:
        self.language, self.files = language, files

    def stream(self, stream_block: blocks.StreamBlock, nodes: list[Node], *names: object) -> list[dict[str, Any]]:
        written: list[dict[str, Any]] = []
        counts: dict[str, int] = {}
        for node in nodes:
            kind = node.get("type", str)
            if kind not in stream_block.child_blocks:
                node.refuse(f"“{kind}” is no type. There are: {', '.join(stream_block.child_blocks)}.", "type")
                continue
            counts[kind] = counts.get(kind, 0) + 1
            key = node.get("key", str, f"{kind}-{counts[kind]}")
            key = stable_id(*names, key)
            value = self.block(stream_block.child_blocks[kind], node, key)
            written.append({"type": kind, "value": value, "id": str(key)})
        return written

    def block(self, block: blocks.Block, node: Node, key: uuid.UUID) -> Any:
        """The value of a whole block, checked as the admin checks it."""
        problems_before = len(node.problems)
        if isinstance(block, blocks.RichTextBlock):
            value: Any = write(block, node, "html", self, key)
        else:
            _flatten_result(node)
            value = self.struct(block, node, key)
        node.refuse_unknown()
        if len(node.problems) == problems_before:
            for sentence in _problems_of(block, value):
                node.refuse(sentence)
        return value

    def struct(self, block: Any, node: Node, key: uuid.UUID) -> dict[str, Any]:
        return {name: write(child, node, name, self, key) for name, child in block.child_blocks.items()}


@singledispatch
def write(block: blocks.Block, node: Node, name: str, writer: Writer, _key: uuid.UUID) -> Any:
    """A field that is a text in each language."""
    default: Any = ... if getattr(block, "required", True) else ""
    return node.text(name, default)[writer.language]


@write.register
def _rich_text(_block: blocks.RichTextBlock, node: Node, name: str, writer: Writer, _key: uuid.UUID) -> Any:
    lines = node.text(name)[writer.language].splitlines()
    return "".join(line.strip() for line in lines)


@write.register(UntranslatedBlock)
@write.register(blocks.ChoiceBlock)
def _same(block: Any, node: Node, name: str, _writer: Writer, _key: uuid.UUID) -> Any:
    default: Any = ... if block.required else ""
    return node.get(name, str, default)


@write.register
def _boolean(_block: blocks.BooleanBlock, node: Node, name: str, _writer: Writer, _key: uuid.UUID) -> Any:
    return node.get(name, bool, default=False)


@write.register(blocks.DecimalBlock)
@write.register(blocks.IntegerBlock)
def _number(block: Any, node: Node, name: str, _writer: Writer, _key: uuid.UUID) -> Any:
    default: Any = ... if block.required and block.meta.default is None else block.meta.default
    value = node.get(name, (int, float, str), default)
    if value is None or value == "":
        return None
    try:
        return str(Decimal(str(value))) if isinstance(block, blocks.DecimalBlock) else int(value)
    except (ValueError, InvalidOperation):
        node.refuse(f"“{value}” is not a number.", name)
        return None


@write.register
def _picture(_block: ImageChooserBlock, node: Node, name: str, writer: Writer, _key: uuid.UUID) -> Any:
    return writer.files(node, name, "picture")


@write.register
def _document(_block: DocumentChooserBlock, node: Node, name: str, writer: Writer, _key: uuid.UUID) -> Any:
    return writer.files(node, name, "document")


@write.register
def _video(_block: VideoChooserBlock, node: Node, name: str, writer: Writer, _key: uuid.UUID) -> Any:
    return writer.files(node, name, "video")


@write.register
def _list(block: blocks.ListBlock, node: Node, name: str, writer: Writer, key: uuid.UUID) -> Any:
    if isinstance(block.child_block, blocks.StructBlock):
        found = node.tables(name if node.has(name) else ONE_OF.get(name, name))
        items = [(each.get("key", str, index), each) for index, each in enumerate(found)]
        struct, child = writer.struct, block.child_block
        written: list[tuple[Any, Any]] = [
            (part, struct(child, each, stable_id(key, name, part))) for part, each in items
        ]
        for each in found:
            each.refuse_unknown()
    else:
        texts = node.get(name, list)
        written = [(index, node.words(text, name)[writer.language]) for index, text in enumerate(texts)]
    return [{"type": "item", "value": value, "id": str(stable_id(key, name, part))} for part, value in written]


def _flatten_result(node: Node) -> None:
    """A worked figure's `[block.result]` is a table in files and three fields in the form."""
    result = node.data.get("result")
    if isinstance(result, dict) and "value" in result:
        node.data |= {f"result_{name}": value for name, value in result.items()}
        del node.data["result"]


def _problems_of(block: blocks.Block, value: Any) -> Iterator[str]:
    """A file that is still to be brought in is not missing."""
    still_to_come = {name for name in getattr(block, "child_blocks", ()) if _is_to_come(block, value, name)}
    try:
        block.clean(block.to_python(value))
    except ValidationError as error:
        yield from _sentences_in(error, but=still_to_come)


def _is_to_come(block: Any, value: Any, name: str) -> bool:
    return isinstance(block.child_blocks[name], blocks.ChooserBlock) and value[name] is None


def _sentences_in(error: ValidationError, but: Container[str | int] = ()) -> Iterator[str]:
    """All in a nest of errors, each with the fields that lead there."""
    if not hasattr(error, "block_errors"):
        yield from error.messages
        return
    for name, inner in error.block_errors.items():
        label = f"entry {name + 1}" if isinstance(name, int) else f"“{name}”"
        yield from (f"{label}: {sentence}" for sentence in _sentences_in(inner) if name not in but)
    yield from map(str, getattr(error, "non_block_errors", []))
