"""Certificates in the Wagtail admin: to look at, to suspend, revoke and reinstate, to print again."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from certificates.actions import CertificateNotChangeable, change_state, print_again
from certificates.enums import CertificateState, CertificateStatus, PrintState
from certificates.forms import ChangeStateForm
from certificates.models import Certificate
from certificates.queries import events_of, print_order_of, print_state_of
from certificates.rules import NEXT_STATES, status_on
from foundation.templatetags.ui import day
from people.api import person_asking

from .policies import MadeElsewherePolicy

VERBS = {
    CertificateState.SUSPENDED: (gettext_lazy("Suspend"), "lock"),
    CertificateState.REVOKED: (gettext_lazy("Revoke"), "cross"),
    CertificateState.VALID: (gettext_lazy("Reinstate"), "undo"),
}


register_permission_policy(Certificate, MadeElsewherePolicy(Certificate), exact_class=True)


class CertificateIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.select_related("credential")


class CertificateInspectView(generic.InspectView):
    """What the paper says, and everything that happened to it."""

    change_state_url_name = print_again_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.user_has_permission("change"):
            return []
        following = [state for state in VERBS if state in NEXT_STATES[self.object.state]]
        return self._print_again_buttons() + [
            Button(
                VERBS[state][0],
                url=reverse(self.change_state_url_name, args=(self.object.pk, state.lower())),
                icon_name=VERBS[state][1],
                priority=10 * place,
            )
            for place, state in enumerate(following)
        ]

    def _print_again_buttons(self) -> list[Button]:
        if print_state_of(self.object) != PrintState.FAILED:
            return []
        url = reverse(self.print_again_url_name, args=(self.object.pk,))
        return [Button(gettext_lazy("Print again"), url=url, icon_name="rotate", priority=5)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = print_order_of(self.object)[1]
        return super().get_context_data(**kwargs) | {
            "paper": self.object.paper,
            "status": status_on(self.object, timezone.localdate()),
            "print_state": print_state_of(self.object),
            "print_error": order.last_error if order else "",
            "events": events_of(self.object),
        }


class CertificateView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Something that is done to one certificate."""

    model = Certificate
    permission_required = "change"
    index_url_name = ""
    inspect_url_name = ""
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Certificate, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": str(gettext_lazy("Certificates"))},
            {"url": reverse(self.inspect_url_name, args=(self.object.pk,)), "label": str(self.object)},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "paper": self.object.paper,
            "inspect_url": reverse(self.inspect_url_name, args=(self.object.pk,)),
        }


class PrintAgainView(CertificateView, TemplateView):
    template_name = "certificates/admin/print_again.html"
    page_title = gettext_lazy("Print again")

    def post(self, request: Any, **_kwargs: Any) -> HttpResponse:
        print_again(self.object, by=person_asking(request))
        messages.success(request, _("%(number)s is being printed.") % {"number": self.object.number})
        return redirect(self.inspect_url_name, self.object.pk)


class ChangeStateView(CertificateView, FormView):
    """What the action refuses is said in the form, and the reason stays there."""

    template_name = "certificates/admin/change_state.html"
    form_class = ChangeStateForm

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.state = self._asked_state()

    def _asked_state(self) -> CertificateState:
        asked = self.kwargs["state"].upper()
        if asked not in VERBS:
            raise Http404
        return CertificateState(asked)

    def get_page_title(self) -> str:
        return str(VERBS[self.state][0])

    def form_valid(self, form: ChangeStateForm) -> HttpResponse:
        try:
            certificate = change_state(
                self.object, state=self.state, by=person_asking(self.request), **form.cleaned_data
            )
        except CertificateNotChangeable as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        now = {"number": certificate.number, "state": certificate.get_state_display()}
        messages.success(self.request, _("%(number)s is now %(state)s.") % now)
        return redirect(self.inspect_url_name, certificate.pk)


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
            "status",
            label=gettext_lazy("State"),
            sort_key="state",
            accessor=lambda row: status_on(row, timezone.localdate()).label,
            primary=lambda row: status_on(row, timezone.localdate()) == CertificateStatus.VALID,
        ),
    ]
    list_filter = ["state", "credential"]
    search_fields = ["number", "holder_person__full_name", "holder_person__latin_name", "holder_organisation__name"]
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name", "history_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent), **kwargs)

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("change_state", "print_again")}
        return super().get_inspect_view_kwargs(**names, **kwargs)

    @cached_property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        name = self.get_url_name("inspect")
        return type("CertificateURLFinder", (ModelAdminURLFinder,), {"edit_url_name": name})

    def _view_of_one(self, view: type[CertificateView]) -> Any:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("index", "inspect")}
        return view.as_view(**names)  # type: ignore[attr-defined]

    def get_urlpatterns(self) -> list[Any]:
        """Of Wagtail's only those that read."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("change/<int:pk>/<slug:state>/", self._view_of_one(ChangeStateView), name="change_state"),
            path("print-again/<int:pk>/", self._view_of_one(PrintAgainView), name="print_again"),
        ]
