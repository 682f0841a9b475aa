"""Lines of organisations and outlets, by the actions that an admin's forms call, so that the same rules hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.organisations import OrganisationNotAccepted, add_organisation, change_organisation
from people.actions.outlets import OutletNotAccepted, add_outlet, change_outlet
from people.enums import HeadcountBand, OutletClass
from people.models import Organisation, Outlet, ProductLine, SheetImport, SheetRow, Tier

from .cells import CellNotUnderstood, choice_of, code_of, coordinate_of, day_of, name_of, text_of
from .columns import plain
from .outcomes import ADDED, CHANGED, SAME
from .reading import Line

BANDS = ((5, HeadcountBand.TO_5), (10, HeadcountBand.TO_10), (20, HeadcountBand.TO_20), (50, HeadcountBand.TO_50))


def band_of(value: Any) -> str:
    """A band by its name, or the one that a number falls into."""
    text = code_of(value).removesuffix("人")
    if text.isdecimal() and int(text):
        return next((band for most, band in BANDS if int(text) <= most), HeadcountBand.ABOVE_50)
    return choice_of(value, HeadcountBand)


def read_organisation(line: Line) -> None:
    line.key = line.read("code", code_of) or ""
    line.name = line.read("name", name_of, most=120) or ""
    line.read("name_en", name_of, most=120)
    line.read("parent", code_of)
    line.read("tier", text_of, most=40)
    line.read("headcount_band", band_of)
    line.read("county_code", code_of, most=6)
    line.read("product_lines", text_of)


def read_outlet(line: Line) -> None:
    dealer = line.read("dealer", code_of)
    line.name = line.read("name", name_of, most=120) or ""
    code = line.read("code", code_of)
    line.read("outlet_class", choice_of, choices=OutletClass)
    line.read("county_code", code_of, most=6)
    line.read("address", name_of, most=200)
    line.read("latitude", coordinate_of)
    line.read("longitude", coordinate_of)
    line.read("open_until", day_of)
    line.key = f"{dealer}|{code or line.name}" if not line.problems else ""


class Organisations:
    """One piece of a list of organisations. Cells that stand empty leave as it is what they are about."""

    def __init__(self, sheet: SheetImport, lines: list[Line]) -> None:
        self.sheet = sheet
        codes = {line.facts[name] for line in lines for name in ("code", "parent")}
        self.known = {one.code: one for one in Organisation.objects.filter(code__in=codes).select_related("tier")}
        self.tiers = {plain(name): tier for tier in Tier.objects.all() for name in (tier.name, tier.name_en) if name}
        self.product_lines = {plain(line.code): line for line in ProductLine.objects.all()}
        self.earlier = set(
            SheetRow.objects.filter(sheet=sheet, key__in=codes, problem="").values_list("key", flat=True)
        )

    def judge(self, lines: Iterable[Line]) -> None:
        for line in lines:
            fields = self._fields_of(line)
            if not line.problems:
                _try(line, lambda line=line, fields=fields: self._take(line, fields), OrganisationNotAccepted)

    def write(self) -> None:
        """Each line was written as it was judged; the caller takes it back if it only checks."""

    def _take(self, line: Line, fields: dict[str, Any]) -> None:
        present = self.known.get(line.key)
        if present is None:
            self.known[line.key] = add_organisation(code=line.key, by=self.sheet.by, **fields)
            line.outcome = ADDED
            return
        lines = fields.pop("product_lines", None)
        different = {name: value for name, value in fields.items() if getattr(present, name) != value}
        if lines is not None and set(present.product_lines.all()) != set(lines):
            different["product_lines"] = lines
        if different:
            self.known[line.key] = change_organisation(present, by=self.sheet.by, **different)
        line.outcome = CHANGED if different else SAME

    def _fields_of(self, line: Line) -> dict[str, Any]:
        facts = line.facts
        fields = {name: facts[name] for name in ("name", "name_en", "headcount_band", "county_code") if facts[name]}
        if facts["parent"]:
            fields |= self._parent_of(line)
        if facts["tier"]:
            fields["tier"] = self.tiers.get(plain(facts["tier"]))
            if fields["tier"] is None:
                line.refuse_cell("tier", _("there is no tier “%(name)s”.") % {"name": facts["tier"]})
        if facts["product_lines"]:
            fields["product_lines"] = [self._product_line(line, code) for code in _split(facts["product_lines"])]
        return fields

    def _parent_of(self, line: Line) -> dict[str, Any]:
        code = line.facts["parent"]
        if parent := self.known.get(code):
            return {"parent": parent}
        if code not in self.earlier:
            line.refuse_cell(
                "parent", _("no organisation has the code %(code)s yet. Put it further up.") % {"code": code}
            )
        return {}

    def _product_line(self, line: Line, code: str) -> ProductLine | None:
        found = self.product_lines.get(plain(code))
        if found is None:
            line.refuse_cell("product_lines", _("there is no product line %(code)s.") % {"code": code})
        return found


class Outlets:
    """One piece of a list of outlets. Cells that stand empty leave as it is what they are about."""

    def __init__(self, sheet: SheetImport, lines: list[Line]) -> None:
        self.sheet = sheet
        self.dealers = {
            one.code: one for one in Organisation.objects.filter(code__in={line.facts["dealer"] for line in lines})
        }
        kept = Outlet.objects.filter(dealer__in=self.dealers.values()).select_related("dealer")
        self.known: dict[tuple[int, str], Outlet] = {}
        for outlet in kept:
            self._know(outlet)

    def _know(self, outlet: Outlet) -> None:
        self.known |= {(outlet.dealer_id, name): outlet for name in (f"n:{outlet.name}", f"c:{outlet.code}")}

    def judge(self, lines: Iterable[Line]) -> None:
        for line in lines:
            dealer = line.dealer = self.dealers.get(line.facts["dealer"])
            if dealer is None:
                line.refuse(_("There is no organisation with the code %(code)s.") % {"code": line.facts["dealer"]})
                continue
            _try(line, lambda line=line, dealer=dealer: self._take(line, dealer), OutletNotAccepted)

    def write(self) -> None:
        """As for organisations."""

    def _take(self, line: Line, dealer: Organisation) -> None:
        fields = {name: value for name, value in line.facts.items() if value not in (None, "") and name != "dealer"}
        present = self.known.get((dealer.pk, f"c:{fields['code']}")) if "code" in fields else None
        present = present or self.known.get((dealer.pk, f"n:{fields['name']}"))
        if present is None:
            outlet = add_outlet(dealer, by=self.sheet.by, **fields)
            line.outcome = ADDED
        else:
            is_different = any(getattr(present, name) != value for name, value in fields.items())
            outlet = change_outlet(present, by=self.sheet.by, **fields) if is_different else present
            line.outcome = CHANGED if is_different else SAME
        self._know(outlet)


def _split(text: str) -> list[str]:
    for between in "，、；;/":
        text = text.replace(between, ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def _try(line: Line, take: Any, refusal: type[Exception]) -> None:
    try:
        with transaction.atomic():
            take()
    except (refusal, CellNotUnderstood) as error:
        line.refuse(str(error))
