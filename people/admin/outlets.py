from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from foundation.listings import DayColumn, ListedViewSet, OneVisibleRow
from foundation.templatetags.ui import day
from people.actions.outlets import OutletNotAccepted, add_outlet, change_outlet
from people.models import Outlet
from people.places import YEAR
from people.queries import outlets_visible_to

from .bulk import SeveralAtOnce
from .choosers import organisation_chooser
from .edits_less import EditsLess
from .filters import OutletFilterSet
from .through_action import ThroughAction


class OutletCreateView(ThroughAction, generic.CreateView):
    refusals = (OutletNotAccepted,)

    def carry_out(self) -> Outlet:
        return add_outlet(by=self.request.user, **self.form.cleaned_data)


class OutletEditView(ThroughAction, OneVisibleRow, generic.EditView):
    refusals = (OutletNotAccepted,)

    def carry_out(self) -> Outlet:
        return change_outlet(self.object, by=self.request.user, **self.form.cleaned_data)


def facts_of_outlet(outlet: Outlet) -> list[tuple[Any, Any]]:
    where = f"{outlet.latitude}, {outlet.longitude}" if outlet.latitude is not None else ""
    return [
        (_("name"), outlet.name),
        (_("code"), outlet.code),
        (_("dealer"), outlet.dealer),
        (_("class"), outlet.outlet_class),
        (_("county"), outlet.place),
        (_("address"), outlet.address),
        (_("latitude and longitude"), where),
        (_("open until"), day(outlet.open_until) or _("no end")),
    ]


class OutletViewSet(EditsLess, SeveralAtOnce, ListedViewSet):
    model = Outlet
    icon = "site"
    menu_label = _("Outlets")
    ordering = ["name"]
    rows = staticmethod(outlets_visible_to)
    facts = staticmethod(facts_of_outlet)
    list_display = [
        "name",
        Column("dealer", label=_("dealer"), sort_key="dealer__name"),
        Column("outlet_class", label=_("class"), sort_key="outlet_class"),
        Column("place", label=_("county"), sort_key="county_code"),
        DayColumn("open_until", label=_("open until"), sort_key="open_until"),
    ]
    filterset_class = OutletFilterSet
    search_fields = ["name", "code", "dealer__name", "dealer__name_en"]
    edit_panels = [
        FieldRowPanel(
            [
                FieldPanel("name", help_text=_("As it stands over the door.")),
                FieldPanel("code", help_text=_("The dealer’s or your own number for it, if there is one.")),
            ]
        ),
        FieldPanel("outlet_class", help_text=_("By turnover, A the highest.")),
        FieldPanel(
            "county_code",
            help_text=_(
                "The county’s six digits of GB/T 2260 as of %(year)s, like 410122; abroad a region of ISO 3166-2, like"
                " DE-BY."
            )
            % {"year": YEAR},
        ),
        FieldPanel("address", help_text=_("Town, street and number.")),
        FieldRowPanel(
            [
                FieldPanel("latitude", help_text=_("Two decimals are enough for a map: 34.72.")),
                FieldPanel("longitude", help_text=_("Two decimals, east positive: 114.02.")),
            ]
        ),
        FieldPanel("open_until", help_text=_("The last day, once it is known. An outlet is closed, never deleted.")),
    ]
    panels = [
        FieldPanel("dealer", widget=organisation_chooser.widget_class, help_text=_("Whose outlet it is. It stays so.")),
        *edit_panels,
    ]
    add_view_class = OutletCreateView
    edit_view_class = OutletEditView
