from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from foundation.listings import ListedViewSet, OneVisibleRow
from people.actions.territories import TerritoryNotAccepted, add_territory, change_territory
from people.models import Person, Territory
from people.queries import territories_visible_to

from .chips import DealersField, PeopleField
from .edits_less import joined, name_panels
from .filters import TerritoryFilterSet
from .through_action import ThroughAction


class TerritoryForm(WagtailAdminModelForm):
    dealers = DealersField(
        label=_("dealers"), help_text=_("A dealer may be in several territories; its reps all look after it.")
    )
    people = PeopleField(
        label=_("reps and field managers"),
        help_text=_("Who is rep or field manager today. They see these dealers and their people."),
    )


class TerritoryCreateView(ThroughAction, generic.CreateView):
    refusals = (TerritoryNotAccepted,)

    def carry_out(self) -> Territory:
        return add_territory(by=self.request.user, **self.form.cleaned_data)


class TerritoryEditView(ThroughAction, OneVisibleRow, generic.EditView):
    refusals = (TerritoryNotAccepted,)

    def carry_out(self) -> Territory:
        return change_territory(self.object, by=self.request.user, **self.form.cleaned_data)


def territories_listed_for(person: Person) -> QuerySet[Any]:
    return (
        territories_visible_to(person)
        .annotate(dealer_count=Count("dealers", distinct=True))
        .prefetch_related("people", "dealers")
    )


def facts_of_territory(territory: Any) -> list[tuple[Any, Any]]:
    return [
        (_("name"), territory.name),
        (_("name in English"), territory.name_en),
        (_("reps and field managers"), joined(territory.people)),
        (_("dealers"), joined(territory.dealers)),
    ]


class TerritoryViewSet(ListedViewSet):
    model = Territory
    icon = "site"
    menu_label = _("Territories")
    ordering = ["name"]
    rows = staticmethod(territories_listed_for)
    facts = staticmethod(facts_of_territory)
    list_display = [
        "name",
        Column("name_en", label=_("name in English"), sort_key="name_en"),
        Column("people", label=_("reps and field managers"), accessor=lambda row: joined(row.people)),
        Column("dealer_count", label=_("dealers"), sort_key="dealer_count"),
    ]
    filterset_class = TerritoryFilterSet
    search_fields = ["name", "name_en"]
    panels = [name_panels(), FieldPanel("dealers"), FieldPanel("people")]
    edit_handler = ObjectList(panels, base_form_class=TerritoryForm)
    add_view_class = TerritoryCreateView
    edit_view_class = TerritoryEditView
