"""The list as it came, with a column of what is wrong beside each row that was refused."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill

from foundation.spreadsheets import xlsx_cell
from people.models import SheetImport, SheetRow

from .columns import HEADING_WITHIN, PROBLEM, columns_in, plain
from .staging import staged_rows

MARKED = PatternFill("solid", fgColor="FFE5E0")


def write_result(sheet: SheetImport) -> None:
    """XLSX, whatever came. Written to the disk row by row."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    with sheet.staged.open("rb") as file:
        for row in _rows_with_problems(sheet, staged_rows(file)):
            page.append([_cell(page, value, is_marked=place == len(row) - 1) for place, value in enumerate(row)])
    with tempfile.TemporaryFile() as written:
        book.save(written)
        written.seek(0)
        stem = PurePath(sheet.file.name or "list").stem
        sheet.result.save(f"{stem}-{sheet.state.lower()}.xlsx", File(written), save=False)


def _rows_with_problems(sheet: SheetImport, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    wrong = SheetRow.objects.filter(sheet=sheet).exclude(problem="").order_by("number")
    problems = wrong.values_list("number", "problem").iterator(chunk_size=1000)
    number, problem = next(problems, (0, ""))
    place = 0
    for at, *cells in rows:
        if not place and at <= HEADING_WITHIN and columns_in(sheet.kind, cells):
            place = _place_of_problems(cells)
            yield [*_padded(cells, place), str(PROBLEM)]
            continue
        is_wrong = at == number
        yield [*_padded(cells, place), problem if is_wrong else None] if place else cells
        if is_wrong:
            number, problem = next(problems, (0, ""))


def _place_of_problems(headings: list[Any]) -> int:
    """Where the column of an earlier round stands, so that it does not grow by one each time; else behind the last."""
    known = [
        place for place, name in enumerate(headings) if name is not None and plain(name) in ("problem", "错误说明")
    ]
    return known[0] if known else len(headings)


def _padded(cells: list[Any], place: int) -> list[Any]:
    return [*cells[:place], *[None] * (place - len(cells))]


def _cell(page: Any, value: Any, *, is_marked: bool) -> Any:
    """Text stays text, whatever it begins with."""
    cell = WriteOnlyCell(page, value=xlsx_cell(value))
    if isinstance(value, str):
        cell.data_type = "s"
        if is_marked and value:
            cell.fill = MARKED
    return cell
