"""Certificates in the Wagtail admin: to look at, to suspend, revoke and reinstate, to print again."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from certificates.actions import CertificateNotChangeable, change_state, print_again
from certificates.enums import CertificateState, CertificateStatus, PrintState
from certificates.forms import ChangeStateForm
from certificates.models import Certificate
from certificates.paper import Pair
from certificates.queries import certificates_visible_to, events_of, print_order_of, print_state_of
from certificates.rules import NEXT_STATES, status_on
from foundation.action_views import RowActionView
from foundation.listings import DayColumn, LookedAtViewSet, LookView, OnlyTo
from foundation.templatetags.ui import day
from people.api import person_asking

VERBS = {
    CertificateState.SUSPENDED: (gettext_lazy("Suspend"), "lock"),
    CertificateState.REVOKED: (gettext_lazy("Revoke"), "cross"),
    CertificateState.VALID: (gettext_lazy("Reinstate"), "undo"),
}

# They come from what was learned: none is added or deleted here.
register_permission_policy(Certificate, OnlyTo(Certificate, "change", "view"))


class CertificateLookView(LookView):
    """What the paper says, and everything that happened to it."""

    change_state_url_name = print_again_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if not self.user_has_permission("change"):
            return buttons
        following = [state for state in VERBS if state in NEXT_STATES[self.object.state]]
        return [*buttons, *self._print_again_buttons()] + [
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
        return [Button(PrintAgainView.page_title, url=url, icon_name="rotate", priority=5)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = print_order_of(self.object)[1]
        return super().get_context_data(**kwargs) | {
            "status": status_on(self.object, timezone.localdate()),
            "print_state": print_state_of(self.object),
            "print_error": order.last_error if order else "",
            "events": events_of(self.object),
        }


def facts_of_certificate(certificate: Certificate) -> list[tuple[Any, Any]]:
    paper = certificate.paper
    return [
        (_("Holder"), f"{paper.holder} {paper.latin_name}"),
        (_("Dealer at the time"), paper.organisation and said(paper.organisation)),
        (_("Kind of paper"), said(paper.title)),
        (_("What its holder did"), said(paper.did)),
        (_("About"), said(paper.what)),
        (_("Dates"), f"{paper.when.first} · {paper.when.second}"),
        (_("Round"), certificate.cycle + 1),
        (_("Verification code"), paper.code),
    ]


def said(pair: Pair) -> str:
    return f"{pair.first} {pair.second}"


class PrintAgainView(RowActionView):
    page_title = gettext_lazy("Print again")
    header_icon = "rotate"

    def what_follows(self) -> list[Any]:
        return [
            whose(self.object),
            _("Its PDF could not be made, or is lost. It is printed from what was issued, so it says the same."),
        ]

    def carry_out(self, **_typed: Any) -> str:
        print_again(self.object, by=person_asking(self.request))
        return _("%(number)s is being printed.") % {"number": self.object.number}


class ChangeStateView(RowActionView):
    form_class = ChangeStateForm
    refusals = (CertificateNotChangeable,)

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = self.kwargs["state"].upper()
        if asked not in VERBS:
            raise Http404
        self.state = CertificateState(asked)
        self.page_title, self.header_icon = VERBS[self.state]

    def what_follows(self) -> list[Any]:
        return [whose(self.object)]

    def carry_out(self, **typed: Any) -> str:
        changed = change_state(self.object, state=self.state, by=person_asking(self.request), **typed)
        return _("%(number)s is now %(state)s.") % {"number": changed.number, "state": changed.get_state_display()}


def whose(certificate: Certificate) -> str:
    return f"{certificate.holder_name} · {certificate.title_in(None)}"


class CertificateViewSet(LookedAtViewSet):
    model = Certificate
    icon = "clipboard-list"
    menu_label = gettext_lazy("Certificates")
    ordering = ["-issued_on", "-pk"]
    rows = staticmethod(certificates_visible_to)
    facts = staticmethod(facts_of_certificate)
    inspect_view_class = CertificateLookView
    inspect_template_name = "certificates/admin/inspect.html"
    list_display = [
        "number",
        Column("holder_name", label=gettext_lazy("Holder")),
        Column("about", label=gettext_lazy("About"), accessor=lambda row: row.title_in(None)),
        DayColumn("issued_on", label=gettext_lazy("Issued"), sort_key="issued_on"),
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

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {f"{name}_url_name": self.get_url_name(name) for name in ("change_state", "print_again")}
        return super().get_inspect_view_kwargs(**names, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        change, print_anew = (
            self.construct_view(view, row_url_name=self.get_url_name("inspect"))
            for view in (ChangeStateView, PrintAgainView)
        )
        return [
            *super().get_urlpatterns(),
            path("change/<int:pk>/<slug:state>/", change, name="change_state"),
            path("print-again/<int:pk>/", print_anew, name="print_again"),
        ]
