"""A report: one list of facts about each row, for the screen and for the files that are taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from dashboards.actions import record_export
from dashboards.enums import Report
from foundation.listings import SteadyPages
from foundation.spreadsheets import Spreadsheets, rows_of
from foundation.templatetags.ui import day


@dataclass(frozen=True)
class Fact:
    """`value(row)` is a date, a number or a text. `sort_key`: what the database sorts by."""

    name: str
    label: Any
    value: Callable[[Any], Any]
    sort_key: str | None = None


class FactColumn(Column):
    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        return day(value) if isinstance(value, dt.date) else value


class AdminReport(SteadyPages, Spreadsheets, ReportView):
    """Subclasses say whose rows and which facts. What leaves the house is written down before it does."""

    report: Report
    facts: list[Fact]
    any_permission_required = ["view"]
    search_backend_name = None
    paginate_by = 30

    def get_page_title(self) -> str:
        return str(self.report.label)

    @property
    def columns(self) -> list[Column]:
        return [
            FactColumn(fact.name, label=capfirst(fact.label), accessor=fact.value, sort_key=fact.sort_key)
            for fact in self.facts
        ]

    @property
    def list_export(self) -> list[str]:
        return [fact.name for fact in self.facts]

    def get_heading(self, queryset: Any, field: str) -> str:  # noqa: ARG002 - as Wagtail calls it
        return next(capfirst(str(fact.label)) for fact in self.facts if fact.name == field)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {fact.name: fact.value(item) for fact in self.facts}

    def get_filename(self) -> str:
        return f"{self.report.value}-{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}"

    def get_filtered_queryset(self) -> Any:
        """`get_queryset` has filtered already; Wagtail's would filter twice."""
        return self.get_queryset()

    def filter_queryset(self, queryset: Any) -> Any:
        """A filter that was not understood shows nothing, rather than everything."""
        is_understood = not self.filters or self.filters.is_valid()
        return super().filter_queryset(queryset) if is_understood else queryset.none()

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        return self.export(request.GET["export"])

    def export(self, file_format: str) -> Any:
        """Past the page with its table, which would read all rows at once."""
        rows = self.get_filtered_queryset()
        record_export(
            self.request.user,
            report=self.report,
            file_format=file_format,
            filters=self.chosen_filters(),
            rows=len(rows) if isinstance(rows, list) else rows.count(),
        )
        return self.as_spreadsheet(rows_of(rows), file_format)

    def chosen_filters(self) -> dict[str, str]:
        names = self.filters.form.fields if self.filters else ()
        given = self.request.GET
        return {name: given[name] for name in _with_ends(names) if given.get(name)}


def _with_ends(names: Iterable[str]) -> list[str]:
    """A period is asked for by two fields of the address."""
    return [f"{name}{end}" for name in names for end in ("", "_from", "_to", "_after", "_before", "_min", "_max")]
