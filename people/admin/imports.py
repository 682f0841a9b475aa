"""Lists in the Wagtail admin: upload and see what would happen, then import; templates and lists to take along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateInput

from foundation import audit
from foundation.listings import ListedViewSet, ListingView, LookView, MomentColumn
from foundation.reading_sheets import BYTES_ALLOWED
from foundation.templatetags.ui import moment
from people.actions.importing.missing import end_missing
from people.actions.importing.running import ImportNotPossible, import_sheet, upload_sheet
from people.actions.memberships import MembershipNotAccepted
from people.enums import SheetKind, SheetState
from people.exports import CSV, XLSX, list_of, template_of
from people.models import SheetImport
from people.queries import is_platform_admin, memberships_of_sheet, people_missing, rows_refused, sheets_visible_to

from .filters import SheetImportFilterSet
from .through_action import ThroughAction

TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CSV: "text/csv; charset=utf-8"}
SHOWN = 50
SECONDS_BETWEEN_LOOKS = "3"


class UploadForm(WagtailAdminModelForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > BYTES_ALLOWED:
            raise forms.ValidationError(
                say("The file is larger than %(megabytes)d MB. Split it, and take pictures out.")
                % {"megabytes": BYTES_ALLOWED >> 20}
            )
        return file


class UploadView(ThroughAction, generic.CreateView):
    refusals = (ImportNotPossible,)

    def carry_out(self) -> SheetImport:
        fields = self.form.cleaned_data
        return upload_sheet(fields["kind"], file=fields["file"], by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("sheetimport:inspect", args=[self.object.pk])

    def get_success_message(self, _instance: Any) -> None:
        """The page says how far it is."""

    def get_edit_url(self) -> str:
        """What was uploaded is looked at, not edited."""
        return self.get_success_url()


class SheetsView(ListingView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [{"label": kind.label, "slug": kind.lower()} for kind in SheetKind]
        return super().get_context_data(**kwargs) | {"kinds": kinds}


class EndForm(forms.Form):
    valid_until = forms.DateField(label=_("last day"), widget=AdminDateInput, help_text=_("The last day counts."))


class LookAtSheetView(LookView):
    template_name = "people/admin/sheet.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_running:
            response["Refresh"] = SECONDS_BETWEEN_LOOKS
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = people_missing(self.object)
        return super().get_context_data(**kwargs) | {
            "sheet": self.object,
            "is_checked": self.object.state == SheetState.CHECKED,
            "is_imported": self.object.state == SheetState.IMPORTED,
            "refused": rows_refused(self.object)[:SHOWN],
            "missing": missing[:SHOWN],
            "missing_count": missing.count(),
            "end_form": EndForm(),
        }


def facts_of_sheet(sheet: SheetImport) -> list[tuple[Any, Any]]:
    return [
        (_("list of"), sheet.get_kind_display()),
        (_("uploaded"), moment(sheet.created_at)),
        (_("by"), sheet.by),
        (_("state"), sheet.get_state_display()),
        (_("rows"), sheet.rows_total),
        (_("added"), sheet.added),
        (_("changed"), sheet.changed),
        (_("unchanged"), sheet.same),
        (_("refused"), sheet.refused),
    ]


class SheetImportViewSet(ListedViewSet):
    model = SheetImport
    icon = "upload"
    menu_label = _("Import and export")
    menu_name = "imports"
    ordering = ["-created_at"]
    rows = staticmethod(sheets_visible_to)
    facts = staticmethod(facts_of_sheet)
    index_view_class = SheetsView
    index_template_name = "people/admin/sheets.html"
    list_display = [
        "file_name",
        Column("get_kind_display", label=_("list of"), sort_key="kind"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("added", label=_("added")),
        Column("changed", label=_("changed")),
        Column("refused", label=_("refused")),
        MomentColumn("created_at", label=_("uploaded"), sort_key="created_at"),
    ]
    filterset_class = SheetImportFilterSet
    search_fields = ["file_name"]
    panels = [
        FieldPanel("kind", help_text=_("Organisations first, then outlets and people: these name a dealer’s code.")),
        FieldPanel(
            "file",
            help_text=_("XLSX or CSV, 20 MB and 50,000 rows at most. First you only see what would happen."),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=UploadForm)
    add_view_class = UploadView
    inspect_view_class = LookAtSheetView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": None, "delete_url_name": None} | kwargs)

    def get_urlpatterns(self) -> list[Any]:
        kept = [one for one in super().get_urlpatterns() if one.name not in {"edit", "delete"}]
        return [
            *kept,
            path("template/<str:kind>/", download_template, name="template"),
            path("list/<str:kind>/<str:form>/", download_list, name="list"),
            path("import/<int:pk>/", begin_import, name="import"),
            path("missing/<int:pk>/", answer_missing, name="missing"),
            path("result/<int:pk>/", download_result, name="result"),
        ]


def _sheet(request: Any, pk: int) -> SheetImport:
    return get_object_or_404(sheets_visible_to(request.user), pk=pk)


def _known(kind: str) -> SheetKind:
    if kind.upper() not in SheetKind.values:
        raise Http404
    return SheetKind(kind.upper())


def _refuse_others(request: Any) -> None:
    if not is_platform_admin(request.user):
        raise PermissionDenied


def download_template(request: Any, kind: str) -> FileResponse:
    _refuse_others(request)
    name = f"{_known(kind).label}.xlsx"
    return FileResponse(template_of(_known(kind)), as_attachment=True, filename=name, content_type=TYPES[XLSX])


def download_list(request: Any, kind: str, form: str) -> FileResponse | StreamingHttpResponse:
    _refuse_others(request)
    if form not in TYPES:
        raise Http404
    name = f"{_known(kind).label}.{form}"
    audit.record("export_list", obj=request.user, actor=request.user, kind=_known(kind), format=form)
    rows: Any = list_of(_known(kind), person=request.user, form=form)
    return FileResponse(rows, as_attachment=True, filename=name, content_type=TYPES[form])


def begin_import(request: Any, pk: int) -> HttpResponseRedirect:
    _refuse_others(request)
    sheet = _sheet(request, pk)
    if request.method == "POST":
        try:
            import_sheet(sheet, by=request.user)
        except ImportNotPossible as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(reverse("sheetimport:inspect", args=[pk]))


def answer_missing(request: Any, pk: int) -> HttpResponseRedirect:
    _refuse_others(request)
    sheet = _sheet(request, pk)
    ticked = [int(one) for one in request.POST.getlist("membership") if one.isdecimal()]
    form = EndForm(request.POST)
    if request.method == "POST" and ticked and form.is_valid():
        try:
            ended = end_missing(
                sheet, memberships=memberships_of_sheet(sheet, ticked), by=request.user, **form.cleaned_data
            )
        except MembershipNotAccepted as error:
            messages.error(request, str(error))
        else:
            said = ngettext("%(count)s membership ended", "%(count)s memberships ended", ended) % {"count": ended}
            messages.success(request, said)
    elif request.method == "POST":
        messages.error(request, say("Tick who has left, and give the last day."))
    return HttpResponseRedirect(reverse("sheetimport:inspect", args=[pk]))


def download_result(request: Any, pk: int) -> FileResponse:
    _refuse_others(request)
    sheet = _sheet(request, pk)
    if not sheet.result:
        raise Http404
    name = f"{sheet.file_name.rpartition('.')[0] or sheet.file_name} - {say('Problem')}.xlsx"
    return FileResponse(sheet.result.open("rb"), as_attachment=True, filename=name, content_type=TYPES[XLSX])
