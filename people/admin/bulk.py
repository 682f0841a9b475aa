"""Several rows at once: ticked in a listing, changed by the same actions as one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets import AdminDateInput
from wagtail.permissions import policy_registry

from foundation.listings import ListingView
from people.actions.organisations import change_organisation
from people.actions.outlets import close_outlets
from people.actions.territories import add_dealers_to_territory
from people.models import Organisation, Outlet, Person, Territory, Tier
from people.queries import organisations_visible_to, outlets_visible_to


class TickedListingView(ListingView):
    """With a box before each row."""

    @property
    def columns(self) -> list[Column]:
        return [BulkActionsCheckboxColumn("bulk_actions", obj_type=self.model._meta.model_name), *super().columns]


class SeveralAtOnce:  # mixed into viewsets
    index_view_class = TickedListingView
    index_template_name = "people/admin/ticked_index.html"


class OnVisibleRows(BulkAction):
    """Whoever may change one may change several; rows that are not theirs are not there."""

    template_name = "people/admin/confirm_several.html"
    rows: Any = None
    model: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not policy_registry.get_by_type(self.models[0]).user_has_permission(request.user, "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        ids = self.request.GET.getlist("id")
        rows: QuerySet[Any] = type(self).rows(self.request.user)
        if "all" not in ids:
            rows = rows.filter(pk__in=[one for one in ids if one.isdecimal()])
        return list(rows), {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"action": self}

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": self.request.user, **(self.cleaned_form.cleaned_data if self.cleaned_form else {})}

    def get_success_message(self, changed: int, _children: int) -> str:
        return ngettext("%(count)s row changed", "%(count)s rows changed", changed) % {"count": changed}


class TierForm(forms.Form):
    tier = forms.ModelChoiceField(
        Tier.objects.order_by("rank"), label=_("tier"), required=False, help_text=_("Empty takes the tier away.")
    )


class SetTier(OnVisibleRows):
    models = [Organisation]
    rows = staticmethod(organisations_visible_to)
    action_type = "set_tier"
    display_name = _("Set tier")
    aria_label = _("Set the tier of the dealers ticked")
    form_class = TierForm

    @classmethod
    def execute_action(cls, objects: list[Organisation], **facts: Any) -> tuple[int, int]:
        dealers = [one for one in objects if not one.is_manufacturer and one.tier != facts["tier"]]
        for dealer in dealers:
            change_organisation(dealer, tier=facts["tier"], by=facts["by"])
        return len(dealers), 0


class TerritoryForm(forms.Form):
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("name"), label=_("territory"), help_text=_("Its reps look after the dealers ticked.")
    )


class PutInTerritory(OnVisibleRows):
    models = [Organisation]
    rows = staticmethod(organisations_visible_to)
    action_type = "put_in_territory"
    display_name = _("Put in a territory")
    aria_label = _("Put the dealers ticked in a territory")
    form_class = TerritoryForm

    @classmethod
    def execute_action(cls, objects: list[Organisation], **facts: Any) -> tuple[int, int]:
        dealers = [one for one in objects if not one.is_manufacturer]
        return add_dealers_to_territory(facts["territory"], dealers=dealers, by=facts["by"]), 0


class CloseForm(forms.Form):
    open_until = forms.DateField(label=_("open until"), widget=AdminDateInput, help_text=_("The last day counts."))


class CloseOutlets(OnVisibleRows):
    models = [Outlet]
    rows = staticmethod(outlets_visible_to)
    action_type = "close"
    display_name = _("Close")
    aria_label = _("Close the outlets ticked on a day")
    form_class = CloseForm

    @classmethod
    def execute_action(cls, objects: list[Outlet], **facts: Any) -> tuple[int, int]:
        return close_outlets(objects, open_until=facts["open_until"], by=facts["by"]), 0


class NotForSeveral(BulkAction):
    """In the place of Wagtail's own on persons, which know nothing of our actions: such an address is not there."""

    models = [Person]
    display_name = aria_label = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - as Wagtail calls it
        raise Http404


class DeletePersons(NotForSeveral):
    action_type = "delete"


class AssignRoles(NotForSeveral):
    action_type = "assign_role"


class SetActiveState(NotForSeveral):
    action_type = "set_active_state"


IN_PLACE_OF_WAGTAILS = (DeletePersons, AssignRoles, SetActiveState)
BULK_ACTIONS = (SetTier, PutInTerritory, CloseOutlets)
