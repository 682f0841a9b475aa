"""Kinds of certificate in the Wagtail admin, each with its paper to look at."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from certificates.actions import define_credential
from certificates.forms import CredentialForm
from certificates.models import Credential
from certificates.printing import print_paper
from certificates.queries import drawings_of, issuing_house
from certificates.samples import sample_paper

from .policies import MadeElsewherePolicy

register_permission_policy(Credential, MadeElsewherePolicy(Credential), exact_class=True)


def answer_with_paper(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": "inline"})


class CredentialEditView(generic.EditView):
    template_name = "certificates/admin/credential.html"
    paper_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse(self.paper_url_name, args=(self.object.pk,))
        return super().get_context_data(**kwargs) | {"paper_url": url}

    def save_instance(self) -> Credential:
        return define_credential(
            key=self.object.key,
            kind=self.object.kind,
            words=self.form.words(),
            valid_months=self.object.valid_months,
            by=self.request.user,
        )


class CredentialPaperView(CredentialEditView):
    """What it prints, on a sample. Posted, with the words as they stand in the form; nothing is saved."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self._answer(self.get_object())

    def form_valid(self, form: CredentialForm) -> HttpResponse:
        self.object.words = form.words()
        return self._answer(self.object)

    @staticmethod
    def _answer(credential: Credential) -> HttpResponse:
        paper = sample_paper(credential, house=issuing_house(), on=timezone.localdate())
        return answer_with_paper(print_paper(paper, drawings_of(paper)))


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

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(paper_url_name=self.get_url_name("paper"), **kwargs)

    @property
    def paper_view(self) -> Any:
        return self.construct_view(CredentialPaperView, **self.get_edit_view_kwargs())

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("paper/<int:pk>/", self.paper_view, name="paper"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
