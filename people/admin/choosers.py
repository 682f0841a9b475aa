"""One of a great many: Wagtail's dialogs that search, for persons and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permissions import policy_registry

from people.models import Organisation, Person
from people.queries import organisations_found, people_found, with_employers

from .chips import SuggestDealersView, SuggestPeopleView


class SearchForm(BaseFilterForm):
    """The view searches: it knows whose rows these are."""

    q = forms.CharField(
        label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Search")}), required=False
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects


class OnlyForThoseWhoMayLook:  # mixed into views
    """A dialog shows what a listing shows, so it asks the same permission."""

    request: Any
    model: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not policy_registry.get_by_type(self.model).user_has_permission(request.user, "view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PeopleFound(OnlyForThoseWhoMayLook):
    model = Person
    filter_form_class = SearchForm

    def get_object_list(self) -> QuerySet[Any]:
        return with_employers(people_found(self.request.user, self.request.GET.get("q", "")))

    @property
    def columns(self) -> list[Column]:
        works_at = Column("works_at", label=_("works at"), accessor=_employers_of)
        signs_in = Column("signs_in_with", label=_("phone or e-mail"))
        return [*super().columns, signs_in, works_at]  # type: ignore[misc]


class OrganisationsFound(OnlyForThoseWhoMayLook):
    model = Organisation
    filter_form_class = SearchForm

    def get_object_list(self) -> QuerySet[Any]:
        return organisations_found(self.request.user, self.request.GET.get("q", ""))

    @property
    def columns(self) -> list[Column]:
        kind = Column("get_kind_display", label=_("kind"))
        return [*super().columns, Column("code", label=_("code")), kind]  # type: ignore[misc]


def _employers_of(person: Any) -> str:
    return " · ".join(dict.fromkeys(held.organisation.name for held in person.held_now))


class ChosenPersonView(OnlyForThoseWhoMayLook, chooser.ChosenView):
    def get_object(self, pk: str) -> Person:
        return _one(people_found(self.request.user, ""), pk)


class ChosenOrganisationView(OnlyForThoseWhoMayLook, chooser.ChosenView):
    def get_object(self, pk: str) -> Organisation:
        return _one(organisations_found(self.request.user, ""), pk)


def _one(rows: QuerySet[Any], pk: str) -> Any:
    found = rows.filter(pk=pk).first() if pk.isdecimal() else None
    if found is None:
        raise Http404
    return found


class _OneChooserViewSet(ChooserViewSet):
    """Chosen one at a time; what is new is added in its own form, where it is explained."""

    per_page = 12
    register_widget = False
    suggest_view_class: Any = None

    def get_urlpatterns(self) -> list[Any]:
        kept = [one for one in super().get_urlpatterns() if one.name not in {"create", "chosen_multiple"}]
        return [*kept, path("suggest/", self.construct_view(self.suggest_view_class), name="suggest")]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        named = super(ChooserViewSet, self).get_common_view_kwargs(
            model=self.model,
            preserve_url_parameters=[],
            chosen_url_name=self.get_url_name("chosen"),
            results_url_name=self.get_url_name("choose_results"),
            per_page=self.per_page,
        )
        return named | kwargs


class PersonChooserViewSet(_OneChooserViewSet):
    model = Person
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    choose_view_class = type("ChoosePerson", (PeopleFound, chooser.ChooseView), {})
    choose_results_view_class = type("ChoosePersonResults", (PeopleFound, chooser.ChooseResultsView), {})
    chosen_view_class = ChosenPersonView
    suggest_view_class = type("SuggestPeople", (OnlyForThoseWhoMayLook, SuggestPeopleView), {"model": Person})


class OrganisationChooserViewSet(_OneChooserViewSet):
    model = Organisation
    icon = "home"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    choose_view_class = type("ChooseOrganisation", (OrganisationsFound, chooser.ChooseView), {})
    choose_results_view_class = type("ChooseOrganisationResults", (OrganisationsFound, chooser.ChooseResultsView), {})
    chosen_view_class = ChosenOrganisationView
    suggest_view_class = type("SuggestDealers", (OnlyForThoseWhoMayLook, SuggestDealersView), {"model": Organisation})


person_chooser = PersonChooserViewSet("person_chooser")
organisation_chooser = OrganisationChooserViewSet("organisation_chooser")
