"""CSV and XLSX out of listings: no cell is a formula, dates are ISO, and any number of rows takes the same memory.

Wagtail's export reads all rows first, writes moments in UTC without saying so, lets CSV cells begin a formula, and
translates its headings after the request's language is gone. Here all four are mended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.functional import Promise
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

BYTE_ORDER_MARK = "\ufeff".encode()  # without it Excel takes UTF-8 for something else
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
ROWS_AT_A_TIME = 500


def harmless(text: str) -> str:
    """As text for a spreadsheet: an apostrophe keeps what looks like a formula from being one."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_cell(value: Any) -> str:
    """Dates and moments in ISO, moments with their offset."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else harmless(str(value))


def xlsx_cell(value: Any) -> Any:
    """Dates and numbers as such, so that they can be sorted and summed; moments by the clock of the site."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, (dt.date, int, float, Decimal)):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))  # Wagtail marks text as text, whatever it begins with


class Spreadsheets(SpreadsheetExportMixin):  # mixed into listing views
    """`as_spreadsheet` takes any iterable of rows; headings and values are in the language that is active now."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:  # noqa: ARG002 - Wagtail's
        return csv_cell(value) if export_format == self.FORMAT_CSV else xlsx_cell(value)

    def generate_xlsx_row(self, worksheet: Any, row_dict: Any, date_format: str | None = None) -> Any:  # noqa: ARG002
        return super().generate_xlsx_row(worksheet, row_dict, date_format="yyyy-mm-dd hh:mm")

    def stream_csv(self, queryset: Iterable[Any]) -> Iterator[bytes]:
        return self._stream(queryset, translation.get_language())

    def _stream(self, rows: Iterable[Any], language: str | None) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        lines = super().stream_csv(rows)
        with translation.override(language):
            yield from lines


def rows_of(queryset: Any) -> Iterator[Any]:
    """In batches, with what the queryset fetches beforehand."""
    return queryset.iterator(chunk_size=ROWS_AT_A_TIME) if hasattr(queryset, "iterator") else iter(queryset)


def mend_wagtails_exports() -> None:
    """Wagtail's own reports cannot be replaced one by one, and names that people chose stand in them, too."""
    write_row = SpreadsheetExportMixin.write_csv_row

    def write_harmless_row(view: Any, writer: Any, row_dict: dict[str, Any]) -> Any:
        return write_row(view, _Harmless(writer), row_dict)

    SpreadsheetExportMixin.write_csv_row = write_harmless_row


class _Harmless:
    """A writer of CSV whose cells are text."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def writerow(self, row: dict[str, Any]) -> Any:
        return self._writer.writerow({name: _once_harmless(value) for name, value in row.items()})


def _once_harmless(value: Any) -> Any:
    return harmless(str(value)) if isinstance(value, (str, Promise)) else value
