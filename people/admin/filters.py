"""How listings of people and dealers are narrowed. Names are typed, because a network has more dealers than a menu."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from people.models import Membership, Organisation, Territory
from people.queries import memberships_open, territories_visible_to


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


class OrganisationFilterSet(WagtailFilterSet):
    territory = TerritoryFilter(field_name="territories")

    class Meta:
        model = Organisation
        fields = ["kind"]


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
