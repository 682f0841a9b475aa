"""Activities and learning records in the Wagtail admin: to look at; a wrong record is voided, never edited."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from foundation.action_views import RowActionView
from foundation.filters import PeriodFilter, TitledFilter
from foundation.listings import DayColumn, ListedViewSet, LookedAtViewSet, OneVisibleRow, titles_by_language
from foundation.templatetags.ui import day, moment, number
from people.admin import DealerFilter, TerritoryFilter

from . import api
from .enums import ActivityKind
from .models import Activity, LearningRecord


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


def facts_of_record(record: LearningRecord) -> list[tuple[Any, Any]]:
    return [
        (_("person"), record.person),
        (_("activity"), record.activity),
        (_("done on"), moment(record.completed_at)),
        (_("recorded"), moment(record.recorded_at)),
        (_("recorded by"), record.recorder),
        (_("worked then at"), record.organisation),
        (_("round"), record.cycle + 1),
        (_("source"), f"{gettext(record.source)} {record.source_version}"),
        (_("language"), dict(settings.LANGUAGES).get(record.language, record.language)),
        (_("score"), number(record.score)),
        (_("level"), record.level),
        (_("manner"), record.get_manner_display()),
        (_("evidence"), ", ".join(f"{gettext(name)} {value}" for name, value in record.evidence.items())),
        (_("voided"), day(record.voided_at)),
        (_("voided by"), record.voided_by),
        (_("reason"), record.void_reason),
    ]


def state_of(record: LearningRecord) -> Any:
    return _("voided") if record.is_voided else _("counts")


class RecordView(OneVisibleRow, generic.EditView):
    """All that a record says, a form that voids it, and the way to a further round."""

    facts: Any = None
    open_cycle_url_name = ""
    page_title = _("Learning record")
    submit_button_label = _("Void this record")
    submit_button_active_label = _("Voiding…")
    success_message = _("The record was voided. It remains, and counts no more.")

    def save_instance(self) -> LearningRecord:
        reason = self.form.cleaned_data["void_reason"]
        return api.void_record(self.get_object(), by=self.request.user, reason=reason)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = [(label, value) for label, value in self.facts(self.get_object()) if value not in (None, "")]
        is_course = self.object.activity.kind == ActivityKind.COURSE
        return super().get_context_data(**kwargs) | {"facts": facts, "way_on_url": is_course and self.open_cycle_url}

    @cached_property
    def open_cycle_url(self) -> str:
        """Where a further round is opened; empty while one is under way."""
        is_openable = api.is_cycle_openable(self.object.person, self.object.activity)
        return reverse(self.open_cycle_url_name, args=(self.object.pk,)) if is_openable else ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.open_cycle_url:
            buttons.append(Button(OpenCycleView.page_title, url=self.open_cycle_url, icon_name="rotate", priority=15))
        return buttons

    def get_success_buttons(self) -> list[Any]:
        """Voiding opens nothing, so whoever voids is led to what does."""
        way_on = [messages.button(self.open_cycle_url, OpenCycleView.page_title)] if self.open_cycle_url else []
        return [*way_on, *super().get_success_buttons()]


class OpenCycleForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is to be done anew"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person will read it."),
    )


class OpenCycleView(RowActionView):
    page_title = _("Open a further round")
    header_icon = "rotate"
    form_class = OpenCycleForm
    refusals = (api.CycleNotOpened,)

    def what_follows(self) -> list[Any]:
        activity = self.object.activity
        names = {"name": self.object.person.full_name, "activity": activity}
        said = [
            _("%(name)s is to complete “%(activity)s” anew, and finds it at home with your reason.") % names,
            _("What was done stays in the learning record, with its date."),
        ]
        if activity.credential:
            said.append(_("A certificate that is valid stays so until the new one is earned, which takes its place."))
        if activity.kind == ActivityKind.COURSE:
            said.append(_("A course that takes no new learners stays locked until it is published again."))
        return [*said, _("A round that is open cannot be closed again.")]

    def carry_out(self, **typed: Any) -> str:
        cycle = api.open_cycle(self.object.person, self.object.activity, by=self.request.user, **typed)
        now = {"number": cycle.number + 1, "name": self.object.person.full_name}
        return _("Round %(number)s is open for %(name)s.") % now


class RecordFilterSet(WagtailFilterSet):
    activity = TitledFilter(label=_("Activity"), queryset=Activity.objects.order_by("kind", "pk"))
    organisation = DealerFilter(field_name="organisation")
    territory = TerritoryFilter(field_name="organisation__territories")
    completed_at = PeriodFilter(label=_("Done on"))
    voided_at = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("stands", _("counts")), ("voided", _("voided"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_voided",
    )

    class Meta:
        model = LearningRecord
        fields: list[str] = []

    def filter_voided(self, rows: QuerySet[LearningRecord], _name: str, value: str) -> QuerySet[LearningRecord]:
        return rows.filter(voided_at__isnull=value == "stands")


class LearningRecordViewSet(ListedViewSet):
    model = LearningRecord
    icon = "tick-inverse"
    menu_label = _("Learning records")
    ordering = ["-completed_at", "-pk"]
    rows = staticmethod(api.records_visible_to)
    facts = staticmethod(facts_of_record)
    list_display = [
        "person",
        Column("activity", label=_("activity")),
        Column("organisation", label=_("worked then at"), sort_key="organisation__name"),
        DayColumn("completed_at", label=_("done on"), sort_key="completed_at"),
        Column("state", label=_("state"), accessor=state_of, sort_key="voided_at"),
    ]
    filterset_class = RecordFilterSet
    search_fields = ["person__full_name", "person__latin_name", "organisation__name"]
    edit_view_class = RecordView
    edit_template_name = "learning/admin/record.html"

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(open_cycle_url_name=self.get_url_name("open_cycle"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        view = self.construct_view(OpenCycleView, row_url_name=self.get_url_name("edit"))
        return [*super().get_urlpatterns(), path("round/<int:pk>/", view, name="open_cycle")]

    def get_form_class(self, for_update: bool = False) -> type[VoidForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's
        return VoidForm


def activities_listed_for(_person: Any) -> QuerySet[Activity]:
    """They are nobody's. `done_count`: records that stand."""
    standing = Count("records", filter=Q(records__voided_at__isnull=True))
    return Activity.objects.select_related("credential").annotate(done_count=standing)


def facts_of_activity(activity: Any) -> list[tuple[Any, Any]]:
    return [
        *titles_by_language(activity.titles),
        (_("kind"), activity.get_kind_display()),
        (_("key"), activity.key),
        (_("credential that completing it earns"), activity.credential),
        (_("completions that count"), activity.done_count),
    ]


class ActivityViewSet(LookedAtViewSet):
    """They come from what is published; here one sees which there are."""

    model = Activity
    icon = "list-ul"
    menu_label = _("Activities")
    ordering = ["kind", "pk"]
    rows = staticmethod(activities_listed_for)
    facts = staticmethod(facts_of_activity)
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("credential", label=_("credential")),
        Column("done_count", label=_("completions"), sort_key="done_count"),
        Column("key", label=_("key"), sort_key="key"),
    ]
    list_filter = ["kind", "credential"]
    search_fields = ["key", "titles__zh-hans", "titles__en"]
