from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from foundation.listings import ListedViewSet, OneVisibleRow
from people.actions.organisations import OrganisationNotAccepted, add_organisation, change_organisation
from people.models import Organisation, Person
from people.places import YEAR
from people.queries import organisations_visible_to, with_people_count

from .bulk import SeveralAtOnce
from .choosers import organisation_chooser
from .edits_less import EditsLess, joined, name_panels
from .filters import OrganisationFilterSet
from .through_action import ThroughAction


class CodesField(forms.CharField):
    """Cleans to {system: code}; a line each."""

    def __init__(self) -> None:
        super().__init__(
            label=_("codes in other systems"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("A line each: the system, an equals sign, the code. For example ERP = 10023."),
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{system} = {code}" for system, code in value.items()) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        codes: dict[str, str] = {}
        for line in filter(None, map(str.strip, (super().clean(value) or "").replace("＝", "=").splitlines())):
            system, _equals, code = (part.strip() for part in line.partition("="))
            if not system or not code or len(system) > 40 or len(code) > 80:
                raise forms.ValidationError(
                    _("“%(line)s” is not understood. Write it like ERP = 10023."), params={"line": line}
                )
            if system in codes:
                raise forms.ValidationError(
                    _("%(system)s stands here twice. A dealer has one code in each system."), params={"system": system}
                )
            codes[system] = code
        return codes


class OrganisationForm(WagtailAdminModelForm):
    external_codes = CodesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["external_codes"] = dict(self.instance.external_codes.values_list("system", "code"))


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
    return counted.select_related("parent", "tier").prefetch_related("territories")


def facts_of_organisation(organisation: Any) -> list[tuple[Any, Any]]:
    return [
        (_("name"), organisation.name),
        (_("name in English"), organisation.name_en),
        (_("kind"), organisation.get_kind_display()),
        (_("code"), organisation.code),
        (_("codes in other systems"), joined(organisation.external_codes.order_by("system"))),
        (_("tier"), organisation.tier),
        (_("headcount"), organisation.get_headcount_band_display()),
        (_("county"), organisation.place),
        (_("product lines"), joined(organisation.product_lines.order_by("code"))),
        (_("outlets"), joined(organisation.outlets.order_by("name", "pk"))),
        (_("supplied by"), organisation.parent),
        (_("supplies"), joined(organisation.children.order_by("name", "pk"))),
        (_("territories"), joined(organisation.territories)),
        (_("people who work there today"), organisation.people_count),
        (_("time zone"), organisation.zone),
    ]


class OrganisationViewSet(EditsLess, SeveralAtOnce, ListedViewSet):
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
        Column("tier", label=_("tier"), sort_key="tier__rank"),
        Column("place", label=_("county"), sort_key="county_code"),
        Column("territories", label=_("territories"), accessor=lambda row: joined(row.territories)),
        Column("people_count", label=_("people"), sort_key="people_count"),
    ]
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "name_en", "code"]
    form_base = OrganisationForm
    edit_panels = [
        name_panels(),
        FieldPanel("code", help_text=_("Your own number for it; no two organisations have the same.")),
        FieldPanel(
            "parent",
            widget=organisation_chooser.widget_class,
            help_text=_("For a sub-distributor: the dealer it buys from. Else leave it empty."),
        ),
        FieldRowPanel(
            [
                FieldPanel("tier", help_text=_("Where the dealer stands on your own ladder. Tiers are kept beside.")),
                FieldPanel("headcount_band", help_text=_("How many work there, the owner among them.")),
            ]
        ),
        FieldPanel(
            "county_code",
            help_text=_(
                "The county’s six digits of GB/T 2260 as of %(year)s, like 410122; abroad a region of ISO 3166-2, like"
                " DE-BY."
            )
            % {"year": YEAR},
        ),
        FieldPanel(
            "product_lines", widget=forms.CheckboxSelectMultiple, help_text=_("What the dealer sells of yours.")
        ),
        FieldPanel("zone", help_text=_("By its IANA name; days begin and end by it. Asia/Shanghai is all of China.")),
        FieldPanel("external_codes"),
    ]
    panels = [
        FieldPanel("kind", help_text=_("There is one manufacturer; everybody else is a dealer. It stays as it is.")),
        *edit_panels,
    ]
    edit_handler = ObjectList(panels, base_form_class=OrganisationForm)
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
