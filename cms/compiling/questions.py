"""Questions: what learners read is kept apart from what decides and from what is shown afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from cms.blocks import question_problems
from cms.workshop import CannotCompile
from courses.api import CompiledQuestion, QuestionKind
from foundation.sentences import Sentence

from .digests import digest_of

SOURCE = ("kind", "prompt", "unit", "explanation", "is_true")

type Choices = Sequence[tuple[str, Any]]  # (id of the list item, its fields)


def compile_question(question: Any) -> CompiledQuestion:
    """An exam question in its language. Raises CannotCompile."""
    choices = [(str(child.id), child.value) for child in question.choices]
    if not all(child.id for child in question.choices):
        sentence = _("The choices of “%(prompt)s” have no ids. Save it again.")
        raise CannotCompile(Sentence(sentence, prompt=question.prompt))
    refuse_unanswerable(question.kind, question.prompt, choices, question.answer)
    kept = choices if question.kind in QuestionKind.with_choices() else []
    return CompiledQuestion(
        key=question.translation_key,
        language=question.locale.language_code,
        kind=QuestionKind(question.kind),
        prompt=question.prompt,
        answer=answer_of(question.kind, kept, is_true=question.is_true, number=(question.answer, question.tolerance)),
        choices=tuple((key, choice["text"]) for key, choice in kept),
        unit=question.unit if question.kind == QuestionKind.NUMERIC else "",
        lesson=question.lesson.translation_key if question.lesson else None,
        feedback=feedback_of(question.explanation, kept),
        digest=digest_of([str(getattr(question, name)) for name in SOURCE], kept and question.choices.get_prep_value()),
    )


def refuse_unanswerable(kind: str, prompt: str, choices: Choices, number: Decimal | None) -> None:
    for problem in question_problems(kind, [choice for _key, choice in choices], number).values():
        raise CannotCompile(Sentence(_("“%(prompt)s”: %(problem)s"), prompt=prompt, problem=problem))


def answer_of(kind: str, choices: Choices, *, is_true: bool, number: tuple[Decimal | None, Decimal | None]) -> Any:
    """As in `courses.api.CompiledCheck.answer`. Previews may ask before there is a right choice."""
    right = [key for key, choice in choices if choice["is_right"]]
    match QuestionKind(kind):
        case QuestionKind.SINGLE:
            return next(iter(right), "")
        case QuestionKind.MULTIPLE:
            return tuple(right)
        case QuestionKind.TRUE_FALSE:
            return bool(is_true)
    return {"value": written(number[0]), "tolerance": written(number[1])}


def written(number: Decimal | None) -> str:
    """60, however it was stored: 60.000000 and 6E+1 are the same answer."""
    text = f"{number or Decimal(0):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def feedback_of(explanation: str, choices: Choices) -> dict[str, Any]:
    return {
        "explanation": explanation,
        "choices": {key: choice["feedback"] for key, choice in choices if choice.get("feedback")},
    }
