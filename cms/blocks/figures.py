"""Blocks that show sums. Learners' templates draw them from these numbers; nobody uploads a drawing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.enums import ChartKind, Operator
from cms.workshop import Json, Workshop

from . import samples
from .base import FigureBlock, LessonBlock

GROUP = _("Sums and figures")

NOTE_HELP = _("One sentence below it. May stay empty.")


def note() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Note"), required=False, max_length=300, help_text=NOTE_HELP)


def unit(**options: Any) -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Unit"),
        required=False,
        max_length=20,
        help_text=_("Such as yuan or days. May stay empty."),
        **options,
    )


class ColumnBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Heading"), max_length=60, help_text=_("Stands above the column."))
    is_number = blocks.BooleanBlock(
        label=_("Numbers"), required=False, help_text=_("Tick it for columns of numbers: they are set right.")
    )

    class Meta:
        label_format = "{label}"


class RowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(
        blocks.CharBlock(label=_("Cell"), required=False, max_length=120, help_text=_("May stay empty.")),
        label=_("Cells"),
        help_text=_("One for each column, from left to right."),
    )
    is_highlighted = blocks.BooleanBlock(
        label=_("Highlighted"), required=False, help_text=_("Tick it for the row that the lesson is about.")
    )


class TableBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("What the table shows."))
    columns = blocks.ListBlock(
        ColumnBlock(), label=_("Columns"), min_num=2, max_num=6, help_text=_("Two to six; four fit on a phone.")
    )
    rows = blocks.ListBlock(RowBlock(), label=_("Rows"), min_num=1, max_num=40, help_text=_("From top to bottom."))
    note = note()

    def problems(self, value: Any) -> dict[str, Any]:
        wanted = len(value["columns"])
        errors = {
            index: ValidationError(
                _("This row has %(given)d cells, and there are %(wanted)d columns.")
                % {"given": len(row["cells"]), "wanted": wanted}
            )
            for index, row in enumerate(value["rows"])
            if len(row["cells"]) != wanted
        }
        return {"rows": ListBlockValidationError(block_errors=_inside("cells", errors))} if errors else {}

    class Meta:
        icon = "table"
        label = _("Table")
        group = GROUP
        description = _("A ledger table: a heading for each column, numbers set right, one row highlighted.")
        preview_value = samples.TABLE


def _inside(field: str, errors: dict[int, ValidationError]) -> dict[int, ValidationError]:
    return {index: StructBlockValidationError({field: error}) for index, error in errors.items()}


class SideLineBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What"), max_length=80, help_text=_("What the figure is."))
    value = blocks.CharBlock(label=_("Figure"), max_length=60, help_text=_("With its unit, such as 1,640 yuan."))

    class Meta:
        label_format = "{label} {value}"


class SideBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=60, help_text=_("What this side stands for."))
    is_better = blocks.BooleanBlock(
        label=_("The better one"), required=False, help_text=_("Tick it on the side that wins, on one at most.")
    )
    lines = blocks.ListBlock(
        SideLineBlock(), label=_("Lines"), min_num=1, max_num=8, help_text=_("The same in both, so that they compare.")
    )
    result_label = blocks.CharBlock(label=_("What comes out"), max_length=80, help_text=_("Name of the last line."))
    result = blocks.CharBlock(label=_("Result"), max_length=60, help_text=_("With its unit. It is set large."))

    class Meta:
        label_format = "{name}"


class ComparisonBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("What is compared."))
    sides = blocks.ListBlock(
        SideBlock(), label=_("Sides"), min_num=2, max_num=3, help_text=_("Two, or three where it must be.")
    )
    note = note()

    def problems(self, value: Any) -> dict[str, Any]:
        if sum(side["is_better"] for side in value["sides"]) > 1:
            return {"": _("Only one side can be the better one.")}
        return {}

    class Meta:
        icon = "cms-scale"
        label = _("Comparison")
        group = GROUP
        description = _("Two ways side by side, each with its lines and what comes out.")
        preview_value = samples.COMPARISON


class SumLineBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What"), max_length=80, help_text=_("What the number is."))
    note = blocks.CharBlock(
        label=_("Where from"), required=False, max_length=120, help_text=_("Small, below it. May stay empty.")
    )
    operator = blocks.ChoiceBlock(
        label=_("Sign"),
        choices=[choice for choice in Operator.choices if choice[0]],
        required=False,
        help_text=_("What is done with the line above; none on the first line."),
    )
    value = FigureBlock(label=_("Number"), max_length=30, help_text=_("As it is written, such as 1,640 or −7.4."))
    unit = unit()

    class Meta:
        label_format = "{operator} {value} {label}"


class WorkedFigureBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("What it is a sum of: where, how long."))
    lines = blocks.ListBlock(
        SumLineBlock(), label=_("Lines"), min_num=1, max_num=10, help_text=_("One step of the sum each, from the top.")
    )
    result_label = blocks.CharBlock(label=_("What comes out"), max_length=80, help_text=_("Name of the result."))
    result_value = FigureBlock(label=_("Result"), max_length=30, help_text=_("Set large, over a double rule."))
    result_unit = unit()
    note = note()

    def problems(self, value: Any) -> dict[str, Any]:
        if value["lines"] and value["lines"][0]["operator"]:
            first = ValidationError(_("The sum begins here: the first line has no sign."))
            return {"lines": ListBlockValidationError(block_errors=_inside("operator", {0: first}))}
        return {}

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        compiled = super().compiled(value, workshop)
        return compiled | {"result": {name: compiled.pop(f"result_{name}") for name in ("label", "value", "unit")}}

    class Meta:
        icon = "cms-sigma"
        label = _("Worked figure")
        group = GROUP
        description = _("A sum, line by line, with its result: the figure that the lesson is about.")
        preview_value = samples.WORKED_FIGURE


class PointBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("Name"), required=False, max_length=60, help_text=_("Of the bar, step or part. Lines need none.")
    )
    x = blocks.DecimalBlock(label="x", required=False, help_text=_("Lines only: where it lies from left to right."))
    y = blocks.DecimalBlock(label="y", help_text=_("The number itself, without separators, such as 1640 or -7.4."))

    class Meta:
        label_format = "{label} {x} {y}"


class SeriesBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=60, help_text=_("What the numbers are."))
    points = blocks.ListBlock(PointBlock(), label=_("Points"), min_num=2, max_num=40, help_text=_("In their order."))

    class Meta:
        label_format = "{name}"


class ChartBlock(LessonBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=ChartKind.choices, default=ChartKind.BARS, help_text=_("Chooses how it is drawn.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("What it says, not what it is."))
    description = blocks.TextBlock(
        label=_("Description"),
        max_length=600,
        help_text=_("What someone who cannot see it must know, in numbers."),
    )
    x_label = blocks.CharBlock(
        label=_("Across"), required=False, max_length=60, help_text=_("What lies along the lower edge.")
    )
    y_label = blocks.CharBlock(
        label=_("Upwards"), required=False, max_length=60, help_text=_("What lies along the left edge.")
    )
    unit = unit()
    series = blocks.ListBlock(
        SeriesBlock(), label=_("Series"), min_num=1, max_num=3, help_text=_("One; up to three for lines.")
    )
    target = blocks.DecimalBlock(
        label=_("Mark"), required=False, help_text=_("A number to draw a line at. May stay empty.")
    )
    target_label = blocks.CharBlock(
        label=_("Name of the mark"), required=False, max_length=60, help_text=_("Stands beside that line.")
    )
    note = note()

    def problems(self, value: Any) -> dict[str, Any]:
        found = _series_problem(value["kind"], [list(series["points"]) for series in value["series"]])
        return {"series": ListBlockValidationError(non_block_errors=[found])} if found else {}

    class Meta:
        icon = "cms-chart-column"
        label = _("Chart")
        group = GROUP
        description = _("Bars, lines, steps to a total, or shares, drawn from the numbers, with a table behind.")
        preview_value = samples.CHART


def _series_problem(kind: str, series: list[list[Any]]) -> ValidationError | None:
    """What the kind asks of its points, as a sentence; None if all is well."""
    points = [point for one in series for point in one]
    if kind == ChartKind.LINES:
        return ValidationError(_("Lines need an x on every point.")) if any(p["x"] is None for p in points) else None
    if len(series) != 1:
        return ValidationError(_("This kind of chart shows one series."))
    if not all(point["label"] for point in points):
        return ValidationError(_("Every point needs a name."))
    if kind == ChartKind.SHARES and any(point["y"] < 0 for point in points):
        return ValidationError(_("Shares cannot be negative."))
    if kind == ChartKind.WATERFALL and not _adds_up([point["y"] for point in points]):
        return ValidationError(_("The last step is the total, and the steps before it come to something else."))
    return None


def _adds_up(steps: list[Decimal]) -> bool:
    """To within a thousandth: figures of lessons are rounded."""
    *parts, total = steps
    return abs(sum(parts, Decimal(0)) - total) <= max(abs(part) for part in steps) / 1000
