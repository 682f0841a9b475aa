"""Certificates and credentials in the Wagtail admin. Menu groups are put together in cms."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from foundation.templatetags.ui import day
from people.api import Person

from .actions import CertificateNotChangeable, change_state, define_credential
from .enums import CertificateState
from .forms import ChangeStateForm, CredentialForm
from .models import Certificate, Credential
from .queries import events_of
from .rules import NEXT_STATES, status_on

VERBS = {
    CertificateState.SUSPENDED: (gettext_lazy("Suspend"), "lock"),
    CertificateState.REVOKED: (gettext_lazy("Revoke"), "cross"),
    CertificateState.VALID: (gettext_lazy("Reinstate"), "undo"),
}


class MadeElsewherePolicy(ModelPermissionPolicy):
    """Certificates come from what was learned, credentials from what was published: none is added or deleted here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


for model in (Certificate, Credential):
    register_permission_policy(model, MadeElsewherePolicy(model), exact_class=True)


class CertificateIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.select_related("credential")


class CertificateInspectView(generic.InspectView):
    """What the paper says, and everything that happened to it."""

    change_state_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.user_has_permission("change"):
            return []
        following = [state for state in VERBS if state in NEXT_STATES[self.object.state]]
        return [
            Button(
                VERBS[state][0],
                url=reverse(self.change_state_url_name, args=(self.object.pk, state.lower())),
                icon_name=VERBS[state][1],
                priority=10 * place,
            )
            for place, state in enumerate(following)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "paper": self.object.paper,
            "status": status_on(self.object, timezone.localdate()),
            "events": events_of(self.object),
        }


class ChangeStateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """What the action refuses is said in the form, and the reason stays there."""

    model = Certificate
    permission_required = "change"
    template_name = "certificates/admin/change_state.html"
    form_class = ChangeStateForm
    index_url_name = ""
    inspect_url_name = ""
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Certificate, pk=self.kwargs["pk"])
        self.state = self._asked_state()

    def _asked_state(self) -> CertificateState:
        asked = self.kwargs["state"].upper()
        if asked not in VERBS:
            raise Http404
        return CertificateState(asked)

    def get_page_title(self) -> str:
        return str(VERBS[self.state][0])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": str(gettext_lazy("Certificates"))},
            {"url": reverse(self.inspect_url_name, args=(self.object.pk,)), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: ChangeStateForm) -> HttpResponse:
        try:
            certificate = change_state(
                self.object, state=self.state, by=cast("Person", self.request.user), **form.cleaned_data
            )
        except CertificateNotChangeable as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        now = {"number": certificate.number, "state": certificate.get_state_display()}
        messages.success(self.request, _("%(number)s is now %(state)s.") % now)
        return redirect(self.inspect_url_name, certificate.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "paper": self.object.paper,
            "inspect_url": reverse(self.inspect_url_name, args=(self.object.pk,)),
        }


class CertificateViewSet(ModelViewSet):
    model = Certificate
    icon = "clipboard-list"
    menu_label = gettext_lazy("Certificates")
    ordering = ["-issued_on", "-pk"]
    list_per_page = 30
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    inspect_template_name = "certificates/admin/inspect.html"
    list_display = [
        "number",
        Column("holder_name", label=gettext_lazy("Holder")),
        Column("about", label=gettext_lazy("About"), accessor=lambda row: row.title_in(get_language() or "")),
        Column(
            "issued_on", label=gettext_lazy("Issued"), sort_key="issued_on", accessor=lambda row: day(row.issued_on)
        ),
        Column(
            "valid_until",
            label=gettext_lazy("Valid until"),
            sort_key="valid_until",
            accessor=lambda row: day(row.valid_until) or _("no end"),
        ),
        StatusTagColumn(
            "get_state_display",
            label=gettext_lazy("State"),
            sort_key="state",
            primary=lambda row: row.state == CertificateState.VALID,
        ),
    ]
    list_filter = ["state", "credential"]
    search_fields = ["number", "holder_person__full_name", "holder_person__latin_name", "holder_organisation__name"]
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name", "history_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent), **kwargs)

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(change_state_url_name=self.get_url_name("change_state"), **kwargs)

    @cached_property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        name = self.get_url_name("inspect")
        return type("CertificateURLFinder", (ModelAdminURLFinder,), {"edit_url_name": name})

    @property
    def change_state_view(self) -> Any:
        return ChangeStateView.as_view(
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
        )

    def get_urlpatterns(self) -> list[Any]:
        """Of Wagtail's only those that read."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("change/<int:pk>/<slug:state>/", self.change_state_view, name="change_state"),
        ]


class CredentialEditView(generic.EditView):
    def save_instance(self) -> Credential:
        return define_credential(
            key=self.object.key,
            kind=self.object.kind,
            words=self.form.words(),
            valid_months=self.object.valid_months,
            by=self.request.user,
        )


class CredentialViewSet(ModelViewSet):
    """What it is about and how long it is valid comes from what is published; its other words may be changed here."""

    model = Credential
    icon = "tag"
    menu_label = gettext_lazy("Kinds of certificate")
    ordering = ["kind", "key"]
    list_per_page = 30
    add_to_reference_index = False
    copy_view_enabled = False
    edit_view_class = CredentialEditView
    list_display = [
        "__str__",
        Column("get_kind_display", label=gettext_lazy("kind"), sort_key="kind"),
        Column("valid_months", label=gettext_lazy("valid for months"), sort_key="valid_months"),
        Column("key", label=gettext_lazy("key"), sort_key="key"),
    ]
    list_filter = ["kind"]
    search_fields = ["key"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[CredentialForm]:  # noqa: ARG002, FBT001, FBT002
        return CredentialForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add_url_name", "delete_url_name", "usage_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
