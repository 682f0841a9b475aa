"""Who issues certificates: name, emblem and signatures, with the paper to look at before anything is saved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from certificates.actions import HouseNotAccepted, change_house, digest_of, worded_house
from certificates.enums import CredentialKind
from certificates.forms import HouseForm
from certificates.models import Credential, House
from certificates.printing import print_paper
from certificates.printing.drawings import shown
from certificates.queries import drawing_named, drawings_of, issuing_house
from certificates.samples import sample_paper
from certificates.wording import USUAL
from foundation.action_views import ActionView
from people.admin import PlatformAdminsMenuItem, PlatformAdminsOnly
from people.api import person_asking

from .credentials import answer_with_paper

register_permission_policy(House, PlatformAdminsOnly(House), exact_class=True)
SAMPLE = Credential(
    kind=CredentialKind.COURSE,
    words={
        language: words | {"what": what, "outcome": ""}
        for (language, words), what in zip(
            USUAL[CredentialKind.COURSE].items(), ("库存管理", "Inventory Management"), strict=True
        )
    },
    valid_months=24,
)


class HouseView(ActionView):
    model = House
    template_name = "certificates/admin/house.html"
    page_title = gettext_lazy("Who issues certificates")
    header_icon = "cms-award"
    form_class = HouseForm
    refusals = (HouseNotAccepted,)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"house": issuing_house()}

    def act(self, form: HouseForm) -> HttpResponse:
        change_house(texts=form.texts(), drawings=form.drawings(), by=person_asking(self.request))
        messages.success(self.request, _("Saved. Certificates from now on say so; those issued keep what they say."))
        return redirect("house:index")


class HousePaperView(HouseView):
    """A sample paper, with what stands in the form if it was posted. Nothing is saved."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self._print(issuing_house(), {})

    def act(self, form: HouseForm) -> HttpResponse:
        return self._print(worded_house(issuing_house(), form.texts()), form.drawings())

    @staticmethod
    def _print(house: House, drawings: dict[str, bytes | None]) -> HttpResponse:
        given = {digest_of(png): png for png in drawings.values() if png}
        digests = {name: digest_of(png) if png else "" for name, png in drawings.items()}
        paper = sample_paper(SAMPLE, house=house, on=timezone.localdate(), drawings=digests)
        return answer_with_paper(print_paper(paper, drawings_of(paper) | given))


class DrawingView(PermissionCheckedMixin, View):
    """A drawing as it will be printed, in black: a PNG that we wrote ourselves."""

    model = House
    permission_required = "change"

    def get(self, _request: HttpRequest, digest: str) -> HttpResponse:
        png = drawing_named(digest)
        if png is None:
            raise Http404
        return HttpResponse(shown(png), content_type="image/png")


class HouseViewSet(ViewSet):
    name = "house"
    icon = "cms-award"
    menu_label = gettext_lazy("Who issues certificates")
    add_to_settings_menu = True
    menu_item_class = PlatformAdminsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", HouseView.as_view(), name="index"),
            path("paper/", HousePaperView.as_view(), name="paper"),
            path("drawing/<slug:digest>/", DrawingView.as_view(), name="drawing"),
        ]
