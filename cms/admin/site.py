"""The site's settings in the Wagtail admin: colour, logo, filing numbers, verification files, and who changed them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from cms import actions, queries
from cms.brand import accent_in_light
from cms.forms import SiteSettingsForm
from cms.models import SiteSettings
from foundation.action_views import ActionView
from foundation.audit import lines_about
from foundation.listings import AuditHistoryView, AuditTable
from people.admin import PlatformAdminsMenuItem, PlatformAdminsOnly
from people.api import person_asking

register_permission_policy(SiteSettings, PlatformAdminsOnly(SiteSettings), exact_class=True)
LINES_SHOWN = 20


class SiteSettingsView(ActionView):
    model = SiteSettings
    template_name = "cms/admin/site_settings.html"
    page_title = gettext_lazy("Colour, logo, filing numbers")
    header_icon = "cog"
    form_class = SiteSettingsForm
    refusals = (actions.SiteSettingsNotAccepted,)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "kept": queries.site_settings(),
            "known_files": queries.verification_files(),
        }

    def act(self, form: SiteSettingsForm) -> HttpResponse:
        changed = actions.change_site_settings(**form.changes(), by=person_asking(self.request))
        messages.success(self.request, _("Saved. All pages show it within half a minute."))
        self._say_what_is_read_instead(changed.brand)
        return redirect("site_settings:index")

    def _say_what_is_read_instead(self, brand: str) -> None:
        """A colour that is too light to be read is not refused: pages take the nearest one."""
        if brand and (accent := accent_in_light(brand)) != brand:
            sentence = _(
                "%(brand)s is too light to be read on paper. Words and buttons take %(accent)s, the nearest one."
            )
            messages.warning(self.request, sentence % {"brand": brand, "accent": accent})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kept = context["form"].kept
        lines = lines_about(kept)[:LINES_SHOWN] if kept.pk else []
        return context | {"kept": kept, "history": AuditTable(AuditHistoryView.columns, lines) if lines else None}


class SiteSettingsViewSet(ViewSet):
    name = "site_settings"
    icon = "cog"
    menu_label = gettext_lazy("Colour, logo, filing numbers")
    add_to_settings_menu = True
    menu_item_class = PlatformAdminsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", SiteSettingsView.as_view(), name="index")]
