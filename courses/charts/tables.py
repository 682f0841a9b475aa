"""The table behind a chart: everything it shows, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .scales import decimal_of, decimals_of, written


@dataclass(frozen=True)
class Table:
    """`head` and each row begin with what is measured; the rest are numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_of(value: Mapping[str, Any]) -> Table:
    return _lines_table(value) if value["kind"] == "LINES" else _points_table(value)


def _named(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit and unit not in name else name or unit


def _points_table(value: Mapping[str, Any]) -> Table:
    series = value["series"][0]
    numbers = [decimal_of(point["y"]) for point in series["points"]]
    decimals = decimals_of(numbers)
    head: tuple[str, ...] = (value.get("y_label") or _("What"), _named(series.get("name", ""), value.get("unit", "")))
    rows: list[tuple[str, ...]] = [
        (point["label"], written(number, decimals)) for point, number in zip(series["points"], numbers, strict=True)
    ]
    if value["kind"] == "WATERFALL":
        head = (value.get("x_label") or _("Step"), head[1])
    if value["kind"] == "SHARES":
        total = sum(numbers) or Decimal(1)
        head = (value.get("x_label") or _("Part"), head[1], _("Share"))
        rows = [(*row, written(number * 100 / total, 0, "%")) for row, number in zip(rows, numbers, strict=True)]
    return Table(head, tuple(rows))


def _lines_table(value: Mapping[str, Any]) -> Table:
    """One row for each place on the x axis, in order; a series without a point there stays empty."""
    unit = value.get("unit", "")
    places: dict[Decimal, tuple[str, dict[int, str]]] = {}
    for index, series in enumerate(value["series"]):
        decimals = decimals_of(decimal_of(point["y"]) for point in series["points"])
        for position, point in enumerate(series["points"]):
            place = decimal_of(point["x"]) if point.get("x") not in (None, "") else Decimal(position)
            _label, cells = places.setdefault(place, (point.get("label") or written(place, decimals_of([place])), {}))
            cells[index] = written(decimal_of(point["y"]), decimals)
    head = (value.get("x_label", ""), *(_named(series.get("name", ""), unit) for series in value["series"]))
    rows = tuple(
        (label, *(cells.get(index, "") for index in range(len(value["series"]))))
        for _place, (label, cells) in sorted(places.items())
    )
    return Table(head, rows)
