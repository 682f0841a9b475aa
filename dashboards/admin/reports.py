"""Enrolments, completions and certificates, row by row. Rows come from the doors of their apps."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from certificates import api as certificates
from courses import api as courses
from courses.admin import EnrolmentFilterSet
from dashboards.enums import Report
from foundation.filters import PeriodFilter, TitledFilter
from foundation.templatetags.ui import named, titled
from learning import api as learning
from learning.admin import RecordFilterSet
from people import api as people
from people.admin import DealerFilter, TerritoryFilter

from .base import AdminReport, Fact

IN_PERSON = ["person__full_name", "person__latin_name"]


def share_done(enrolment: courses.Enrolment) -> int:
    done, total = courses.lessons_done(enrolment)
    return round(100 * done / total) if total else 0


class EnrolmentReport(AdminReport):
    report = Report.ENROLMENTS
    model = courses.Enrolment
    header_icon = "form"
    index_url_name = "reports:enrolments"
    index_results_url_name = "reports:enrolments_results"
    filterset_class = EnrolmentFilterSet
    default_ordering = "-active_at"
    is_searchable = True
    search_fields = IN_PERSON
    facts = [
        Fact("person", _("person"), lambda row: named(row.person), "person__full_name"),
        Fact("dealer", _("works at"), lambda row: row.dealer or "", "dealer"),
        Fact("course", _("course"), lambda row: titled(row.course.activity)),
        Fact("round", _("round"), lambda row: row.cycle + 1, "cycle"),
        Fact("state", _("state"), lambda row: _("done") if row.completed_at else _("under way")),
        Fact("progress", _("lessons done, %"), share_done),
        Fact("passed", _("exam passed"), lambda row: _("yes") if row.has_passed else _("no")),
        Fact("started", _("started"), lambda row: row.started_at, "started_at"),
        Fact("last_seen", _("last seen"), lambda row: row.active_at, "active_at"),
        Fact("done", _("done on"), lambda row: row.completed_at, "completed_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        return courses.enrolments_followed_by(self.request.user, language=get_language() or "")

    def get_table(self, object_list: Any) -> Any:
        courses.read_plans_for(object_list)
        return super().get_table(object_list)


class CompletionReport(AdminReport):
    report = Report.COMPLETIONS
    model = learning.LearningRecord
    header_icon = "tick-inverse"
    index_url_name = "reports:completions"
    index_results_url_name = "reports:completions_results"
    filterset_class = RecordFilterSet
    default_ordering = "-completed_at"
    is_searchable = True
    search_fields = IN_PERSON
    facts = [
        Fact("person", _("person"), lambda row: named(row.person), "person__full_name"),
        Fact("dealer", _("worked then at"), lambda row: named(row.organisation) if row.organisation else ""),
        Fact("activity", _("activity"), lambda row: titled(row.activity)),
        Fact("kind", _("kind"), lambda row: row.activity.get_kind_display(), "activity__kind"),
        Fact("round", _("round"), lambda row: row.cycle + 1, "cycle"),
        Fact("done", _("done on"), lambda row: row.completed_at, "completed_at"),
        Fact("recorded", _("recorded"), lambda row: row.recorded_at, "recorded_at"),
        Fact("score", _("score"), lambda row: row.score),
        Fact("state", _("state"), lambda row: _("voided") if row.is_voided else _("counts")),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        return learning.records_visible_to(self.request.user)


def of_holders_at(rows: QuerySet[Any], dealers: Any) -> QuerySet[Any]:
    """Certificates held by these dealers, or by people who work there today."""
    staff = people.memberships_open().filter(organisation__in=dealers).values("person")
    return rows.filter(Q(holder_organisation__in=dealers) | Q(holder_person__in=staff))


class HolderAtFilter(DealerFilter):
    def of(self, rows: QuerySet[Any], dealers: Any) -> QuerySet[Any]:
        return of_holders_at(rows, dealers)


class HolderInTerritoryFilter(TerritoryFilter):
    def filter(self, rows: QuerySet[Any], territory: people.Territory | None) -> QuerySet[Any]:
        return rows if territory is None else of_holders_at(rows, territory.dealers.all())


class CertificateFilterSet(WagtailFilterSet):
    credential = TitledFilter(
        label=_("Kind of certificate"), queryset=certificates.Credential.objects.order_by("kind", "key")
    )
    status = django_filters.ChoiceFilter(
        label=_("State"),
        choices=certificates.CertificateStatus.choices,
        empty_label=_("All"),
        widget=RadioSelect,
        method="filter_status",
    )
    dealer = HolderAtFilter()
    territory = HolderInTerritoryFilter()
    issued_on = PeriodFilter(label=_("Awarded"))

    class Meta:
        model = certificates.Certificate
        fields: list[str] = []

    def filter_status(self, rows: QuerySet[Any], _name: str, status: str) -> QuerySet[Any]:
        over = Q(valid_until__lt=timezone.localdate())
        if status == certificates.CertificateStatus.EXPIRED:
            return rows.filter(over, state=certificates.CertificateState.VALID)
        rows = rows.filter(state=status)
        return rows.exclude(over) if status == certificates.CertificateStatus.VALID else rows


def status_of(certificate: certificates.Certificate) -> Any:
    return certificates.status_on(certificate, timezone.localdate()).label


class CertificateReport(AdminReport):
    report = Report.CERTIFICATES
    model = certificates.Certificate
    header_icon = "cms-award"
    index_url_name = "reports:certificates"
    index_results_url_name = "reports:certificates_results"
    filterset_class = CertificateFilterSet
    default_ordering = "-issued_on"
    is_searchable = True
    search_fields = [
        "number",
        "holder_person__full_name",
        "holder_person__latin_name",
        "holder_organisation__name",
        "holder_organisation__name_en",
    ]
    facts = [
        Fact("number", _("number"), lambda row: row.number, "number"),
        Fact("holder", _("holder"), lambda row: row.holder_name),
        Fact("dealer", _("works at"), lambda row: row.dealer or ""),
        Fact("about", _("about"), lambda row: row.title_in(get_language() or "")),
        Fact("state", _("state"), status_of, "state"),
        Fact("awarded", _("awarded"), lambda row: row.issued_on, "issued_on"),
        Fact("expires", _("expires"), lambda row: row.valid_until, "valid_until"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        works_at = people.works_at("holder_person", language=get_language() or "")
        return certificates.certificates_visible_to(self.request.user).annotate(dealer=works_at)
