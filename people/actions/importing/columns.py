"""Which columns a list has, what they are called in either language, and how to fill them in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from foundation.reading_sheets import SheetNotUnderstood
from people.enums import HeadcountBand, Language, OutletClass, Position, Role, SheetKind

PROBLEM = _("Problem")
HEADING_WITHIN = 5  # rows: above it there may be a title
_DRESS = re.compile(r"[\s*＊:：（）()]")


@dataclass(frozen=True)
class ListColumn:
    """`also`: what else people call it. `choices`: {value kept: label}, offered as a drop-down."""

    name: str
    label: Any
    help: Any
    is_required: bool = False
    also: tuple[str, ...] = ()
    choices: Any = None


DEALER_CODE = ("dealer", "经销商代码", "客户编码", "客户代码")
NAME_EN = ListColumn("name_en", _("name in English"), _("Shown to those who read English; may stay empty."))
COUNTY = ListColumn(
    "county_code",
    _("county"),
    _("Six digits of GB/T 2260, like 410122; abroad a region, like DE-BY."),
    also=("县区代码", "行政区划代码", "区县代码"),
)
PEOPLE = (
    ListColumn("dealer", _("dealer code"), _("As in this system."), is_required=True, also=DEALER_CODE),
    ListColumn(
        "full_name",
        _("full name"),
        _("As it shall stand on certificates."),
        is_required=True,
        also=("姓名", "员工姓名", "name"),
    ),
    ListColumn(
        "phone",
        _("phone"),
        _("As you would dial it. Format the column as text."),
        also=("手机号", "手机", "联系电话", "mobile"),
    ),
    ListColumn(
        "staff_code",
        _("staff code"),
        _("Your own number for this person, if there is one."),
        also=("员工编号", "员工号"),
    ),
    ListColumn("email", _("e-mail"), _("Phone or e-mail is needed to sign in."), also=("电子邮箱", "邮件", "email")),
    ListColumn(
        "position", _("position"), _("What they do."), is_required=True, also=("职位", "职务"), choices=Position
    ),
    ListColumn("role", _("role"), _("What they may do; empty is learner."), also=("权限",), choices=Role),
    ListColumn("latin_name", _("name in Latin letters"), _("May stay empty."), also=("拼音", "英文名")),
    ListColumn("valid_from", _("first day"), _("Like 2026-03-01; empty is today."), also=("入职日期", "开始日期")),
    ListColumn("valid_until", _("last day"), _("Only for those who leave."), also=("离职日期", "结束日期")),
)
ORGANISATIONS = (
    ListColumn("code", _("dealer code"), _("Your own number for it."), is_required=True, also=DEALER_CODE),
    ListColumn(
        "name",
        _("name"),
        _("As it stands on papers in Chinese."),
        is_required=True,
        also=("经销商名称", "客户名称", "名称"),
    ),
    NAME_EN,
    ListColumn(
        "parent",
        _("code of the supplier"),
        _("For a sub-distributor: the code of its dealer."),
        also=("上级代码", "上级经销商"),
    ),
    ListColumn("tier", _("tier"), _("By its name."), also=("级别", "经销商等级")),
    ListColumn("headcount_band", _("headcount"), _("A band, or a number."), also=("员工人数",), choices=HeadcountBand),
    COUNTY,
    ListColumn("product_lines", _("product lines"), _("Codes, with commas between.")),
)
OUTLETS = (
    ListColumn("dealer", _("dealer code"), _("As in this system."), is_required=True, also=DEALER_CODE),
    ListColumn(
        "name", _("name"), _("As it stands over the door."), is_required=True, also=("门店名称", "网点名称", "名称")
    ),
    ListColumn(
        "code", _("code"), _("The outlet’s own number, if there is one."), also=("门店编号", "门店代码", "网点编码")
    ),
    ListColumn("outlet_class", _("class"), _("A, B or C; empty is C."), also=("门店级别",), choices=OutletClass),
    COUNTY,
    ListColumn("address", _("address"), _("Town, street and number."), also=("门店地址", "详细地址")),
    ListColumn("latitude", _("latitude"), _("Two decimals; may stay empty.")),
    ListColumn("longitude", _("longitude"), _("Two decimals; may stay empty.")),
    ListColumn("open_until", _("open until"), _("The last day; only if it closes."), also=("关店日期",)),
)
COLUMNS: dict[str, tuple[ListColumn, ...]] = {
    SheetKind.PEOPLE: PEOPLE,
    SheetKind.ORGANISATIONS: ORGANISATIONS,
    SheetKind.OUTLETS: OUTLETS,
}


def plain(text: Any) -> str:
    """A heading or choice as it is compared: without dress, width or case."""
    return _DRESS.sub("", unicodedata.normalize("NFKC", str(text))).casefold()


def names_of(column: ListColumn) -> set[str]:
    found = {plain(column.name), *map(plain, column.also)}
    for language in Language.values:
        with override(language):
            found.add(plain(column.label))
    return found


def columns_in(kind: str, cells: Sequence[Any]) -> dict[int, ListColumn] | None:
    """{place: column} of a row of headings; None of a row that is no such row. Raises SheetNotUnderstood."""
    by_name = {name: column for column in COLUMNS[kind] for name in names_of(column)}
    found: dict[int, ListColumn] = {}
    for place, cell in enumerate(cells):
        column = by_name.get(plain(cell)) if cell is not None else None
        if column and column in found.values():
            raise SheetNotUnderstood(
                gettext("The column “%(name)s” is there twice. Take one away.") % {"name": column.label}
            )
        if column:
            found[place] = column
    required = [column for column in COLUMNS[kind] if column.is_required]
    if not found or not any(column in found.values() for column in required):
        return None
    if missing := [str(column.label) for column in required if column not in found.values()]:
        raise SheetNotUnderstood(
            gettext("A column is missing: %(names)s. Take the headings of the template.")
            % {"names": ", ".join(missing)}
        )
    return found
