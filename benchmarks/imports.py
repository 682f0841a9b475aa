"""A whole import of a list of people, against only reading its sheet."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.core.files.base import File
from openpyxl import Workbook

from foundation import outbox
from foundation.models import OutboxMessage
from foundation.reading_sheets import rows_of_sheet
from people.actions.importing.running import import_sheet, upload_sheet
from people.actions.importing.staging import stage
from people.enums import SheetKind, SheetState
from people.models import Organisation, Person

from .measuring import Reading

ROWS = 30_000
HEADINGS = ["经销商代码", "姓名", "手机号", "工号", "岗位", "首日"]


def import_vs_parse(*, is_tiny: bool = False) -> Reading:
    """CPU of reading the sheet and importing all of it, in all its jobs together, ÷ CPU of only reading its cells.
    Everybody in the list is new. The check that comes before, without a change, is told among the parts."""
    count = 20 if is_tiny else ROWS
    OutboxMessage.objects.all().delete()  # what the demo left to mail and to print is none of the import's work
    with TemporaryDirectory() as folder:
        path = Path(folder, "list.xlsx")
        path.write_bytes(_sheet(count))
        parse = median(_cpu_of(lambda: _parse(path)) for _time in range(1 if is_tiny else 3))
        admin = Person.objects.filter(is_superuser=True).first() or Person.objects.create_superuser("bench@example.com")
        with path.open("rb") as file:
            sheet = upload_sheet(SheetKind.PEOPLE, file=File(file, name="list.xlsx"), by=admin)
        staging = _cpu_of(lambda: stage(sheet))
        check = _cpu_of(_work)
        sheet.refresh_from_db()
        import_sheet(sheet, by=admin)
        whole = staging + _cpu_of(_work)
    sheet.refresh_from_db()
    if (sheet.state, sheet.added) != (SheetState.IMPORTED, count):
        raise RuntimeError(f"{sheet.state}: {sheet.added} of {count} added, {sheet.refused} refused. {sheet.sentence}")
    parts = {"parse": 1000 * parse, "import": 1000 * whole, "check": 1000 * check, "rows": count}
    return Reading(whole / parse, parts)


def _sheet(count: int) -> bytes:
    codes = list(Organisation.objects.filter(kind="DEALER").order_by("code").values_list("code", flat=True))
    codes = codes or [Organisation.objects.create(code="BENCH", name="样本家电").code]
    book = Workbook()
    page = book.active
    page.append(HEADINGS)
    for number in range(count):
        code = codes[number % len(codes)]
        page.append([code, f"王小明{number}", f"188{number:08d}", f"S{number}", "导购", "2026-03-01"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _parse(path: Path) -> None:
    with path.open("rb") as file:
        for _row in rows_of_sheet(file):
            pass


def _work() -> None:
    while outbox.deliver_due():
        pass


def _cpu_of(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
