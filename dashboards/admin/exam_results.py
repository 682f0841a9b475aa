"""How the questions of an exam are answered, question by question, without names."""

from __future__ import annotations

import calendar
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from courses import api as courses
from dashboards.enums import Report
from foundation.filters import PeriodFilter, TitledFilter
from foundation.templatetags.ui import titled
from learning.api import Activity
from people.admin import WorksInTerritoryFilter

from .base import AdminReport, Fact


class MonthsFilter(PeriodFilter):
    """Whole months: by days one could tell one person's answers from two reports."""

    def filter(self, rows: QuerySet[Any], period: Any) -> QuerySet[Any]:
        if period and period.start:
            rows = rows.filter(**{f"{self.field_name}__gte": period.start.replace(day=1)})
        if period and period.stop:
            last = calendar.monthrange(period.stop.year, period.stop.month)[1]
            rows = rows.filter(**{f"{self.field_name}__lte": period.stop.replace(day=last)})
        return rows


class ExamResultFilterSet(WagtailFilterSet):
    """Not by dealer: a dealer's own figures are private until it shares them."""

    course = TitledFilter(
        label=gettext_lazy("Course"),
        field_name="enrolment__course__activity",
        queryset=lambda request: activities_examined(request.user),
        empty_label=None,
    )
    territory = WorksInTerritoryFilter(field_name="enrolment__person")
    submitted_at = MonthsFilter(
        label=gettext_lazy("Handed in"), help_text=gettext_lazy("Whole months, whichever day you choose.")
    )

    class Meta:
        model = courses.Attempt
        fields: list[str] = []


def activities_examined(person: Any) -> QuerySet[Activity]:
    """Courses whose exam somebody sat, the last one released first."""
    sat = courses.first_attempts_seen_by(person).values("enrolment__course__activity")
    return Activity.objects.filter(pk__in=sat).order_by("-pk")


def people_shown(row: courses.QuestionFigures) -> Any:
    return _("too few to tell") if row.people is None else row.people


def picked_shown(row: courses.QuestionFigures) -> str:
    return "; ".join(
        _("%(text)s %(mark)s: %(count)s")
        % {"text": one.text or _("left out"), "mark": "✓" if one.is_right else "✗", "count": one.count}
        for one in row.picked
    )


def seconds_shown(row: courses.QuestionFigures) -> str:
    seconds = row.median_seconds
    return "" if seconds is None else ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}


class PickedColumn(Column):
    cell_template_name = "dashboards/admin/picked_cell.html"


class ExamResultReport(AdminReport):
    report = Report.EXAM_RESULTS
    model = courses.Enrolment
    header_icon = "cms-file-question"
    index_url_name = "reports:exam_results"
    index_results_url_name = "reports:exam_results_results"
    filterset_class = ExamResultFilterSet
    paginate_by = 100
    facts = [
        Fact("number", gettext_lazy("no."), lambda row: row.number),
        Fact("question", gettext_lazy("question"), lambda row: row.prompt),
        Fact("kind", gettext_lazy("kind"), lambda row: row.kind.label),
        Fact("people", gettext_lazy("people who sat it"), people_shown),
        Fact("right", gettext_lazy("right first time, %"), lambda row: row.right_percent),
        Fact("picked", gettext_lazy("picked"), picked_shown),
        Fact("time", gettext_lazy("time taken, half of them less"), seconds_shown),
    ]

    @property
    def columns(self) -> list[Column]:
        shown = {column.name: column for column in super().columns}
        shown["question"].width = "30%"
        shown["picked"] = PickedColumn(
            "picked", label=shown["picked"].label, accessor=lambda row: row.picked, width="30%"
        )
        return list(shown.values())

    @cached_property
    def activity(self) -> Activity | None:
        if self.filters and self.filters.is_valid() and self.filters.form.cleaned_data["course"]:
            return self.filters.form.cleaned_data["course"]
        return activities_examined(self.request.user).first()

    def get_page_subtitle(self) -> str:
        return titled(self.activity) if self.activity else ""

    def get_queryset(self) -> list[courses.QuestionFigures]:
        course = courses.courses_followed_by(self.request.user).filter(activity=self.activity).first()
        if course is None or not (self.filters and self.filters.is_valid()):
            return []
        chosen = self.filters.form.cleaned_data
        only = None
        if chosen["territory"] or chosen["submitted_at"]:
            attempts = self.filters.filter_queryset(courses.first_attempts_seen_by(self.request.user))
            only = Q(pk__in=attempts.values("pk"))
        return courses.exam_figures(course, seen_by=self.request.user, language=get_language() or "", only=only)
