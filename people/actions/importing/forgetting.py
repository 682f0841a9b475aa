"""Lists hold the numbers of many people, so they are kept no longer than somebody may still ask about them."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator

from django.utils import timezone

from foundation.files import KeptFile, name_of_storage
from foundation.forgetting import forget_files
from foundation.reading_sheets import Row, SheetNotUnderstood, rows_of_sheet
from people.enums import SheetState
from people.models import Person, SheetImport

from .staging import staged_rows

KEPT_FOR = dt.timedelta(days=30)
NOT_ALL_NOTED = (SheetState.CHECKING, SheetState.IMPORTING, SheetState.FAILED)
LAST_DIGITS = 10  # of a phone number, however its beginning is written


def forget_old_sheets() -> int:
    """Their files, their rows and they themselves. What they changed stays, and its audit lines."""
    old = SheetImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    count = 0
    for sheet in old.iterator(chunk_size=50):
        for file in (sheet.file, sheet.staged, sheet.result):
            if file:
                file.delete(save=False)
        sheet.delete()
        count += 1
    return count


def forget_lists_not_read(person: Person) -> None:
    """Where the rows that were noted do not tell who stands in a list, its cells are searched. One that names the
    person, or that cannot be searched, goes as a whole, also while it is imported: it can be uploaded again."""
    for sheet in SheetImport.objects.filter(state__in=NOT_ALL_NOTED).order_by("pk"):
        if _may_name(sheet, person):
            kept = [file for file in (sheet.file, sheet.staged, sheet.result) if file]
            files = [KeptFile(name_of_storage(file.storage), str(file.name)) for file in kept]
            forget_files(files, cause=f"sheet:{sheet.uuid}")
            sheet.delete()


def _may_name(sheet: SheetImport, person: Person) -> bool:
    called = {name.casefold() for name in (person.full_name, person.latin_name, person.email) if name}
    number = (person.phone or "")[-LAST_DIGITS:]
    try:
        return any(_is_in(text, called, number) for text in _texts_of(sheet))
    except (SheetNotUnderstood, OSError, ValueError):
        return True


def _texts_of(sheet: SheetImport) -> Iterator[str]:
    with (sheet.staged or sheet.file).open("rb") as file:
        for row in staged_rows(file) if sheet.staged else rows_of_sheet(file):
            yield _text_of(row)


def _text_of(row: Row) -> str:
    cells = " ".join(str(cell) for cell in row[1:] if cell is not None)
    return unicodedata.normalize("NFKC", cells).casefold()


def _is_in(text: str, called: set[str], number: str) -> bool:
    digits = "".join(char for char in text if char.isdecimal())
    return any(name in text for name in called) or bool(number and number in digits)
