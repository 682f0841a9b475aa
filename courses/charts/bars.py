"""Horizontal bars, steps and shares: one row a point, so that names and numbers have room on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .scales import Scale, decimal_of, decimals_of, written
from .shapes import LINE_HEIGHT, WIDTH, Box, Drawing, Label, Line, px, text_width, wrapped

BAR = 14.0
ROW = 30.0
WIDEST_NAME = 112.0
SHADES = ("heat-4", "heat-3", "heat-2", "heat-1", "heat-0")


@dataclass(frozen=True)
class Row:
    """Where one bar lies: `y` is its upper edge, `names` stand beside or above it."""

    y: float
    names: tuple[Label, ...]
    bottom: float


def _points(value: Mapping[str, Any]) -> tuple[list[str], list[Decimal]]:
    points = value["series"][0]["points"]
    return [str(point.get("label", "")) for point in points], [decimal_of(point["y"]) for point in points]


def _rows(names: Sequence[str]) -> tuple[float, list[Row]]:
    """Where the bars begin, and a row for each name: beside its bar when all names are short, else above it."""
    widest = max((text_width(name) for name in names), default=0)
    if widest <= WIDEST_NAME:
        rows = [
            Row(index * ROW + 8, (Label(0, px(index * ROW + 19), name, css="strong"),), (index + 1) * ROW)
            for index, name in enumerate(names)
        ]
        return px(widest + 12), rows
    return 0, list(_stacked(names))


def _stacked(names: Sequence[str]) -> Iterator[Row]:
    y = 0.0
    for name in names:
        lines = wrapped(name, WIDTH)
        labels = tuple(Label(0, px(y + 12 + LINE_HEIGHT * line), text, css="strong") for line, text in enumerate(lines))
        bar = y + LINE_HEIGHT * len(lines) + 2
        y = bar + BAR + 14
        yield Row(px(bar), labels, px(y))


def _values_right(rows: Sequence[Row], texts: Sequence[str]) -> list[Label]:
    return [Label(WIDTH, px(row.y + 11), text, "end") for row, text in zip(rows, texts, strict=True)]


def _axis_names(value: Mapping[str, Any], y: float, target_x: float | None) -> tuple[list[Label], float]:
    """The target's name under its line, then the name of the axis; how low they reach."""
    labels = []
    name = str(value.get("target_label") or "")
    if target_x is not None and name:
        half = text_width(name) / 2
        y += LINE_HEIGHT
        labels.append(Label(px(min(max(target_x, half), WIDTH - half)), px(y - 2), name, "middle", "strong"))
    if value.get("x_label"):
        y += LINE_HEIGHT + 2
        labels.append(Label(WIDTH, px(y - 3), str(value["x_label"]), "end"))
    return labels, y


def draw_bars(value: Mapping[str, Any], language: str) -> Drawing:  # noqa: ARG001 - all kinds are drawn alike
    names, numbers = _points(value)
    target = decimal_of(value["target"]) if value.get("target") not in (None, "") else None
    texts = [written(number, decimals_of(numbers), value.get("unit", "")) for number in numbers]
    left, rows = _rows(names)
    right = px(WIDTH - max(map(text_width, texts), default=0) - 10)
    reach = [Decimal(0), *numbers, *([target] if target is not None else [])]
    scale = Scale(float(min(reach)), float(max(reach)), left, right)

    boxes, lines = [], []
    for row, number in zip(rows, numbers, strict=True):
        start, end = sorted((scale(0), scale(number)))
        boxes += [
            Box(left, row.y, px(right - left), BAR, "bar-rest", 3),
            Box(start, row.y, px(end - start), BAR, "bar-main", 3),
        ]
    bottom = rows[-1].bottom if rows else 0
    if min(reach) < 0:
        lines.append(Line(scale(0), 2, scale(0), bottom - 4, "axis"))
    target_x = scale(target) if target is not None else None
    if target_x is not None:
        lines.append(Line(target_x, 2, target_x, bottom - 4, "target"))
    below, height = _axis_names(value, bottom, target_x)
    labels = [label for row in rows for label in row.names] + _values_right(rows, texts) + below
    return Drawing(height, boxes=tuple(boxes), lines=tuple(lines), labels=tuple(labels))


