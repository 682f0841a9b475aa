"""The security log, to look at: who came in, who was refused, from where. Nobody changes a line of it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from foundation.filters import PeriodFilter
from foundation.listings import LogViewSet, MomentColumn
from foundation.templatetags.ui import moment
from people.enums import SecurityEventKind, SignInMethod
from people.models import SecurityEvent
from people.signing_in.queries import security_events_visible_to

from .filters import WorksAtFilter


def who(event: SecurityEvent) -> Any:
    """A name that nobody has is not kept: it may be a password that was typed into the wrong field."""
    return event.person or _("nobody known")


def facts_of_event(event: SecurityEvent) -> list[tuple[Any, Any]]:
    return [
        (_("what happened"), event.get_kind_display()),
        (_("person"), who(event)),
        (_("when"), moment(event.at)),
        (_("way in"), event.get_method_display()),
        (_("address in the net"), event.ip),
        (_("device"), event.device),
        (_("request in the log"), event.request_id),
    ]


class SecurityEventFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=SecurityEventKind, empty_label=_("All"))
    method = django_filters.ChoiceFilter(label=_("Way in"), choices=SignInMethod, empty_label=_("All"))
    ip = django_filters.CharFilter(label=_("Address in the net"))
    dealer = WorksAtFilter(field_name="person")
    at = PeriodFilter(label=_("When"))

    class Meta:
        model = SecurityEvent
        fields: list[str] = []


class SecurityEventViewSet(LogViewSet):
    model = SecurityEvent
    icon = "lock"
    menu_label = _("Security log")
    title_label = _("what happened")
    ordering = ["-at", "-pk"]
    rows = staticmethod(security_events_visible_to)
    facts = staticmethod(facts_of_event)
    list_display = [
        "__str__",
        Column("person", label=_("person"), accessor=who, sort_key="person__full_name"),
        MomentColumn("at", label=_("when"), sort_key="at"),
        Column("method", label=_("way in"), accessor="get_method_display", sort_key="method"),
        Column("ip", label=_("address in the net"), sort_key="ip"),
        Column("device", label=_("device"), sort_key="device"),
    ]
    filterset_class = SecurityEventFilterSet
    search_fields = ["person__full_name", "person__latin_name"]
