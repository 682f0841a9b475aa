"""Forty sheets as they come: each says the same of one person, or is refused with a sentence."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from foundation import reading_sheets
from people.enums import SheetState
from people.models import Membership, Person
from tests.factories.people import DealerFactory
from tests.people.importing.sheets import HEADINGS, imported, text_csv, uploaded, xlsx

pytestmark = pytest.mark.django_db
ROW = ["D1", "王小明", "13900000001", "导购"]


def book(change):
    made = Workbook()
    made.active.append(HEADINGS)
    made.active.append(ROW)
    change(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def hidden_columns(made):
    made.active.column_dimensions["B"].hidden = True


def second_page(made):
    made.create_sheet("说明").append(["不要读我"])


def phone_as_number(made):
    made.active["C2"] = 13900000001


def title_above(made):
    made.active.insert_rows(1, 2)
    made.active["A1"] = "2026 年人员名单"


def merged_title(made):
    made.active.insert_rows(1)
    made.active["A1"] = "名单"
    made.active.merge_cells("A1:D1")


def styled_far_below(made):
    made.active["A900"].number_format = "@"
    made.active["A900"] = "  "


def extra_columns(made):
    made.active["E1"], made.active["E2"] = "备注", "老员工"


def dates(made):
    made.active["E1"], made.active["E2"] = "入职日期", dt.datetime.fromisoformat("2026-03-01T00:00")


READ = {
    "plain": xlsx(ROW),
    "english headings": xlsx(ROW, headings=["Dealer code", "Full name", "Phone", "Position"]),
    "capitals and blanks in headings": xlsx(ROW, headings=["DEALER  CODE", " full name*", "phone:", "Position"]),
    "other words": xlsx(ROW, headings=["客户编码", "员工姓名", "联系电话", "职务"]),
    "full-width headings": xlsx(ROW, headings=["经销商代码＊", "姓名", "手机", "岗位"]),
    "other order": xlsx(ROW[::-1], headings=HEADINGS[::-1]),
    "english position": xlsx([*ROW[:3], "Shop guide"]),
    "phone as number": book(phone_as_number),
    "phone in full width": xlsx(["D1", "王小明", "１３９０００００００１", "导购"]),
    "phone with country code": xlsx(["D1", "王小明", "+86 139-0000-0001", "导购"]),
    "phone with leading zero": xlsx(["D1", "王小明", "013900000001", "导购"]),
    "phone with apostrophe": xlsx(["D1", "王小明", "'13900000001", "导购"]),
    "phone whole in scientific": xlsx(["D1", "王小明", "1.3900000001E+10", "导购"]),
    "blanks around": xlsx([" D1 ", " 王小明\u3000", " 13900000001 ", " 导购 "]),
    "invisible characters": xlsx(["D1\u200b", "\ufeff王小明", "\u202a13900000001\u202c", "导购"]),
    "line breaks in cells": xlsx(["D1\n", "王小明\r\n", "13900000001\n", "导购"]),
    "code in full width": xlsx(["Ｄ１", *ROW[1:]]),
    "empty rows between": xlsx([], ROW, [None] * 4, ["", " "]),
    "same row length longer": xlsx([*ROW, None, None, ""]),
    "title above": book(title_above),
    "merged title": book(merged_title),
    "second page": book(second_page),
    "hidden column": book(hidden_columns),
    "blanks far below": book(styled_far_below),
    "columns nobody knows": book(extra_columns),
    "real dates": book(dates),
    "csv": text_csv(ROW),
    "csv with mark": text_csv(ROW, encoding="utf-8-sig"),
    "csv in gbk": text_csv(ROW, encoding="gbk"),
    "csv in gb18030": text_csv(ROW, ["", "", "", "㐀"], encoding="gb18030"),
    "csv with tabs in utf-16": text_csv(ROW, encoding="utf-16", delimiter="\t"),
    "csv with semicolons": text_csv(ROW, delimiter=";"),
    "csv with text marked": text_csv(["D1", "王小明", '="13900000001"', "导购"]),
    "csv of old macs": text_csv(ROW).replace(b"\r\n", b"\r"),
    "csv without a last line end": text_csv(ROW).rstrip(),
}


@pytest.mark.parametrize("name", READ)
def test_ugly_sheet_says_the_same(name):
    dealer = DealerFactory(code="D1")

    sheet = imported(READ[name], name="名单.csv" if "csv" in name else "名单.xlsx")

    assert sheet.state == SheetState.IMPORTED, sheet.sentence
    person = Person.objects.get(phone="+8613900000001")
    assert (person.full_name, sheet.added) == ("王小明", 1), list(sheet.rows.values_list("problem", flat=True))
    assert Membership.objects.get(person=person).organisation == dealer
    assert not person.has_usable_password()


def bomb():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"0" * (1 << 20))
    return written.getvalue()


def entities():
    plain = io.BytesIO(xlsx(ROW))
    written = io.BytesIO()
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(written, "w") as after:
        for one in before.infolist():
            content = before.read(one)
            if one.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + content
            after.writestr(one, content)
    return written.getvalue()


REFUSED = {
    "empty": (b"", "The file is empty"),
    "old xls": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old .xls file"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "neither XLSX nor CSV"),
    "damaged": (xlsx(ROW)[:300], "damaged"),
    "no sheet inside": (bomb(), "cannot be read as a sheet"),
    "entities": (entities(), "cannot be read as a sheet"),
    "no headings": (xlsx(headings=ROW), "no headings"),
    "a heading twice": (xlsx(ROW, headings=["姓名", "姓名", "手机号", "岗位"]), "there twice"),
    "a column missing": (xlsx(ROW[:3], headings=HEADINGS[:3]), "column is missing: position"),
    "only a title": (xlsx(headings=["人员名单"]), "no headings"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_sheet_that_cannot_be_read_says_what_to_do(name):
    content, sentence = REFUSED[name]

    sheet = uploaded(content)

    assert sheet.state == SheetState.FAILED
    assert sentence in sheet.sentence
    assert not Person.objects.exclude(pk=sheet.by_id).exists()


def test_limits_are_kept(monkeypatch):
    monkeypatch.setattr(reading_sheets, "BYTES_UNPACKED", 1 << 20)
    assert "unpacks to far too much" in uploaded(bomb()).sentence
    monkeypatch.setattr(reading_sheets, "ROWS_ALLOWED", 2)
    assert "more than 2 rows" in uploaded(text_csv(ROW, ROW, ROW)).sentence
    monkeypatch.setattr(reading_sheets, "BYTES_ALLOWED", 10)
    assert "larger than" in uploaded(xlsx(ROW)).sentence
