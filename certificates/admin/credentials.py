"""Kinds of certificate in the Wagtail admin, each with its paper to look at."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from certificates.actions import define_credential
from certificates.forms import CredentialForm
from certificates.models import Credential
from certificates.printing import print_paper
from certificates.queries import drawings_of, issuing_house
from certificates.samples import sample_paper
from foundation.listings import ListedViewSet, OneVisibleRow, OnlyTo

# They come from what was published: none is added or deleted here.
register_permission_policy(Credential, OnlyTo(Credential, "change", "view"))


def answer_with_paper(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": "inline"})


class CredentialEditView(OneVisibleRow, generic.EditView):
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


def credentials_listed_for(_person: Any) -> QuerySet[Credential]:
    """They are nobody's."""
    return Credential.objects.all()


class CredentialViewSet(ListedViewSet):
    """What it is about and how long it is valid comes from what is published; its other words may be changed here."""

    model = Credential
    icon = "tag"
    menu_label = gettext_lazy("Kinds of certificate")
    ordering = ["kind", "key"]
    rows = staticmethod(credentials_listed_for)
    inspect_view_enabled = False
    edit_view_class = CredentialEditView
    list_display = [
        "__str__",
        Column("get_kind_display", label=gettext_lazy("kind"), sort_key="kind"),
        Column("valid_months", label=gettext_lazy("valid for months"), sort_key="valid_months"),
        Column("key", label=gettext_lazy("key"), sort_key="key"),
    ]
    list_filter = ["kind"]
    search_fields = ["key", "words__zh-hans__what", "words__en__what"]

    def get_form_class(self, for_update: bool = False) -> type[CredentialForm]:  # noqa: ARG002, FBT001, FBT002
        return CredentialForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add_url_name", "delete_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent), **kwargs)

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(paper_url_name=self.get_url_name("paper"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        paper = self.construct_view(CredentialPaperView, **self.get_edit_view_kwargs())
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"add", "delete"}]
        return [*kept, path("paper/<int:pk>/", paper, name="paper")]
