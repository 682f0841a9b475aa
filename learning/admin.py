"""Activities and learning records in the Wagtail admin: to look at; a wrong record is voided, never edited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from foundation.templatetags.ui import day, moment

from . import api
from .models import Activity, LearningRecord


class ToLookAt(ModelPermissionPolicy):
    """Nobody adds or deletes here, superusers neither; to change a learning record is to void it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = actions


class VoidForm(forms.ModelForm):
    void_reason = forms.CharField(
        label=_("Why this record is wrong"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person will read it. The record remains, and counts no more; what it earned is revoked."),
    )

    class Meta:
        model = LearningRecord
        fields = ["void_reason"]


class RecordIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[LearningRecord]:
        return api.records_visible_to(self.request.user)


class RecordView(generic.EditView):
    """All that a record says, and a form that voids it."""

    page_title = _("Learning record")
    submit_button_label = _("Void this record")
    submit_button_active_label = _("Voiding…")
    success_message = _("The record was voided. It remains, and counts no more.")

    def get_queryset(self) -> QuerySet[LearningRecord]:
        return api.records_visible_to(self.request.user)

    def save_instance(self) -> LearningRecord:
        record = api.void_record(
            self.get_object(), voided_by=self.request.user, reason=self.form.cleaned_data["void_reason"]
        )
        log(instance=record, action="wagtail.edit", user=self.request.user)
        return record

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"facts": self.facts()}

    def facts(self) -> list[tuple[Any, Any]]:
        """(label, value) of all that there is."""
        record: LearningRecord = self.get_object()
        facts = [
            (_("person"), record.person),
            (_("activity"), record.activity.title_in(get_language())),
            (_("done on"), moment(record.completed_at)),
            (_("recorded"), moment(record.recorded_at)),
            (_("recorded by"), record.recorder),
            (_("worked then at"), record.organisation),
            (_("round"), record.cycle + 1),
            (_("source"), f"{record.source} {record.source_version}"),
            (_("language"), record.language),
            (_("score"), record.score),
            (_("level"), record.level),
            (_("manner"), record.get_manner_display()),
            (_("evidence"), ", ".join(f"{name}: {value}" for name, value in record.evidence.items())),
            (_("voided"), day(record.voided_at) if record.voided_at else None),
            (_("voided by"), record.voided_by),
            (_("reason"), record.void_reason),
        ]
        return [(label, value) for label, value in facts if value not in (None, "")]


class LearningRecordViewSet(ModelViewSet):
    model = LearningRecord
    icon = "tick-inverse"
    menu_label = _("Learning records")
    ordering = ["-completed_at", "-pk"]
    list_per_page = 30
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "person",
        "activity",
        Column("organisation", label=_("worked then at")),
        DateColumn("completed_at", label=_("done on"), sort_key="completed_at"),
        BooleanColumn("is_voided", label=_("voided")),
    ]
    list_filter = {"activity__kind": ["exact"], "voided_at": ["isnull"]}
    search_fields = ["person__full_name", "person__latin_name"]
    search_backend_name = None
    index_view_class = RecordIndexView
    edit_view_class = RecordView
    edit_template_name = "learning/admin/record.html"

    def get_form_class(self, for_update: bool = False) -> type[VoidForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's
        return VoidForm


class ActivityIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Activity]:
        return Activity.objects.select_related("credential")


class ActivityViewSet(ModelViewSet):
    """They come from what is published; here one sees which there are."""

    model = Activity
    icon = "list-ul"
    menu_label = _("Activities")
    ordering = ["kind", "pk"]
    list_per_page = 30
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["titles", "kind", "key", "credential"]
    add_to_reference_index = False
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("key", label=_("key"), sort_key="key"),
        Column("credential", label=_("credential")),
    ]
    list_filter = ["kind"]
    index_view_class = ActivityIndexView
    form_fields = ["titles"]
