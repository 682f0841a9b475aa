"""How listings of people and dealers are narrowed. Names are typed, because a network has more dealers than a menu."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from people.models import Membership, Organisation, Outlet, ProductLine, SheetImport, Territory, Tier
from people.places import provinces
from people.queries import memberships_open, outlets_open, territories_visible_to, tiers_visible_to


def territories_to_choose_from(request: Any) -> QuerySet[Territory]:
    return territories_visible_to(request.user)


class TerritoryFilter(django_filters.ModelChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=territories_to_choose_from, label=_("Territory"), empty_label=_("All"), **kwargs)


class DealerFilter(django_filters.CharFilter):
    """By part of an organisation's name or by its code; `field_name` is the way to the organisation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Dealer"), help_text=_("Part of the name, or the code."), **kwargs)

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        if not text:
            return rows
        named = Q(name__icontains=text) | Q(name_en__icontains=text) | Q(code__iexact=text)
        return self.of(rows, Organisation.objects.filter(named))

    def of(self, rows: QuerySet[Any], dealers: QuerySet[Organisation]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.field_name}__in": dealers})


def _of_people_at(rows: QuerySet[Any], person: str, dealers: QuerySet[Organisation]) -> QuerySet[Any]:
    staff = memberships_open().filter(organisation__in=dealers)
    return rows.filter(**{f"{person}__in": staff.values("person")})


class WorksAtFilter(DealerFilter):
    """`field_name` is the way to a person who works there today."""

    def of(self, rows: QuerySet[Any], dealers: QuerySet[Organisation]) -> QuerySet[Any]:
        return _of_people_at(rows, str(self.field_name), dealers)


class WorksInTerritoryFilter(TerritoryFilter):
    """`field_name` is the way to a person who works today at one of its dealers."""

    def filter(self, rows: QuerySet[Any], territory: Territory | None) -> QuerySet[Any]:
        if territory is None:
            return rows
        return _of_people_at(rows, str(self.field_name), Organisation.objects.filter(territories=territory))


def tiers_to_choose_from(request: Any) -> QuerySet[Tier]:
    return tiers_visible_to(request.user)


class ProvinceFilter(django_filters.ChoiceFilter):
    """By the two digits with which the codes of a province's counties begin."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=_province_choices, lookup_expr="startswith", label=_("Province"), empty_label=_("All"), **kwargs
        )


def _province_choices() -> list[tuple[str, str]]:
    language = get_language() or ""
    return [(digits, place.province_in(language)) for digits, place in provinces().items()]


class OrganisationFilterSet(WagtailFilterSet):
    territory = TerritoryFilter(field_name="territories")
    tier = django_filters.ModelChoiceFilter(queryset=tiers_to_choose_from, label=_("tier"), empty_label=_("All"))
    province = ProvinceFilter(field_name="county_code")

    class Meta:
        model = Organisation
        fields = ["kind", "headcount_band", "product_lines"]


class OutletFilterSet(WagtailFilterSet):
    dealer = DealerFilter(field_name="dealer")
    province = ProvinceFilter(field_name="county_code")
    is_open = django_filters.ChoiceFilter(
        label=_("Today"),
        choices=[("open", _("open")), ("closed", _("closed"))],
        empty_label=_("All"),
        widget=RadioSelect,
        method="filter_open",
    )

    class Meta:
        model = Outlet
        fields = ["outlet_class"]

    def filter_open(self, rows: QuerySet[Outlet], _name: str, value: str) -> QuerySet[Outlet]:
        still_open = outlets_open().values("pk")
        return rows.filter(pk__in=still_open) if value == "open" else rows.exclude(pk__in=still_open)


class TierFilterSet(WagtailFilterSet):
    class Meta:
        model = Tier
        fields = ["plaque_colour"]


class SheetImportFilterSet(WagtailFilterSet):
    class Meta:
        model = SheetImport
        fields = ["kind", "state"]


class ProductLineFilterSet(WagtailFilterSet):
    class Meta:
        model = ProductLine
        fields = ["life_cycle"]


class HoldsDealerFilter(DealerFilter):
    def of(self, rows: QuerySet[Any], dealers: QuerySet[Organisation]) -> QuerySet[Any]:
        """Beside the query, whose counts of dealers stay whole."""
        return rows.filter(pk__in=Territory.objects.filter(dealers__in=dealers).values("pk"))


class TerritoryFilterSet(WagtailFilterSet):
    dealer = HoldsDealerFilter()

    class Meta:
        model = Territory
        fields: list[str] = []


class MembershipFilterSet(WagtailFilterSet):
    organisation = DealerFilter(field_name="organisation")
    is_open = django_filters.ChoiceFilter(
        label=_("Today"),
        choices=[("open", _("in force")), ("over", _("over, or not begun"))],
        empty_label=_("All"),
        widget=RadioSelect,
        method="filter_open",
    )

    class Meta:
        model = Membership
        fields = ["role", "position"]

    def filter_open(self, rows: QuerySet[Membership], _name: str, value: str) -> QuerySet[Membership]:
        in_force = memberships_open().values("pk")
        return rows.filter(pk__in=in_force) if value == "open" else rows.exclude(pk__in=in_force)