def draw_waterfall(value: Mapping[str, Any], language: str) -> Drawing:  # noqa: ARG001 - all kinds are drawn alike
    """Each step begins where the one above ended; the last bar is the total, from nothing."""
    names, numbers = _points(value)
    spans = _steps(numbers)
    unit, decimals = value.get("unit", ""), decimals_of(numbers)
    texts = [
        written(number, decimals, unit, is_signed=0 < index < len(numbers) - 1) for index, number in enumerate(numbers)
    ]
    left, rows = _rows(names)
    right = px(WIDTH - max(map(text_width, texts), default=0) - 10)
    ends = [Decimal(0), *(end for span in spans for end in span)]
    scale = Scale(float(min(ends)), float(max(ends)), left, right)

    boxes, lines = [], [Line(scale(0), 2, scale(0), px((rows[-1].bottom if rows else 0) - 4), "axis")]
    for index, (row, (start, end)) in enumerate(zip(rows, spans, strict=True)):
        x1, x2 = sorted((scale(start), scale(end)))
        is_total = index == len(spans) - 1
        css = "bar-total" if is_total else "bar-down" if end < start else "bar-main"
        boxes += [
            Box(left, row.y, px(right - left), BAR, "bar-rest", 3),
            Box(x1, row.y, px(max(x2 - x1, 1)), BAR, css, 2),
        ]
        if not is_total:
            lines.append(Line(scale(end), px(row.y + BAR), scale(end), rows[index + 1].y, "step"))
    labels = [label for row in rows for label in row.names] + _values_right(rows, texts)
    return Drawing(rows[-1].bottom if rows else 0, boxes=tuple(boxes), lines=tuple(lines), labels=tuple(labels))


def _steps(numbers: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    spans, at = [], Decimal(0)
    for number in numbers[:-1]:
        spans.append((at, at + number))
        at += number
    return spans + [(Decimal(0), total) for total in numbers[-1:]]


def draw_shares(value: Mapping[str, Any], language: str) -> Drawing:  # noqa: ARG001 - all kinds are drawn alike
    """One bar cut into its parts; below, each part's name, number and per cent."""
    names, numbers = _points(value)
    total = sum(numbers) or Decimal(1)
    shares = [written(number * 100 / total, 0, "%") for number in numbers]
    scale = Scale(0, float(total), 0, WIDTH)
    boxes: list[Box] = []
    labels: list[Label] = []
    at, y = Decimal(0), 52.0
    texts = [
        f"{written(number, decimals_of(numbers), value.get('unit', ''))} · {share}"
        for number, share in zip(numbers, shares, strict=True)
    ]
    room = WIDTH - 22 - max(map(text_width, texts), default=0) - 12
    for index, (name, number) in enumerate(zip(names, numbers, strict=True)):
        css = SHADES[index % len(SHADES)]
        start, width = scale(at), scale(at + number) - scale(at)
        boxes.append(Box(px(start + (1 if at else 0)), 0, px(max(width - 2, 1)), 36, f"{css} share", 3))
        if width > text_width(shares[index]) + 12:
            on = "on-dark" if css == "heat-4" else "on-light"
            labels.append(Label(px(start + width / 2), 22.5, shares[index], "middle", f"strong {on}"))
        boxes.append(Box(0, px(y), 12, 12, f"{css} share", 3))
        lines = wrapped(name, room)
        labels += [Label(22, px(y + 10.5 + LINE_HEIGHT * line), text, css="strong") for line, text in enumerate(lines)]
        labels.append(Label(WIDTH, px(y + 10.5), texts[index], "end"))
        at += number
        y += LINE_HEIGHT * max(len(lines), 1) + 12
    return Drawing(px(y - 8), boxes=tuple(boxes), labels=tuple(labels))
