"""Lists to take along and templates to fill in: the same columns that an import reads, so that both go round."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from foundation.spreadsheets import BYTE_ORDER_MARK, csv_cell, rows_of, xlsx_cell

from .actions.importing.columns import COLUMNS, ListColumn
from .enums import SheetKind
from .models import Membership, Organisation, Outlet, Person, ProductLine, Tier
from .queries import memberships_to_list, organisations_to_list, outlets_to_list

XLSX, CSV = "xlsx", "csv"
ROWS_IN_TEMPLATE = 5000  # as far down as there are drop-downs
CHARACTERS_IN_A_LIST = 250  # Excel allows 255


def template_of(kind: str) -> IO[bytes]:
    """XLSX with the headings, drop-downs, text columns for numbers, and a page that explains each column."""
    book = Workbook()
    page, notes = book.active, book.create_sheet(_("How to fill it in"))
    page.title = str(SheetKind(kind).label)[:31]
    page.freeze_panes = "A2"
    for place, column in enumerate(COLUMNS[kind], start=1):
        letter = get_column_letter(place)
        heading = page.cell(row=1, column=place, value=str(column.label))
        heading.font, heading.alignment = Font(bold=column.is_required), Alignment(wrap_text=True)
        page.column_dimensions[letter].width = 18
        page.column_dimensions[letter].number_format = "@"
        if offered := _offered(column):
            _add_drop_down(page, letter, offered)
        needed = _("needed") if column.is_required else ""
        notes.append([str(column.label), needed, str(column.help), ", ".join(offered)])
    notes.column_dimensions["C"].width = 60
    written = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(written)
    written.seek(0)
    return written


def _offered(column: ListColumn) -> list[str]:
    if column.choices:
        return [str(label) for label in column.choices.labels]
    if column.name == "tier":
        return list(Tier.objects.order_by("rank").values_list("name", flat=True))
    if column.name == "product_lines":
        return list(ProductLine.objects.order_by("code").values_list("code", flat=True))
    return []


def _add_drop_down(page: Any, letter: str, offered: list[str]) -> None:
    listed = ",".join(name.replace(",", " ").replace('"', "") for name in offered)
    if len(listed) > CHARACTERS_IN_A_LIST:
        return
    drop_down = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    page.add_data_validation(drop_down)
    drop_down.add(f"{letter}2:{letter}{ROWS_IN_TEMPLATE}")


def list_of(kind: str, *, person: Person, form: str) -> Iterator[bytes] | IO[bytes]:
    """All that the person may see, as XLSX in a file or CSV as a stream; in constant memory."""
    rows_for, cells_of = LISTED[SheetKind(kind)]
    rows = ([cells_of(row)[column.name] for column in COLUMNS[kind]] for row in rows_of(rows_for(person)))
    headings = [str(column.label) for column in COLUMNS[kind]]
    return _xlsx(headings, rows) if form == XLSX else _csv(headings, rows)


def _xlsx(headings: list[str], rows: Iterator[list[Any]]) -> IO[bytes]:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(headings)
    for row in rows:
        page.append([_cell(page, value) for value in row])
    written = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(written)
    written.seek(0)
    return written


def _cell(page: Any, value: Any) -> Any:
    cell = WriteOnlyCell(page, value=xlsx_cell(value))
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with
    return cell


def _csv(headings: list[str], rows: Iterator[list[Any]]) -> Iterator[bytes]:
    yield BYTE_ORDER_MARK
    yield _line(headings)
    for row in rows:
        yield _line(row)


def _line(row: list[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow([csv_cell(value) for value in row])
    return text.getvalue().encode()


def _cells_of_membership(held: Membership) -> dict[str, Any]:
    person, dealer = held.person, held.organisation
    codes = [one.code for one in person.staff_codes.all() if one.organisation_id == dealer.pk]
    return {
        "dealer": dealer.code,
        "full_name": person.full_name,
        "phone": (person.phone or "").removeprefix("+86"),
        "staff_code": codes[0] if codes else "",
        "email": person.email or "",
        "position": held.get_position_display(),
        "role": held.get_role_display(),
        "latin_name": person.latin_name,
        "valid_from": held.valid_from,
        "valid_until": held.valid_until,
    }


def _cells_of_organisation(organisation: Organisation) -> dict[str, Any]:
    return {
        "code": organisation.code,
        "name": organisation.name,
        "name_en": organisation.name_en,
        "parent": organisation.parent.code if organisation.parent else "",
        "tier": organisation.tier.name if organisation.tier else "",
        "headcount_band": organisation.get_headcount_band_display(),
        "county_code": organisation.county_code,
        "product_lines": ", ".join(sorted(line.code for line in organisation.product_lines.all())),
    }


def _cells_of_outlet(outlet: Outlet) -> dict[str, Any]:
    own = ("name", "code", "outlet_class", "county_code", "address", "latitude", "longitude", "open_until")
    return {"dealer": outlet.dealer.code} | {name: getattr(outlet, name) for name in own}


LISTED: dict[SheetKind, tuple[Callable[[Person], Any], Callable[[Any], dict[str, Any]]]] = {
    SheetKind.PEOPLE: (memberships_to_list, _cells_of_membership),
    SheetKind.ORGANISATIONS: (organisations_to_list, _cells_of_organisation),
    SheetKind.OUTLETS: (outlets_to_list, _cells_of_outlet),
}
