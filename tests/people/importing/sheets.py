"""Sheets made by code, and an import from the upload to its end."""

import csv
import io

from django.core.files.base import ContentFile
from openpyxl import Workbook, load_workbook

from foundation import outbox
from people.actions.importing.running import import_sheet, upload_sheet
from people.enums import SheetKind
from tests.factories.people import SuperuserFactory

HEADINGS = ["经销商代码", "姓名", "手机号", "岗位"]


def xlsx(*rows, headings=HEADINGS):
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def text_csv(*rows, headings=HEADINGS, encoding="utf-8", delimiter=","):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerows([headings, *rows])
    return written.getvalue().encode(encoding)


def uploaded(content, kind=SheetKind.PEOPLE, by=None, name="名单.xlsx"):
    """Checked."""
    sheet = upload_sheet(kind, file=ContentFile(content, name=name), by=by or SuperuserFactory(language="en"))
    run()
    sheet.refresh_from_db()
    return sheet


def imported(content, kind=SheetKind.PEOPLE, by=None, name="名单.xlsx"):
    sheet = uploaded(content, kind, by, name)
    import_sheet(sheet, by=sheet.by)
    run()
    sheet.refresh_from_db()
    return sheet


def run():
    while outbox.deliver_due():
        pass


def counts(sheet):
    return sheet.added, sheet.changed, sheet.same, sheet.refused


def problems(sheet):
    return dict(sheet.rows.exclude(problem="").values_list("number", "problem"))


def given_back(sheet):
    with sheet.result.open("rb") as file:
        return [list(row) for row in load_workbook(file).active.iter_rows(values_only=True)]
