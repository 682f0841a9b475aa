"""A lesson's page: what is the same for everybody is drawn once per process, and each person's own is put into it.

What is kept goes by what stands for its content, version, lesson and language. Where people left nothing yet, a
calculator, a checklist or a question is the same for all of them, too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast
from uuid import UUID

from django import template
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.parts import Part, Piece, parts_of
from courses.queries.standing import minutes_after
from courses.shown import CheckShown, LessonShown, OutlineLesson
from foundation.kept import Kept
from foundation.templatetags.kept import kept_fragment, with_own

from .courses_blocks import CLIENT_UUID_HOLE, PERSONAL, PIECE_HOLE, template_of

register = template.Library()


@dataclass(frozen=True)
class PartRow:
    """A part of the lesson with the words that scripts show when one is in it, or goes to it."""

    part: Part
    left: str
    forward: str
    backward: str


@dataclass(frozen=True)
class LessonParts:
    """`own`: {id: piece} of those in which people work. Equal keys stand for equal parts."""

    key: tuple[str | UUID, ...]
    rows: tuple[PartRow, ...] = field(compare=False)
    own: Mapping[str, Piece] = field(compare=False)


@dataclass(frozen=True)
class LessonUntouched:
    """What a block in which people work needs of its page, for somebody who left nothing in it.

    `check`: of that block, if it is a question; it may have been answered right, at some time.
    """

    course_uuid: UUID
    lesson: OutlineLesson
    version: str
    language: str
    check: CheckShown | None
    notes: ClassVar[Mapping[str, Any]] = {}

    @property
    def checks(self) -> Mapping[str, CheckShown]:
        return {self.check.key: self.check} if self.check else {}


_parts: Kept[tuple[str | UUID, ...], LessonParts] = Kept(most=1000)


def lesson_parts(lesson: LessonShown) -> LessonParts:
    key = (lesson.version, lesson.lesson.key, lesson.language, get_language() or "")
    return _parts.get(key, lambda: _make_parts(key, lesson))


def _make_parts(key: tuple[str | UUID, ...], lesson: LessonShown) -> LessonParts:
    parts = parts_of(lesson.blocks)
    own = {piece.id: piece for part in parts for piece in part.pieces if piece.type in PERSONAL}
    return LessonParts(key, tuple(_part_rows(lesson, parts)), own)


def _part_rows(lesson: LessonShown, parts: tuple[Part, ...]) -> Iterator[PartRow]:
    for part in parts:
        minutes = minutes_after(lesson.lesson, part.block_id)
        yield PartRow(
            part,
            left=ngettext("%(count)s min left", "%(count)s min left", minutes) % {"count": minutes},
            forward=_("Next: %(title)s") % {"title": part.title},
            backward=_("Back: %(title)s") % {"title": part.title},
        )


@register.simple_tag(takes_context=True)
def draw_lesson(context: Context, parts: LessonParts) -> SafeString:
    """All its parts. Takes `lesson` and `answered` from the page."""
    values = {"parts": parts, "content_language": context["lesson"].language, "leaves_room": True}
    shared = kept_fragment("courses/parts/lesson_body.html", parts, values)
    start, *rest = shared.split(PIECE_HOLE)
    drawn = [start]
    for text in rest:
        piece_id, _mark, after = text.partition(";")
        drawn += _draw_own(context, parts.own[piece_id]), after
    return mark_safe("".join(drawn))  # noqa: S308 - the output of templates


def _draw_own(context: Context, piece: Piece) -> str:
    untouched = _untouched(context["lesson"], context["answered"], piece)
    block = {"id": piece.id, "type": piece.type, "value": piece.value}
    if untouched is None:
        with context.push(block=block):
            return cast("str", Engine.get_default().get_template(template_of(piece)).render(context))
    values = {"lesson": untouched, "block": block, "client_uuid": CLIENT_UUID_HOLE}
    html = kept_fragment(template_of(piece), (untouched, piece.id), values)
    return with_own(html.replace(CLIENT_UUID_HOLE, str(uuid.uuid4())), context)


def _untouched(lesson: LessonShown, answered: Any, piece: Piece) -> LessonUntouched | None:
    """None: the person left own numbers or ticks in it, or has just answered it."""
    key = piece.value.get("key", "")
    if lesson.notes.get(piece.id) or (answered and answered.result.check_key == key):
        return None
    return LessonUntouched(lesson.course_uuid, lesson.lesson, lesson.version, lesson.language, lesson.checks.get(key))
