from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from foundation.listings import DayColumn, ListedViewSet, OneVisibleRow
from foundation.templatetags.ui import day
from people.actions.memberships import MembershipNotAccepted, add_membership, end_membership, remove_membership
from people.models import Membership
from people.queries import memberships_visible_to

from .choosers import organisation_chooser, person_chooser
from .edits_less import EditsLess
from .filters import MembershipFilterSet
from .through_action import ThroughAction


class MembershipCreateView(ThroughAction, generic.CreateView):
    refusals = (MembershipNotAccepted,)

    def carry_out(self) -> Membership:
        return add_membership(by=self.request.user, **self.form.cleaned_data)


class MembershipEditView(ThroughAction, OneVisibleRow, generic.EditView):
    """The last day is all that changes: who gets another role ends one membership and begins another."""

    refusals = (MembershipNotAccepted,)

    def carry_out(self) -> Membership:
        return end_membership(self.object, valid_until=self.form.cleaned_data["valid_until"], by=self.request.user)


class MembershipDeleteView(OneVisibleRow, generic.DeleteView):
    """For what was entered by mistake."""

    def delete_action(self) -> None:
        remove_membership(self.object, by=self.request.user)


def facts_of_membership(membership: Membership) -> list[tuple[Any, Any]]:
    return [
        (_("person"), membership.person),
        (_("organisation"), membership.organisation),
        (_("position"), membership.get_position_display()),
        (_("role"), membership.get_role_display()),
        (_("first day"), day(membership.valid_from)),
        (_("last day"), day(membership.valid_until) or _("no end")),
    ]


class MembershipViewSet(EditsLess, ListedViewSet):
    model = Membership
    icon = "group"
    menu_label = _("Memberships")
    ordering = ["person__full_name", "pk"]
    rows = staticmethod(memberships_visible_to)
    facts = staticmethod(facts_of_membership)
    list_display = [
        "person",
        Column("organisation", label=_("organisation"), sort_key="organisation__name"),
        Column("get_position_display", label=_("position"), sort_key="position"),
        Column("get_role_display", label=_("role"), sort_key="role"),
        DayColumn("valid_from", label=_("from"), sort_key="valid_from"),
        DayColumn("valid_until", label=_("until"), sort_key="valid_until"),
    ]
    filterset_class = MembershipFilterSet
    search_fields = ["person__full_name", "person__latin_name", "organisation__name", "organisation__name_en"]
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    edit_panels = [
        FieldPanel(
            "valid_until",
            help_text=_("The last day counts. To give another role or position, end this and add a new membership."),
        )
    ]
    panels = [
        FieldPanel(
            "person",
            widget=person_chooser.widget_class,
            help_text=_("Add the person first, if they are new."),
        ),
        FieldPanel(
            "organisation",
            widget=organisation_chooser.widget_class,
            help_text=_("Where they work: a dealer, or the manufacturer."),
        ),
        FieldRowPanel(
            [
                FieldPanel("position", help_text=_("What they do. It grants nothing; requirements speak of it.")),
                FieldPanel(
                    "role", help_text=_("What they may do. Owner, manager and deputy see their dealer’s people.")
                ),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("valid_from", help_text=_("The first day; it may lie ahead.")),
                FieldPanel("valid_until", help_text=_("The last day, if it is known already. Else leave it empty.")),
            ]
        ),
    ]
