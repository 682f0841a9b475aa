"""What someone answered, put in one shape, and whether it is right. Pure: no database, no clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from foundation.numbers import NumberNotUnderstood, parse_number

from .enums import QuestionKind
from .exceptions import AnswerNotUnderstood
from .plans import Question

LONGEST_NUMBER = 60
CURRENCY_SIGNS = "¥￥"
TRUTHS = {"true": True, "false": False}


def tidy(question: Question, given: Any) -> Any:
    """`given` as it is saved: a choice key or "", a sorted list of choice keys, True, False or "", or text as typed.

    Takes what forms and JSON send: one value or a list of one; "true" and "false". Raises AnswerNotUnderstood for what
    cannot belong to the question. A number that cannot be read does belong: it is saved as typed.
    """
    values = list(given) if isinstance(given, (list, tuple)) else [given]
    values = [value for value in values if value is not None and value != ""]
    if question.kind == QuestionKind.MULTIPLE:
        return sorted({_choice(question, value) for value in values})
    if len(values) > 1:
        raise AnswerNotUnderstood.for_foreign_choice()
    value = values[0] if values else None
    match question.kind:
        case QuestionKind.SINGLE:
            return "" if value is None else _choice(question, value)
        case QuestionKind.TRUE_FALSE:
            return "" if value is None else _truth(value)
        case _:
            return "" if value is None else _typed(value)


def _choice(question: Question, value: Any) -> str:
    if not isinstance(value, str) or value not in question.choices:
        raise AnswerNotUnderstood.for_foreign_choice()
    return value


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in TRUTHS:
        raise AnswerNotUnderstood.for_foreign_choice()
    return TRUTHS[value.lower()]


def _typed(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise AnswerNotUnderstood.for_foreign_choice()
    text = storable(str(value)).strip()
    if len(text) > LONGEST_NUMBER:
        raise AnswerNotUnderstood.for_length()
    return text


def storable(text: str) -> str:
    """Without what a database refuses in JSON: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def is_answered(given: Any) -> bool:
    return given is not None and given not in ("", [])


def read_number(typed: str, units: Collection[str] = ()) -> Decimal:
    """The number in what was typed, its unit typed along or not. Raises NumberNotUnderstood, a sentence."""
    text = unicodedata.normalize("NFKC", typed).strip().strip(CURRENCY_SIGNS).strip()
    for unit in sorted(units, key=len, reverse=True):
        ending = unicodedata.normalize("NFKC", unit).strip().casefold()
        if ending and text.casefold().endswith(ending):
            text = text[: -len(ending)]
            break
    return parse_number(text)


def notice_about(question: Question, given: Any, units: Collection[str] = ()) -> str:
    """What to write instead of a number that cannot be read; "" for everything else."""
    if question.kind != QuestionKind.NUMERIC or not is_answered(given):
        return ""
    try:
        read_number(given, units)
    except NumberNotUnderstood as error:
        return str(error)
    return ""


def is_right(question: Question, given: Any, units: Collection[str] = ()) -> bool:
    """`given` as `tidy` gave it. Several right answers: all of them and no other."""
    if not is_answered(given):
        return False
    if question.kind == QuestionKind.NUMERIC:
        return _is_near(question.answer, given, units)
    return bool(given == question.answer)


def _is_near(answer: Mapping[str, str], given: str, units: Collection[str]) -> bool:
    try:
        number = read_number(given, units)
    except NumberNotUnderstood:
        return False
    return abs(number - Decimal(answer["value"])) <= Decimal(answer["tolerance"])


@dataclass(frozen=True)
class Score:
    """`marks`: {question key: is right}. `percent`: to two places. Passed by the exact share, not the rounded one."""

    marks: dict[str, bool]
    percent: Decimal
    is_passed: bool


def score_of(
    questions: Collection[Question], given: Mapping[str, Any], *, units: Mapping[str, Collection[str]], pass_mark: int
) -> Score:
    """`given`: {question key: the answer that counts}; `units`: {question key: every unit it may be typed with}."""
    marks = {
        question.key: is_right(question, given.get(question.key), units.get(question.key, ())) for question in questions
    }
    right, total = sum(marks.values()), len(marks)
    percent = (Decimal(100 * right) / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Score(marks, percent, is_passed=100 * right >= pass_mark * total)
