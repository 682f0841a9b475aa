"""Sheets that people upload, XLSX or CSV, row by row: nothing in them is run, and a huge one takes hardly more memory:
of an XLSX only its different texts are held at once.

A cell is text, a number, a date, None, or a `Formula`, which is what stands in the cell and never what it comes to.
"""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from .spreadsheets import FORMULA_STARTS

type Row = list[Any]

BYTES_ALLOWED = 20 * 1024 * 1024
BYTES_UNPACKED = 400 * 1024 * 1024
FILES_INSIDE = 500
ROWS_ALLOWED = 50_000
COLUMNS_ALLOWED = 60
CHARACTERS_ALLOWED = 2_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
READ_AT_A_TIME = 1 << 20


class SheetNotUnderstood(Exception):
    """A sentence that says what to do instead."""


class Formula(str):
    """A cell that Excel would work out."""

    __slots__ = ()


def rows_of_sheet(file: IO[bytes]) -> Iterator[Row]:
    """Each row as [its number as Excel shows it, its first cell, …]. Raises SheetNotUnderstood."""
    file.seek(0, 2)
    if file.tell() > BYTES_ALLOWED:
        raise SheetNotUnderstood(
            _("The file is larger than %(megabytes)d MB. Split it, and take pictures out.")
            % {"megabytes": BYTES_ALLOWED >> 20}
        )
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if beginning == OLD_OFFICE:
        raise SheetNotUnderstood(
            _("This is an old .xls file, or one with a password. In Excel, save it as “Excel workbook (.xlsx)”.")
        )
    if not beginning:
        raise SheetNotUnderstood(_("The file is empty."))
    return _checked(_rows_of_xlsx(file) if beginning == b"PK\x03\x04" else _rows_of_csv(file))


def _checked(rows: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        if number > ROWS_ALLOWED:
            raise SheetNotUnderstood(
                _("The sheet has more than %(rows)d rows. Split it into several.") % {"rows": ROWS_ALLOWED}
            )
        yield [number, *row[:COLUMNS_ALLOWED]]


def _rows_of_xlsx(file: IO[bytes]) -> Iterator[Row]:
    _refuse_bombs(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        with closing(book):
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for cells in sheet.iter_rows():
                yield [_value_of(cell) for cell in cells]
    except SheetNotUnderstood:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError, OSError) as error:
        raise SheetNotUnderstood(
            _("The file cannot be read as a sheet. Open it in Excel or WPS and save it anew as .xlsx.")
        ) from error


def _value_of(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return Formula(value if isinstance(value, str) else "=")
    return value[:CHARACTERS_ALLOWED] if isinstance(value, str) else value


def _refuse_bombs(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            inside = archive.infolist()
    except zipfile.BadZipFile as error:
        raise SheetNotUnderstood(_("The file is damaged. Send it again.")) from error
    if len(inside) > FILES_INSIDE or sum(one.file_size for one in inside) > BYTES_UNPACKED:
        raise SheetNotUnderstood(_("The file unpacks to far too much. Copy the list alone into a new workbook."))
    file.seek(0)


def _rows_of_csv(file: IO[bytes]) -> Iterator[Row]:
    encoding = _encoding_of(file)
    if encoding != "utf-16" and b"\x00" in file.read(READ_AT_A_TIME):
        raise SheetNotUnderstood(_("This is neither XLSX nor CSV. Save the list as one of these."))
    file.seek(0)
    text = codecs.getreader(encoding)(file)
    try:
        first = text.readline(20_000)
        delimiter = max(",;\t", key=first.count)
        text.seek(0)
        for row in csv.reader(_without_nulls(text), delimiter=delimiter):
            yield [_text_of(cell) for cell in row]
    except csv.Error as error:
        raise SheetNotUnderstood(_("The file cannot be read as CSV. Save it anew as .xlsx.")) from error


def _without_nulls(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\x00", "").removeprefix("\ufeff") for line in lines)


def _text_of(cell: str) -> str | None:
    """In CSV an apostrophe or an equals sign with quotes is how text is kept from being a formula or a number."""
    if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS):
        return cell[1 : CHARACTERS_ALLOWED + 1]
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    if cell[:1] == "=":
        return Formula(cell)
    return cell[:CHARACTERS_ALLOWED] or None


def _encoding_of(file: IO[bytes]) -> str:
    """UTF-8 or UTF-16 with its mark, else UTF-8 if every byte fits, else GB 18030, which holds GBK."""
    beginning = file.read(2)
    if beginning in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        file.seek(0)
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while piece := file.read(READ_AT_A_TIME):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        file.seek(0)
        return encoding
    raise SheetNotUnderstood(
        _("The characters of the file are in a code that is not known here. Save it as CSV in UTF-8, or as .xlsx.")
    )
