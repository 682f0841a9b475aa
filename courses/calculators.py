"""A calculator block with a person's own numbers in it, worked out as the browser works it out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from foundation.formulas import CannotBeWorkedOut, evaluate
from foundation.numbers import NumberNotUnderstood, parse_number

NOTHING = "—"


@dataclass(frozen=True)
class Field:
    """`text` as it was typed, or the default; `error` is a sentence, or ""."""

    name: str
    label: str
    unit: str
    text: str
    error: str


@dataclass(frozen=True)
class Output:
    name: str
    label: str
    unit: str
    text: str
    is_main: bool


@dataclass(frozen=True)
class Calculation:
    """`is_impossible`: every field was read, and still there is no result. `recipe` is for the browser: the outputs as
    [{"name", "tree", "decimals"}…] in JSON."""

    fields: tuple[Field, ...]
    outputs: tuple[Output, ...]
    is_impossible: bool
    recipe: str


def calculate(value: Mapping[str, Any], typed: Mapping[str, str]) -> Calculation:
    """A calculator block's value, with what was typed by field name; fields not in `typed` keep their default."""
    values: dict[str, Decimal] = {}
    fields = tuple(_field(field, typed, values) for field in value["fields"])
    is_read = len(values) == len(fields)
    outputs = tuple(_output(output, values) for output in value["outputs"])
    recipe = [{name: output[name] for name in ("name", "tree", "decimals")} for output in value["outputs"]]
    return Calculation(
        fields,
        outputs,
        is_impossible=is_read and any(output.text == NOTHING for output in outputs),
        recipe=json.dumps(recipe, ensure_ascii=False, separators=(",", ":")),
    )


def _field(field: Mapping[str, Any], typed: Mapping[str, str], values: dict[str, Decimal]) -> Field:
    """Adds the number to `values` if it can be read."""
    text = str(typed.get(field["name"], _plain(field.get("default"))))
    error = ""
    try:
        values[field["name"]] = parse_number(text)
    except NumberNotUnderstood as problem:
        error = str(problem)
    return Field(field["name"], field.get("label", ""), field.get("unit", ""), text, error)


def _plain(number: Any) -> str:
    """`310800`, `0.06`: no separators and no needless zeros, for typing over."""
    if number in (None, ""):
        return ""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _output(output: Mapping[str, Any], values: dict[str, Decimal]) -> Output:
    """Adds the result to `values`, for outputs below."""
    text = NOTHING
    try:
        values[output["name"]] = evaluate(output["tree"], values)
        text = written(values[output["name"]], int(output["decimals"]))
    except CannotBeWorkedOut:
        pass
    return Output(output["name"], output["label"], output.get("unit", ""), text, bool(output["is_main"]))


def written(number: Decimal, decimals: int) -> str:
    """`1,640.50`, with a true minus; halves away from zero."""
    try:
        rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation as error:
        raise CannotBeWorkedOut from error
    return f"{rounded or abs(rounded):,.{decimals}f}".replace("-", "−")
