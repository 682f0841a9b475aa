"""A list's cells as lines of JSON: the sheet itself is read once, and where a worker stopped is found in no time."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.base import File

from foundation.reading_sheets import Formula, Row, rows_of_sheet
from people.models import SheetImport

from .columns import HEADING_WITHIN

FORMULA, DAY = "formula", "day"


def stage(sheet: SheetImport) -> None:
    """Read the sheet and keep its rows, unless it was forgotten meanwhile. Raises SheetNotUnderstood."""
    with tempfile.TemporaryFile() as written, sheet.file.open("rb") as file:
        for row in rows_of_sheet(file):
            cells = [{FORMULA: cell} if isinstance(cell, Formula) else cell for cell in row]
            written.write(json.dumps(cells, default=_plain, ensure_ascii=False).encode() + b"\n")
        written.seek(0)
        sheet.staged.save(f"{sheet.uuid}.jsonl", File(written), save=False)
    if not SheetImport.objects.filter(pk=sheet.pk).update(staged=sheet.staged.name):
        sheet.staged.delete(save=False)


def staged_rows(file: IO[bytes], *, after: int = 0) -> Iterator[Row]:
    """All rows; with `after` those beyond that number, and before them those among which headings stand."""
    for number, line in enumerate(file, start=1):
        if number <= HEADING_WITHIN or number > after:
            yield READ(line.decode())


def _plain(value: Any) -> Any:
    if isinstance(value, (dt.datetime, dt.date)):
        return {DAY: value.isoformat()}
    return str(value)


def _as_it_was(value: dict[str, str]) -> Any:
    return Formula(value[FORMULA]) if FORMULA in value else dt.datetime.fromisoformat(value[DAY])


READ = json.JSONDecoder(object_hook=_as_it_was).decode
