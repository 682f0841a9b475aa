import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from foundation.spreadsheets import BYTE_ORDER_MARK, Spreadsheets, csv_cell, harmless, rows_of, xlsx_cell

MOMENT = dt.datetime(2026, 11, 21, 17, 30, 5, 99, tzinfo=dt.UTC)  # the next day in Shanghai


class Listing(Spreadsheets):
    """A sheet with two columns."""

    list_export = ["name", "at"]

    def get_heading(self, queryset, field):
        return str(gettext_lazy("Name")) if field == "name" else field

    def to_row_dict(self, item):
        return dict(zip(self.list_export, item, strict=True))


def csv_of(rows):
    return b"".join(Listing().stream_csv(rows)).decode("utf-8-sig")


def sheet_of(rows):
    file = BytesIO()
    Listing().write_xlsx(rows, file)
    return openpyxl.load_workbook(file).active


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_cell_that_would_be_a_formula_begins_with_an_apostrophe(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["王小明", "a=b", "", "'x", " x"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_control_characters_that_no_spreadsheet_takes_are_left_out():
    assert harmless("王\x0b小\x00明") == "王小明"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (dt.date(2026, 11, 21), "2026-11-21"),
        (MOMENT, "2026-11-22T01:30:05+08:00"),
        (Decimal("92.50"), "92.50"),
        (7, "7"),
        (gettext_lazy("=x"), "'=x"),
        (-5, "'-5"),
    ],
)
def test_csv_cell(value, cell):
    assert csv_cell(value) == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 21)),
        (MOMENT, dt.datetime(2026, 11, 22, 1, 30, 5)),  # noqa: DTZ001 - Excel knows no zones
        (Decimal("92.5"), Decimal("92.5")),
        ("王\x0b", "王"),
    ],
)
def test_xlsx_cell(value, cell):
    assert xlsx_cell(value) == cell


def test_csv_begins_with_the_mark_that_excel_wants():
    assert next(iter(Listing().stream_csv([]))) == BYTE_ORDER_MARK


def test_csv_is_in_the_language_in_which_it_was_asked_for_though_it_is_written_later():
    with translation.override("zh-hans"):
        chunks = Listing().stream_csv([])

    with translation.override("en"):
        assert b"".join(chunks).decode("utf-8-sig").startswith("名称,at")
        assert translation.get_language() == "en"


def test_csv_holds_each_row():
    assert csv_of([("=1+1", MOMENT), ("王，明", None)]).splitlines()[1:] == [
        "'=1+1,2026-11-22T01:30:05+08:00",
        "王，明,",
    ]


def test_csv_is_written_row_by_row():
    taken = []

    def rows():
        for number in range(3):
            taken.append(number)
            yield (str(number), None)

    chunks = Listing().stream_csv(rows())
    for _chunk in range(3):  # mark, headings, first row
        next(chunks)

    assert taken == [0]


def test_xlsx_holds_text_as_text_and_dates_as_dates():
    sheet = sheet_of([("=1+1", MOMENT)])

    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B2"].value, sheet["B2"].is_date) == (dt.datetime(2026, 11, 22, 1, 30, 5), True)  # noqa: DTZ001
    assert sheet["B2"].number_format == "yyyy-mm-dd hh:mm"


def test_rows_of_a_list_are_taken_as_they_are():
    assert list(rows_of([1, 2])) == [1, 2]
