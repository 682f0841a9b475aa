from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from people.actions.memberships import MembershipNotAccepted, add_membership, end_membership, remove_membership
from people.actions.organisations import (
    OrganisationNotAccepted,
    TerritoryNotAccepted,
    add_organisation,
    add_territory,
    change_organisation,
    change_territory,
)
from people.models import Membership, Organisation, Territory

from .through_action import AddsThroughAction, ChangesThroughAction


class EditsLess:  # mixed into viewsets
    """What cannot be changed later is asked once."""

    edit_panels: list[Panel] = []

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = ObjectList(self.edit_panels).bind_to_model(self.model)  # type: ignore[attr-defined]
        kwargs |= {"panel": panel, "form_class": panel.get_form_class()}
        return super().get_edit_view_kwargs(**kwargs)  # type: ignore[misc]


class OrganisationCreateView(AddsThroughAction, generic.CreateView):
    refusals = (OrganisationNotAccepted,)

    def carry_out(self) -> Organisation:
        return add_organisation(by=self.request.user, **self.form.cleaned_data)


class OrganisationEditView(ChangesThroughAction, generic.EditView):
    refusals = (OrganisationNotAccepted,)

    def carry_out(self) -> Organisation:
        return change_organisation(self.object, by=self.request.user, **self.form.cleaned_data)


class OrganisationIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.select_related("parent")


class OrganisationViewSet(EditsLess, ModelViewSet):
    model = Organisation
    icon = "home"
    menu_label = _("Organisations")
    ordering = ["name"]
    list_per_page = 30
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["name", "code", Column("get_kind_display", label=_("kind"), sort_key="kind"), "parent"]
    list_filter = ["kind"]
    search_fields = ["name", "name_en", "code"]
    search_backend_name = None
    edit_panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldPanel("parent"),
        FieldPanel("zone"),
        FieldPanel("external_codes"),
    ]
    panels = [FieldPanel("kind"), *edit_panels]
    index_view_class = OrganisationIndexView
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView


class TerritoryCreateView(AddsThroughAction, generic.CreateView):
    refusals = (TerritoryNotAccepted,)

    def carry_out(self) -> Territory:
        return add_territory(by=self.request.user, **self.form.cleaned_data)


class TerritoryEditView(ChangesThroughAction, generic.EditView):
    refusals = (TerritoryNotAccepted,)

    def carry_out(self) -> Territory:
        return change_territory(self.object, by=self.request.user, **self.form.cleaned_data)


class TerritoryViewSet(ModelViewSet):
    model = Territory
    icon = "site"
    menu_label = _("Territories")
    ordering = ["name"]
    list_per_page = 30
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["name", "name_en"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("dealers"),
        FieldPanel("people"),
    ]
    add_view_class = TerritoryCreateView
    edit_view_class = TerritoryEditView


class MembershipCreateView(AddsThroughAction, generic.CreateView):
    refusals = (MembershipNotAccepted,)

    def carry_out(self) -> Membership:
        return add_membership(by=self.request.user, **self.form.cleaned_data)


class MembershipEditView(ChangesThroughAction, generic.EditView):
    """The last day is all that changes: who gets another role ends one membership and begins another."""

    refusals = (MembershipNotAccepted,)

    def carry_out(self) -> Membership:
        return end_membership(self.object, valid_until=self.form.cleaned_data["valid_until"], by=self.request.user)


class MembershipDeleteView(generic.DeleteView):
    """For what was entered by mistake."""

    def delete_action(self) -> None:
        remove_membership(self.object, by=self.request.user)


class MembershipIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Membership]:
        return Membership.objects.select_related("person", "organisation")


class MembershipViewSet(EditsLess, ModelViewSet):
    model = Membership
    icon = "group"
    menu_label = _("Memberships")
    ordering = ["person__full_name", "pk"]
    list_per_page = 30
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "person",
        "organisation",
        Column("get_position_display", label=_("position"), sort_key="position"),
        Column("get_role_display", label=_("role"), sort_key="role"),
        DateColumn("valid_from", label=_("from"), sort_key="valid_from"),
        DateColumn("valid_until", label=_("until"), sort_key="valid_until"),
    ]
    list_filter = ["role", "position"]
    search_fields = ["person__full_name", "person__latin_name", "organisation__name", "organisation__name_en"]
    search_backend_name = None
    index_view_class = MembershipIndexView
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView

    edit_panels = [FieldPanel("valid_until")]
    panels = [
        FieldPanel("person"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    ]
