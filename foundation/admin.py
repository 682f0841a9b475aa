"""Jobs that failed for good, in the Wagtail admin. Who may see them is said where the menus are put together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import outbox
from .listings import MomentColumn
from .models import OutboxMessage


def address_of(message: OutboxMessage) -> str:
    return reverse("outboxmessage:edit", args=[message.pk])


class SendAgainForm(forms.ModelForm):
    class Meta:
        model = OutboxMessage
        fields: list[str] = []


class FailedJobsPaginator(WagtailPaginator):
    verbose_name, verbose_name_plural = _("failed job"), _("failed jobs")


class FailedJobsView(generic.IndexView):
    page_title = _("Failed jobs")
    paginator_class = FailedJobsPaginator

    def get_base_queryset(self) -> QuerySet[OutboxMessage]:
        return outbox.messages_given_up()


class SendAgainView(generic.EditView):
    """What it was, why it failed, and a button. One that somebody has sent again meanwhile is not there any more."""

    template_name = "foundation/admin/send_again.html"
    page_title = _("Failed job")
    submit_button_label = _("Send again")
    submit_button_active_label = _("Sending…")
    success_message = _("It will be tried again at once. If it fails again, it comes back to this list.")

    def get_queryset(self) -> QuerySet[OutboxMessage]:
        return outbox.messages_given_up()

    def get_page_subtitle(self) -> str:
        return outbox.label_of(self.object)

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = {"url": reverse(self.index_url_name), "label": _("Failed jobs")}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_subtitle()}]

    def save_instance(self) -> OutboxMessage:
        return outbox.send_again(self.object, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"label": outbox.label_of(self.object)}


class FailedJobsViewSet(ModelViewSet):
    model = OutboxMessage
    icon = "warning"
    menu_label = _("Failed jobs")
    menu_name = "failed-jobs"
    menu_hook = "register_reports_menu_item"
    ordering = ["-gave_up_at", "-pk"]
    list_per_page = 30
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = FailedJobsView
    edit_view_class = SendAgainView
    list_display = [
        TitleColumn("what", label=_("What"), accessor=outbox.label_of, get_url=address_of),
        Column("key", label=_("Key")),
        Column("last_error", label=_("Why")),
        Column("attempts", label=_("Times tried")),
        MomentColumn("gave_up_at", label=_("Given up"), sort_key="gave_up_at"),
    ]
    search_fields = ["key", "last_error"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[SendAgainForm]:  # noqa: ARG002, FBT001, FBT002
        return SendAgainForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add_url_name", "delete_url_name", "usage_url_name", "history_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
        ]
