import datetime as dt

import pytest

from foundation.models import AuditLine
from people.actions.importing import running
from people.actions.importing.forgetting import KEPT_FOR, forget_old_sheets
from people.enums import SheetKind
from people.models import Organisation, Outlet, SheetImport
from tests.factories.people import DealerFactory, ManufacturerFactory, OutletFactory, ProductLineFactory, TierFactory
from tests.people.importing.sheets import counts, imported, problems, uploaded, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ORGANISATION = ["经销商代码", "经销商名称", "上级代码", "等级", "人数", "县区代码", "产品线"]
OUTLET = ["经销商代码", "门店名称", "门店编号", "级别", "县区代码", "地址", "纬度", "经度", "关店日期"]


def organisations(*rows, **rules):
    return imported(xlsx(*rows, headings=ORGANISATION), SheetKind.ORGANISATIONS, **rules)


def outlets(*rows):
    return imported(xlsx(*rows, headings=OUTLET), SheetKind.OUTLETS)


def test_dealers_come_in_with_their_supplier_tier_and_lines_and_again_without_change():
    tier, line = TierFactory(name="金牌", name_en="Gold"), ProductLineFactory(code="GAS")
    rows = [
        ["D1", "城关家电", None, "金牌", 12, "410122", "gas"],
        ["D2", "河西五金", "D1", "gold", "1–5 人", 410122, None],
    ]

    first, again = organisations(*rows), organisations(*rows)

    assert (counts(first), counts(again)) == ((2, 0, 0, 0), (0, 0, 2, 0)), problems(first)
    above, below = Organisation.objects.order_by("code")
    assert (above.tier, above.headcount_band, above.county_code) == (tier, "TO_20", "410122")
    assert (below.parent, below.headcount_band, list(above.product_lines.all())) == (above, "TO_5", [line])


@pytest.mark.parametrize("in_a_piece", [1, 400])
def test_check_knows_suppliers_that_stand_further_up_and_changes_nothing(monkeypatch, in_a_piece):
    monkeypatch.setattr(running, "ROWS_IN_A_PIECE", in_a_piece)
    rows = [["D1", "城关家电"], ["D2", "河西五金", "D1"], ["D3", "东关电器", "D4"], ["D4", "北街暖通"]]

    sheet = uploaded(xlsx(*rows, headings=ORGANISATION), SheetKind.ORGANISATIONS)

    assert counts(sheet) == (3, 0, 0, 1)
    assert "Put it further up" in problems(sheet)[4]
    assert not Organisation.objects.exists()
    assert not AuditLine.objects.filter(action="add_organisation").exists()


def test_empty_cells_leave_what_is_there():
    dealer = DealerFactory(code="D1", name="旧名", county_code="410122", headcount_band="TO_5")

    sheet = organisations(["D1", "新名"])

    dealer.refresh_from_db()
    assert counts(sheet) == (0, 1, 0, 0)
    assert (dealer.name, dealer.county_code, dealer.headcount_band) == ("新名", "410122", "TO_5")


def test_wrong_rows_of_dealers_say_why_and_the_others_go_in():
    ManufacturerFactory(code="HQ")
    DealerFactory(code="D1", parent=DealerFactory(code="D0"))

    sheet = organisations(
        ["D9", ""],
        ["D8", "甲", None, "钻石"],
        ["D7", "乙", None, None, "很多"],
        ["D6", "丙", None, None, None, "419999"],
        ["D5", "丁", None, None, None, None, "XYZ"],
        ["D4", "戊", "HQ"],
        ["D0", "己", "D1"],
        ["D3", "雪☃"],
        ["D2", "好的"],
    )

    said = [
        "name: ",
        "no tier “钻石”",
        "headcount: ",
        "list of counties",
        "no product line XYZ",
        "supplied",
        "supplied",
        "☃",
    ]
    assert counts(sheet) == (1, 0, 0, len(said))
    assert all(part in problem for part, problem in zip(said, problems(sheet).values(), strict=True)), problems(sheet)


def test_outlets_are_found_by_code_or_name_within_their_dealer():
    dealer = DealerFactory(code="D1")
    by_code, by_name = OutletFactory(dealer=dealer, code="S1", name="旧名"), OutletFactory(dealer=dealer, name="东关店")

    sheet = outlets(
        ["D1", "新名", "S1", "a", "410122", "人民路 1 号", "34.721", 114.02],
        ["D1", "东关店", None, None, None, None, None, None, "2026年12月31日"],
        ["D1", "北关店", "S3", "B"],
    )

    assert counts(sheet) == (1, 2, 0, 0), problems(sheet)
    by_code.refresh_from_db()
    by_name.refresh_from_db()
    assert (by_code.name, by_code.outlet_class, str(by_code.latitude)) == ("新名", "A", "34.72")
    assert by_name.open_until == dt.date(2026, 12, 31)
    assert Outlet.objects.get(code="S3").dealer == dealer


def test_wrong_rows_of_outlets_say_why():
    ManufacturerFactory(code="HQ")
    DealerFactory(code="D1")

    sheet = outlets(
        ["D9", "店"], ["HQ", "展厅"], ["D1", "店", None, "特级"], ["D1", "一店", None, None, None, None, "34.7"],
        ["D1", "二店", "S1"], ["D1", "二店", "S1"],
    )  # fmt: skip

    said = ["code D9", "no dealer", "class: ", "or neither", "row 6 already"]
    assert counts(sheet) == (1, 0, 0, len(said))
    assert all(part in problem for part, problem in zip(said, problems(sheet).values(), strict=True)), problems(sheet)


def test_lists_are_forgotten_after_a_month_with_their_files(time_machine):
    sheet = organisations(["D1", ""])
    files = [(file.storage, file.name) for file in (sheet.file, sheet.staged, sheet.result)]
    assert all(storage.exists(name) for storage, name in files)

    assert forget_old_sheets() == 0
    time_machine.move_to(sheet.created_at + KEPT_FOR + dt.timedelta(days=1))
    assert forget_old_sheets() == 1

    assert not SheetImport.objects.exists()
    assert not any(storage.exists(name) for storage, name in files)
