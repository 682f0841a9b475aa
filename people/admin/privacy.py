"""Privacy in the Wagtail admin: taking along and erasing people, looking as them, and what was agreed to and asked."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView

from foundation.action_views import RowActionView
from foundation.filters import PeriodFilter
from foundation.listings import ListedViewSet, ListingView, LogViewSet, MomentColumn
from foundation.personal_data import consequences_of_erasing
from foundation.templatetags.ui import moment
from people.models import Consent, ErasureRequest, Impersonation, PurposeNotice
from people.privacy import actions, queries
from people.privacy.forms import ErasePersonForm, LookForm, NoticeForm
from people.privacy.middleware import LOOK

from .through_action import ThroughAction


class ExportPersonView(RowActionView):
    page_title = gettext_lazy("Take along all that is kept")
    header_icon = "download"
    refusals = (actions.ExportNotMade,)

    def what_follows(self) -> list[Any]:
        return [
            _("A worker puts all that is kept of this person into one file, and you get a message with the way to it."),
            _("Own numbers and ticks in lessons are not in it: nobody but the person sees them."),
            _("The person is told that an admin asked for it."),
        ]

    def carry_out(self, **_typed: Any) -> str:
        actions.ask_for_export(self.object, by=self.request.user)
        return _("The file is being made. You get a message when it is ready.")


class ErasePersonView(RowActionView):
    page_title = gettext_lazy("Erase")
    header_icon = "bin"
    form_class = ErasePersonForm
    refusals = (actions.ErasureNotPossible,)

    def what_follows(self) -> list[Any]:
        waiting = queries.erasure_waiting(self.object)
        asked = _("They asked for it on %(when)s.") % {"when": moment(waiting.asked_at)} if waiting else ""
        return [
            asked or _("They have not asked for it on their page."),
            _("This cannot be undone: not by you, and by nobody else."),
            _("Name, phone, e-mail and all that was typed about them go, in every part of the site, files too."),
            _("What they learned stays as a fact under a pseudonym, so that figures and dealers' records stay right."),
            *consequences_of_erasing(self.object),
            _("Backups have them until they are deleted."),
        ]

    def carry_out(self, **typed: Any) -> str:
        erased = actions.erase_person(self.object, by=self.request.user, reason=typed["reason"])
        return _("Erased. What they did is now kept of “%(name)s”.") % {"name": erased.full_name}


class LookAsPersonView(RowActionView):
    page_title = gettext_lazy("See the site as this person")
    header_icon = "view"
    form_class = LookForm
    refusals = (actions.ImpersonationNotPossible,)

    def what_follows(self) -> list[Any]:
        return [
            _("You see every page as they see it, but for their own numbers and ticks in lessons and their ways in."),
            _("Nothing can be changed meanwhile, and this admin is closed to you."),
            _("It ends by the button in the banner, or by itself. Begin and end stand in the history."),
        ]

    def act(self, form: Any) -> HttpResponse:
        look = actions.start_impersonation(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        self.request.session[LOOK] = str(look.uuid)
        return redirect("/")


def facts_of_notice(notice: PurposeNotice) -> list[tuple[Any, Any]]:
    return [
        (_("version"), notice.number),
        (_("published"), moment(notice.published_at)),
        (_("published by"), notice.published_by),
        (_("text in Chinese"), notice.text),
        (_("text in English"), notice.text_en),
        (_("what they may agree to, in Chinese"), notice.optional),
        (_("what they may agree to, in English"), notice.optional_en),
    ]


class NoticeCreateView(ThroughAction, CreateView):
    refusals = (actions.NoticeNotAccepted,)
    page_title = gettext_lazy("Publish a version")
    submit_button_label = gettext_lazy("Publish, and ask everybody to read it")
    success_message = gettext_lazy("Published. Everybody is asked to read it before their next page.")

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_initial(self) -> dict[str, Any]:
        """The version that holds, to be changed."""
        notice = queries.notice_in_force()
        return {name: getattr(notice, name) for name in NoticeForm.Meta.fields} if notice else {}

    def carry_out(self) -> PurposeNotice:
        return actions.publish_notice(by=self.request.user, **self.form.cleaned_data)


class NoticeListingView(ListingView):
    add_item_label = NoticeCreateView.page_title


class PurposeNoticeViewSet(ListedViewSet):
    """Versions are added, and never changed or deleted."""

    model = PurposeNotice
    icon = "doc-full"
    menu_label = gettext_lazy("Privacy notice")
    index_view_class = NoticeListingView
    add_view_class = NoticeCreateView
    ordering = ["-number"]
    rows = staticmethod(queries.notices_visible_to)
    facts = staticmethod(facts_of_notice)
    list_display = [
        "__str__",
        MomentColumn("published_at", label=gettext_lazy("published"), sort_key="published_at"),
        Column("published_by", label=gettext_lazy("published by")),
    ]
    list_filter: list[str] = []
    KEPT = frozenset({"index", "index_results", "inspect", "add", "history", "history_results"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": None, "delete_url_name": None} | kwargs)

    def get_form_class(self, for_update: bool = False) -> type[NoticeForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's
        return NoticeForm

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.KEPT]


def facts_of_consent(consent: Consent) -> list[tuple[Any, Any]]:
    return [
        (_("person"), consent.person),
        (_("notice"), consent.notice),
        (_("to what"), to_what(consent)),
        (_("language"), consent.get_language_display()),
        (_("on the page"), consent.path),
        (_("given"), moment(consent.given_at)),
        (_("taken back"), moment(consent.revoked_at)),
    ]


def to_what(consent: Consent) -> Any:
    return _("what is optional") if consent.is_optional else _("read")


class ConsentFilterSet(WagtailFilterSet):
    is_optional = django_filters.BooleanFilter(label=gettext_lazy("What is optional"))
    given_at = PeriodFilter(label=gettext_lazy("Given"))

    class Meta:
        model = Consent
        fields: list[str] = []


class ConsentViewSet(LogViewSet):
    model = Consent
    icon = "check"
    menu_label = gettext_lazy("Consents")
    ordering = ["-given_at", "-pk"]
    rows = staticmethod(queries.consents_visible_to)
    facts = staticmethod(facts_of_consent)
    list_display = [
        "__str__",
        Column("to_what", label=gettext_lazy("to what"), accessor=to_what, sort_key="is_optional"),
        MomentColumn("given_at", label=gettext_lazy("given"), sort_key="given_at"),
        MomentColumn("revoked_at", label=gettext_lazy("taken back"), sort_key="revoked_at"),
    ]
    filterset_class = ConsentFilterSet
    search_fields = ["person__full_name", "person__latin_name"]


def facts_of_erasure(request: ErasureRequest) -> list[tuple[Any, Any]]:
    return [
        (_("person"), request.person),
        (_("asked at"), moment(request.asked_at)),
        (_("taken back"), moment(request.withdrawn_at)),
        (_("erased"), moment(request.erased_at)),
    ]


def decide_url(request: ErasureRequest) -> str:
    name = "inspect" if request.withdrawn_at or request.erased_at else "erase"
    return reverse(f"wagtailusers_users:{name}", args=[request.person_id])


class ErasureRequestViewSet(LogViewSet):
    """The way on is the person's own page, where one erases them."""

    model = ErasureRequest
    icon = "bin"
    menu_label = gettext_lazy("Requests to be erased")
    ordering = ["-asked_at", "-pk"]
    rows = staticmethod(queries.erasures_visible_to)
    facts = staticmethod(facts_of_erasure)
    list_display = [
        TitleColumn("person", label=gettext_lazy("person"), get_url=decide_url),
        MomentColumn("asked_at", label=gettext_lazy("asked at"), sort_key="asked_at"),
        MomentColumn("withdrawn_at", label=gettext_lazy("taken back"), sort_key="withdrawn_at"),
        MomentColumn("erased_at", label=gettext_lazy("erased"), sort_key="erased_at"),
    ]
    search_fields = ["person__full_name", "person__latin_name"]


def facts_of_look(look: Impersonation) -> list[tuple[Any, Any]]:
    return [
        (_("by"), look.by),
        (_("person"), look.person),
        (_("reason"), look.reason),
        (_("began"), moment(look.started_at)),
        (_("ended"), moment(look.ended_at)),
    ]


class ImpersonationViewSet(LogViewSet):
    model = Impersonation
    icon = "view"
    menu_label = gettext_lazy("Looks at the site as somebody")
    ordering = ["-started_at", "-pk"]
    rows = staticmethod(queries.impersonations_visible_to)
    facts = staticmethod(facts_of_look)
    list_display = [
        "__str__",
        Column("reason", label=gettext_lazy("reason")),
        MomentColumn("started_at", label=gettext_lazy("began"), sort_key="started_at"),
        MomentColumn("ended_at", label=gettext_lazy("ended"), sort_key="ended_at"),
    ]
    search_fields = ["person__full_name", "by__full_name"]


PRIVACY_VIEWSETS = (PurposeNoticeViewSet, ConsentViewSet, ErasureRequestViewSet, ImpersonationViewSet)
