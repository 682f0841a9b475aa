from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from foundation.listings import ListedViewSet, OneVisibleRow
from people.actions.tiers import (
    ProductLineNotAccepted,
    TierNotAccepted,
    add_product_line,
    add_tier,
    change_product_line,
    change_tier,
)
from people.models import Person, ProductLine, Tier
from people.queries import product_lines_visible_to, tiers_visible_to

from .edits_less import name_panels
from .filters import ProductLineFilterSet, TierFilterSet
from .through_action import ThroughAction


class TierCreateView(ThroughAction, generic.CreateView):
    refusals = (TierNotAccepted,)

    def carry_out(self) -> Tier:
        return add_tier(by=self.request.user, **self.form.cleaned_data)


class TierEditView(ThroughAction, OneVisibleRow, generic.EditView):
    refusals = (TierNotAccepted,)

    def carry_out(self) -> Tier:
        return change_tier(self.object, by=self.request.user, **self.form.cleaned_data)


def tiers_listed_for(person: Person) -> QuerySet[Any]:
    return tiers_visible_to(person).annotate(dealer_count=Count("dealers"))


def facts_of_tier(tier: Any) -> list[tuple[Any, Any]]:
    return [
        (_("rank"), tier.rank),
        (_("name"), tier.name),
        (_("name in English"), tier.name_en),
        (_("colour of the plaque"), tier.get_plaque_colour_display()),
        (_("dealers"), tier.dealer_count),
    ]


class TierViewSet(ListedViewSet):
    model = Tier
    icon = "order"
    menu_label = _("Tiers")
    ordering = ["rank"]
    rows = staticmethod(tiers_listed_for)
    facts = staticmethod(facts_of_tier)
    list_display = [
        "name",
        Column("rank", label=_("rank"), sort_key="rank"),
        Column("name_en", label=_("name in English"), sort_key="name_en"),
        Column("get_plaque_colour_display", label=_("colour of the plaque"), sort_key="plaque_colour"),
        Column("dealer_count", label=_("dealers"), sort_key="dealer_count"),
    ]
    filterset_class = TierFilterSet
    search_fields = ["name", "name_en"]
    panels = [
        FieldPanel("rank", help_text=_("1 is the highest. Each tier has its own rank.")),
        name_panels(),
        FieldPanel("plaque_colour", help_text=_("In which colour a plaque of this tier is printed.")),
    ]
    add_view_class = TierCreateView
    edit_view_class = TierEditView


class ProductLineCreateView(ThroughAction, generic.CreateView):
    refusals = (ProductLineNotAccepted,)

    def carry_out(self) -> ProductLine:
        return add_product_line(by=self.request.user, **self.form.cleaned_data)


class ProductLineEditView(ThroughAction, OneVisibleRow, generic.EditView):
    refusals = (ProductLineNotAccepted,)

    def carry_out(self) -> ProductLine:
        return change_product_line(self.object, by=self.request.user, **self.form.cleaned_data)


def product_lines_listed_for(person: Person) -> QuerySet[Any]:
    return product_lines_visible_to(person).annotate(dealer_count=Count("dealers"))


def facts_of_product_line(line: Any) -> list[tuple[Any, Any]]:
    return [
        (_("code"), line.code),
        (_("name"), line.name),
        (_("name in English"), line.name_en),
        (_("life cycle"), line.get_life_cycle_display()),
        (_("dealers"), line.dealer_count),
    ]


class ProductLineViewSet(ListedViewSet):
    model = ProductLine
    icon = "list-ul"
    menu_label = _("Product lines")
    ordering = ["code"]
    rows = staticmethod(product_lines_listed_for)
    facts = staticmethod(facts_of_product_line)
    list_display = [
        "name",
        Column("code", label=_("code"), sort_key="code"),
        Column("name_en", label=_("name in English"), sort_key="name_en"),
        Column("get_life_cycle_display", label=_("life cycle"), sort_key="life_cycle"),
        Column("dealer_count", label=_("dealers"), sort_key="dealer_count"),
    ]
    filterset_class = ProductLineFilterSet
    search_fields = ["name", "name_en", "code"]
    panels = [
        FieldPanel("code", help_text=_("Short, as in your price list. Sheets name the line by it.")),
        name_panels(),
        FieldPanel("life_cycle", help_text=_("Launch, main line or phasing out. Nothing is deleted.")),
    ]
    add_view_class = ProductLineCreateView
    edit_view_class = ProductLineEditView
