"""Lists that were uploaded, and lists to take along."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from people.models import Membership, MissingFromSheet, Organisation, Outlet, Person, SheetImport, SheetRow, StaffCode

from .network import is_platform_admin, memberships_open, memberships_visible_to, organisations_visible_to
from .outlets import outlets_visible_to


def sheets_visible_to(person: Person) -> QuerySet[SheetImport]:
    """All, for platform admins; nobody else sees a list."""
    rows = SheetImport.objects.select_related("by").order_by("-created_at", "-pk")
    return rows if is_platform_admin(person) else rows.none()


def rows_refused(sheet: SheetImport) -> QuerySet[SheetRow]:
    return SheetRow.objects.filter(sheet=sheet).exclude(problem="").order_by("number")


def people_missing(sheet: SheetImport) -> QuerySet[MissingFromSheet]:
    """Whose membership is still open."""
    asked = MissingFromSheet.objects.filter(sheet=sheet, membership__in=memberships_open())
    related = asked.select_related("membership__person", "membership__organisation")
    return related.order_by("membership__organisation__name", "membership__person__full_name", "pk")


def memberships_to_list(person: Person) -> QuerySet[Any]:
    """Open today, with the staff codes of their people."""
    rows = memberships_visible_to(person).filter(pk__in=memberships_open().values("pk"))
    codes = Prefetch("person__staff_codes", queryset=StaffCode.objects.all())
    return rows.prefetch_related(codes).order_by("organisation__code", "pk")


def organisations_to_list(person: Person) -> QuerySet[Organisation]:
    """Suppliers before those they supply as far as their codes say so; the manufacturer is in no list."""
    rows = organisations_visible_to(person).filter(kind="DEALER").select_related("parent", "tier")
    return rows.prefetch_related("product_lines").order_by("parent__code", "code")


def outlets_to_list(person: Person) -> QuerySet[Outlet]:
    return outlets_visible_to(person).order_by("dealer__code", "name", "pk")


def memberships_of_sheet(sheet: SheetImport, pks: list[int]) -> QuerySet[Membership]:
    return Membership.objects.filter(pk__in=people_missing(sheet).filter(membership__in=pks).values("membership"))
