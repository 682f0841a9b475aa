"""Courses and enrolments in the Wagtail admin, to look at: they come from what is published, and from learners."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button

from foundation.action_views import RowActionView
from foundation.filters import PeriodFilter, TitledFilter
from foundation.listings import DayColumn, ListingView, LookedAtViewSet, LookView, titles_by_language
from foundation.templatetags.ui import day, moment, named
from learning.api import Activity, ActivityKind, explain
from people.admin import WorksAtFilter, WorksInTerritoryFilter

from . import api
from .models import Course, Enrolment


class WithoutPermissions(LookedAtViewSet):
    """Who may see activities sees courses, who may see learning records sees enrolments: nothing else to grant."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()


def title_of(course: Course) -> str:
    return course.activity.title_in(get_language())


def facts_of_course(course: Any) -> list[tuple[Any, Any]]:
    version = course.structure and course.structure.version
    return [
        *titles_by_language(course.activity.titles),
        (_("takes new enrolments"), _("yes") if course.is_open else _("no")),
        (_("open to those who wait"), _("yes") if course.is_open_to_joiners else _("no")),
        (_("first released"), moment(course.released_at)),
        (_("version"), version and version.number),
        (_("last released"), version and moment(version.released_at)),
        (_("enrolments"), course.taken),
        (_("of them done"), course.done),
        (_("key"), course.key),
    ]


class CourseFilterSet(WagtailFilterSet):
    is_open = django_filters.BooleanFilter(label=_("Takes new enrolments"), widget=BooleanRadioSelect)

    class Meta:
        model = Course
        fields: list[str] = []


class CourseViewSet(WithoutPermissions):
    model = Course
    icon = "cms-graduation-cap"
    menu_label = _("Courses")
    ordering = ["pk"]
    rows = staticmethod(api.courses_followed_by)
    facts = staticmethod(facts_of_course)
    list_display = [
        "__str__",
        BooleanColumn("is_open", label=_("takes new enrolments"), sort_key="is_open"),
        Column("version", label=_("version"), accessor="structure.version.number"),
        DayColumn("released_at", label=_("first released"), sort_key="released_at"),
        Column("taken", label=_("enrolments"), sort_key="taken"),
        Column("done", label=_("of them done"), sort_key="done"),
    ]
    filterset_class = CourseFilterSet
    search_fields = ["activity__titles__zh-hans", "activity__titles__en"]


class EnrolmentFilterSet(WagtailFilterSet):
    activity = TitledFilter(
        label=_("Course"),
        field_name="course__activity",
        queryset=Activity.objects.filter(kind=ActivityKind.COURSE).order_by("pk"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("under-way", _("under way")), ("done", _("done"))],
        empty_label=_("All"),
        widget=RadioSelect,
        method="filter_state",
    )
    dealer = WorksAtFilter(field_name="person")
    territory = WorksInTerritoryFilter(field_name="person")
    started_at = PeriodFilter(label=_("Started"))

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def filter_state(self, rows: QuerySet[Enrolment], _name: str, value: str) -> QuerySet[Enrolment]:
        return rows.filter(completed_at__isnull=value == "under-way")


def enrolments_listed_for(person: Any) -> QuerySet[Any]:
    return api.enrolments_followed_by(person, language=get_language() or "")


def progress_of(enrolment: Enrolment) -> str:
    return _("%(done)s of %(total)s lessons") % dict(zip(("done", "total"), api.lessons_done(enrolment), strict=True))


def facts_of_enrolment(enrolment: Any) -> list[tuple[Any, Any]]:
    is_current = not enrolment.completed_at
    missing = explain(enrolment.person, enrolment.course.activity).reasons if is_current else []
    return [
        (_("person"), named(enrolment.person)),
        (_("works at"), enrolment.dealer),
        (_("course"), title_of(enrolment.course)),
        (_("round"), enrolment.cycle + 1),
        (_("started"), moment(enrolment.started_at)),
        (_("last seen"), moment(enrolment.active_at)),
        (_("progress"), progress_of(enrolment)),
        (_("exam passed"), _("yes") if enrolment.has_passed else _("no")),
        (_("done on"), day(enrolment.completed_at)),
        (_("What is missing"), " ".join(missing)),
        *((_("further attempts"), sentence_of_grant(grant)) for grant in api.grants_of(enrolment)),
    ]


def sentence_of_grant(grant: Any) -> str:
    return _("%(count)s on %(day)s: %(reason)s") % {
        "count": grant.count,
        "day": day(grant.granted_at),
        "reason": grant.reason,
    }


class GrantForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=5, initial=1, help_text=_("At most five at a time.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The learner reads it beside the attempt."),
    )


class GrantAttemptsView(RowActionView):
    page_title = _("Give further attempts")
    header_icon = "plus"
    form_class = GrantForm
    refusals = (api.CoursesError,)

    def what_follows(self) -> list[Any]:
        said = [
            _("The learner finds it at once on the exam's page, on the outline and at home, and may try again."),
            _("What was done so far stays, failed attempts too."),
        ]
        if api.shows_right_answers(self.object):
            said.append(_("The right answers have been shown to this learner, as the exam's rule says."))
        return said

    def carry_out(self, **typed: Any) -> str:
        grant = api.grant_attempts(self.object, by=self.request.user, **typed)
        text = ngettext(
            "%(name)s has %(count)s further attempt.", "%(name)s has %(count)s further attempts.", grant.count
        )
        return text % {"name": self.object.person.full_name, "count": grant.count}


class EnrolmentLookView(LookView):
    grant_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.user_has_permission("change") and api.is_out_of_attempts(self.object):
            url = reverse(self.grant_url_name, args=(self.object.pk,))
            buttons.append(Button(GrantAttemptsView.page_title, url=url, icon_name="plus", priority=5))
        return buttons


class EnrolmentListingView(ListingView):
    def get_table(self, object_list: Any) -> Any:
        api.read_plans_for(object_list)
        return super().get_table(object_list)


class EnrolmentViewSet(WithoutPermissions):
    model = Enrolment
    icon = "form"
    menu_label = _("Enrolments")
    ordering = ["-active_at", "-pk"]
    rows = staticmethod(enrolments_listed_for)
    facts = staticmethod(facts_of_enrolment)
    index_view_class = EnrolmentListingView
    inspect_view_class = EnrolmentLookView
    list_display = [
        "person",
        Column("dealer", label=_("works at"), sort_key="dealer"),
        Column("course", label=_("course"), accessor=lambda row: title_of(row.course)),
        Column("progress", label=_("progress"), accessor=progress_of),
        DayColumn("started_at", label=_("started"), sort_key="started_at"),
        DayColumn("active_at", label=_("last seen"), sort_key="active_at"),
        DayColumn("completed_at", label=_("done on"), sort_key="completed_at"),
    ]
    filterset_class = EnrolmentFilterSet
    search_fields = ["person__full_name", "person__latin_name"]

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(grant_url_name=self.get_url_name("grant_attempts"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        view = self.construct_view(GrantAttemptsView, row_url_name=self.get_url_name("inspect"))
        return [*super().get_urlpatterns(), path("grant/<int:pk>/", view, name="grant_attempts")]
