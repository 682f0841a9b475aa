"""What check questions in lessons and questions of exams share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail import blocks

from courses.api import QuestionKind
from foundation.sentences import Sentence


class ChoiceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Choice"), max_length=250, help_text=_("What learners choose."))
    is_right = blocks.BooleanBlock(label=_("Right"), required=False, help_text=_("Tick it if choosing it is right."))
    feedback = blocks.CharBlock(
        label=_("What it overlooks"),
        required=False,
        max_length=300,
        help_text=_("Shown to who chose it, after answering. May stay empty."),
    )

    class Meta:
        icon = "circle-check"
        label = _("Choice")
        label_format = "{text}"


def question_problems(kind: str, choices: Sequence[Any], answer: Decimal | None) -> dict[str, Sentence]:
    """What keeps a question from having an answer, by field."""
    if kind == QuestionKind.NUMERIC and answer is None:
        return {"answer": Sentence(gettext_noop("Write the right number."))}
    if kind not in QuestionKind.with_choices():
        return {}
    problem = _choice_problem(kind, choices)
    return {"choices": Sentence(problem)} if problem else {}


def _choice_problem(kind: str, choices: Sequence[Any]) -> str:
    right = sum(bool(choice["is_right"]) for choice in choices)
    if len(choices) < 2:
        return gettext_noop("Give at least two choices.")
    if right == 0:
        return gettext_noop("Tick at least one choice as right.")
    if kind == QuestionKind.SINGLE and right > 1:
        return gettext_noop("Tick one choice only, or make it a question with several right answers.")
    if right == len(choices):
        return gettext_noop("At least one choice must be wrong.")
    if len({choice["text"].strip() for choice in choices}) < len(choices):
        return gettext_noop("Two choices read the same.")
    return ""
