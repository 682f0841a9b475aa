from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from cms.blocks import compiled_value
from cms.workshop import CannotCompile, Workshop
from courses.api import CompiledCheck, CompiledLesson, QuestionKind
from foundation.sentences import Sentence

from .digests import digest_of
from .questions import answer_of, feedback_of, refuse_unanswerable

CHECK = "check_question"


def compile_lesson(page: Any, *, keep_files: bool = True) -> CompiledLesson:
    """A lesson in its language. With `keep_files=False`, for previews, nothing is stored. Raises CannotCompile."""
    workshop = Workshop(keep_files=keep_files)
    blocks, checks, feedback = [], [], {}
    for child in page.body:
        if keep_files and not child.id:
            sentence = _("“%(title)s” has parts without ids. Open it and save it again.")
            raise CannotCompile(Sentence(sentence, title=page.title))
        value = compiled_value(child.block, child.value, workshop)
        if child.block_type == CHECK:
            check = _check(f"{page.translation_key}:{child.id}", child.value, workshop)
            checks.append(check)
            feedback[check.key] = feedback_of(child.value["explanation"], _choices(child.value, workshop))
            value = _asked(check, child.value, workshop)
        blocks.append({"id": str(child.id), "type": child.block_type, "value": value})
    words = {name: getattr(page, name) for name in ("title", "unit", "minutes", "sum", "sum_note")}
    return CompiledLesson(
        key=page.translation_key,
        language=page.locale.language_code,
        blocks=tuple(blocks),
        checks=tuple(checks),
        feedback=feedback,
        digest=digest_of(words, page.body.get_prep_value(), sorted(workshop.file_hashes)),
        **words,
    )


def _choices(value: Any, workshop: Workshop) -> list[tuple[str, Any]]:
    if value["kind"] not in QuestionKind.with_choices():
        return []
    return [(workshop.item_id(item), item.value) for item in value["choices"].bound_blocks]


def _check(key: str, value: Any, workshop: Workshop) -> CompiledCheck:
    choices = _choices(value, workshop)
    if workshop.keep_files:
        refuse_unanswerable(value["kind"], value["prompt"], choices, value["answer"])
    number = (value["answer"], value["tolerance"])
    return CompiledCheck(
        key=key,
        kind=QuestionKind(value["kind"]),
        choices=tuple(choice_key for choice_key, _choice in choices),
        answer=answer_of(value["kind"], choices, is_true=value["is_true"], number=number),
    )


def _asked(check: CompiledCheck, value: Any, workshop: Workshop) -> dict[str, Any]:
    """The question as learners get it: nothing in it tells right from wrong."""
    return {
        "key": check.key,
        "kind": value["kind"],
        "prompt": value["prompt"],
        "choices": [{"key": key, "text": choice["text"]} for key, choice in _choices(value, workshop)],
        "unit": value["unit"] or "",
    }
