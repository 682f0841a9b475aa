from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from foundation.listings import ListedViewSet, OneVisibleRow
from people.actions.organisations import (
    OrganisationNotAccepted,
    TerritoryNotAccepted,
    add_organisation,
    add_territory,
    change_organisation,
    change_territory,
)
from people.models import Organisation, Person, Territory
from people.queries import organisations_visible_to, territories_visible_to, with_people_count

from .filters import OrganisationFilterSet, TerritoryFilterSet
from .through_action import ThroughAction


class EditsLess:  # mixed into viewsets
    """What cannot be changed later is asked once."""

    edit_panels: list[Panel] = []

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = ObjectList(self.edit_panels).bind_to_model(self.model)  # type: ignore[attr-defined]
        kwargs |= {"panel": panel, "form_class": panel.get_form_class()}
        return super().get_edit_view_kwargs(**kwargs)  # type: ignore[misc]


def joined(things: Any) -> str:
    return " · ".join(str(thing) for thing in things.all())


def name_panels() -> FieldRowPanel:
    return FieldRowPanel(
        [
            FieldPanel("name", help_text=_("As it stands on papers in Chinese.")),
            FieldPanel("name_en", help_text=_("Shown to those who read English; leave empty if there is none.")),
        ]
    )


class OrganisationCreateView(ThroughAction, generic.CreateView):
    refusals = (OrganisationNotAccepted,)

    def carry_out(self) -> Organisation:
        return add_organisation(by=self.request.user, **self.form.cleaned_data)


class OrganisationEditView(ThroughAction, OneVisibleRow, generic.EditView):
    refusals = (OrganisationNotAccepted,)

    def carry_out(self) -> Organisation:
        return change_organisation(self.object, by=self.request.user, **self.form.cleaned_data)


def organisations_listed_for(person: Person) -> QuerySet[Any]:
    counted = with_people_count(organisations_visible_to(person))
    return counted.select_related("parent").prefetch_related("territories")


def facts_of_organisation(organisation: Any) -> list[tuple[Any, Any]]:
    return [
        (_("name"), organisation.name),
        (_("name in English"), organisation.name_en),
        (_("kind"), organisation.get_kind_display()),
        (_("code"), organisation.code),
        (_("codes in other systems"), ", ".join(f"{at}: {code}" for at, code in organisation.external_codes.items())),
        (_("supplied by"), organisation.parent),
        (_("supplies"), joined(organisation.children.order_by("name", "pk"))),
        (_("territories"), joined(organisation.territories)),
        (_("people who work there today"), organisation.people_count),
        (_("time zone"), organisation.zone),
    ]


class OrganisationViewSet(EditsLess, ListedViewSet):
    model = Organisation
    icon = "home"
    menu_label = _("Organisations")
    ordering = ["name"]
    rows = staticmethod(organisations_listed_for)
    facts = staticmethod(facts_of_organisation)
    list_display = [
        "name",
        Column("code", label=_("code"), sort_key="code"),
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("parent", label=_("supplied by"), sort_key="parent__name"),
        Column("territories", label=_("territories"), accessor=lambda row: joined(row.territories)),
        Column("people_count", label=_("people"), sort_key="people_count"),
    ]
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "name_en", "code"]
    edit_panels = [
        name_panels(),
        FieldPanel("code", help_text=_("Your own number for it; no two organisations have the same.")),
        FieldPanel("parent", help_text=_("For a sub-distributor: the dealer it buys from. Else leave it empty.")),
        FieldPanel("zone", help_text=_("By its IANA name; days begin and end by it. Asia/Shanghai is all of China.")),
        FieldPanel("external_codes", help_text=_('By system, e.g. {"ERP": "10023"}.')),
    ]
    panels = [
        FieldPanel("kind", help_text=_("There is one manufacturer; everybody else is a dealer. It stays as it is.")),
        *edit_panels,
    ]
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView


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
    panels = [
        name_panels(),
        FieldPanel("dealers", help_text=_("A dealer may be in several territories; its reps all look after it.")),
        FieldPanel(
            "people", help_text=_("Who is rep or field manager today. They see these dealers and their people.")
        ),
    ]
    add_view_class = TerritoryCreateView
    edit_view_class = TerritoryEditView
