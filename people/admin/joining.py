"""Codes to join, requests, invitations and questions, to look at: dealers and their people write them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import BooleanRadioSelect

from foundation.filters import PeriodFilter
from foundation.listings import LookedAtViewSet, MomentColumn
from foundation.templatetags.ui import moment
from people.helping.queries import questions_visible_to
from people.joining.enums import JoinState
from people.joining.queries import (
    codes_open,
    invitations_visible_to,
    join_codes_visible_to,
    requests_visible_to,
)
from people.models import Invitation, JoinCode, JoinRequest, Person, Question

from .filters import DealerFilter


class LookedAtByKeepers(LookedAtViewSet):
    """Whoever may look at people may look at these: nothing else to grant."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()


def _yes(is_so: bool) -> Any:  # noqa: FBT001 - a word for it
    return _("yes") if is_so else _("no")


def facts_of_code(code: JoinCode) -> list[tuple[Any, Any]]:
    return [
        (_("dealer"), code.dealer),
        (_("code"), str(code)),
        (_("makes the first owner"), _yes(code.makes_owner)),
        (_("opened by"), code.opened_by),
        (_("opened at"), moment(code.opened_at)),
        (_("expires at"), moment(code.expires_at)),
        (_("closed at"), moment(code.closed_at)),
        (_("for how many people"), code.limit),
        (_("used by"), code.uses),
    ]


class JoinCodeFilterSet(WagtailFilterSet):
    dealer = DealerFilter(field_name="dealer")
    is_open = django_filters.BooleanFilter(
        label=_("Lets people in today"), widget=BooleanRadioSelect, method="filter_open"
    )
    makes_owner = django_filters.BooleanFilter(label=_("Makes the first owner"), widget=BooleanRadioSelect)
    opened_at = PeriodFilter(label=_("Opened at"))

    class Meta:
        model = JoinCode
        fields: list[str] = []

    def filter_open(self, rows: QuerySet[JoinCode], _name: str, value: bool) -> QuerySet[JoinCode]:  # noqa: FBT001 - django-filter's
        still = codes_open().values("pk")
        return rows.filter(pk__in=still) if value else rows.exclude(pk__in=still)


def join_codes_listed_for(person: Person) -> QuerySet[JoinCode]:
    return join_codes_visible_to(person).select_related("opened_by")


class JoinCodeViewSet(LookedAtByKeepers):
    model = JoinCode
    icon = "key"
    menu_label = _("Codes to join")
    ordering = ["-opened_at", "-pk"]
    rows = staticmethod(join_codes_listed_for)
    facts = staticmethod(facts_of_code)
    list_display = [
        "__str__",
        Column("dealer", label=_("dealer"), sort_key="dealer__name"),
        BooleanColumn("makes_owner", label=_("makes the first owner"), sort_key="makes_owner"),
        Column("opened_by", label=_("opened by"), sort_key="opened_by__full_name"),
        MomentColumn("expires_at", label=_("expires at"), sort_key="expires_at"),
        MomentColumn("closed_at", label=_("closed at"), sort_key="closed_at"),
        Column("used", label=_("used by"), accessor=lambda code: f"{code.uses} / {code.limit}", sort_key="uses"),
    ]
    filterset_class = JoinCodeFilterSet
    search_fields = ["code", "dealer__name", "dealer__name_en", "dealer__code"]


def facts_of_request(asked: JoinRequest) -> list[tuple[Any, Any]]:
    return [
        (_("person"), asked.person),
        (_("dealer"), asked.dealer),
        (_("position"), asked.get_position_display()),
        (_("state"), asked.get_state_display()),
        (_("asked at"), moment(asked.asked_at)),
        (_("answered by"), asked.answered_by),
        (_("answered at"), moment(asked.answered_at)),
        (_("reason"), asked.reason),
    ]


class JoinRequestFilterSet(WagtailFilterSet):
    dealer = DealerFilter(field_name="dealer")
    state = django_filters.ChoiceFilter(label=_("State"), choices=JoinState, empty_label=_("All"))
    asked_at = PeriodFilter(label=_("Asked at"))

    class Meta:
        model = JoinRequest
        fields: list[str] = []


class JoinRequestViewSet(LookedAtByKeepers):
    model = JoinRequest
    icon = "login"
    menu_label = _("Requests to join")
    ordering = ["-asked_at", "-pk"]
    rows = staticmethod(requests_visible_to)
    facts = staticmethod(facts_of_request)
    list_display = [
        "person",
        Column("dealer", label=_("dealer"), sort_key="dealer__name"),
        Column("get_position_display", label=_("position"), sort_key="position"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        MomentColumn("asked_at", label=_("asked at"), sort_key="asked_at"),
        Column("answered_by", label=_("answered by"), sort_key="answered_by__full_name"),
        MomentColumn("answered_at", label=_("answered at"), sort_key="answered_at"),
    ]
    filterset_class = JoinRequestFilterSet
    search_fields = ["person__full_name", "person__latin_name", "dealer__name", "dealer__name_en"]


def state_of(invitation: Invitation) -> Any:
    is_over = invitation.state == JoinState.WAITING and invitation.expires_at <= timezone.now()
    return _("expired") if is_over else invitation.get_state_display()


def facts_of_invitation(invitation: Invitation) -> list[tuple[Any, Any]]:
    return [
        (_("name"), invitation.name),
        (_("dealer"), invitation.dealer),
        (_("position"), invitation.get_position_display()),
        (_("state"), state_of(invitation)),
        (_("invited by"), invitation.invited_by),
        (_("invited at"), moment(invitation.invited_at)),
        (_("expires at"), moment(invitation.expires_at)),
        (_("answered at"), moment(invitation.answered_at)),
    ]


class InvitationFilterSet(WagtailFilterSet):
    dealer = DealerFilter(field_name="dealer")
    state = django_filters.ChoiceFilter(label=_("State"), choices=JoinState, empty_label=_("All"))
    invited_at = PeriodFilter(label=_("Invited at"))

    class Meta:
        model = Invitation
        fields: list[str] = []


def invitations_listed_for(person: Person) -> QuerySet[Invitation]:
    return invitations_visible_to(person).select_related("invited_by")


class InvitationViewSet(LookedAtByKeepers):
    model = Invitation
    icon = "mail"
    menu_label = _("Invitations")
    ordering = ["-invited_at", "-pk"]
    rows = staticmethod(invitations_listed_for)
    facts = staticmethod(facts_of_invitation)
    list_display = [
        "name",
        Column("dealer", label=_("dealer"), sort_key="dealer__name"),
        Column("get_position_display", label=_("position"), sort_key="position"),
        Column("state", label=_("state"), accessor=state_of, sort_key="state"),
        Column("invited_by", label=_("invited by"), sort_key="invited_by__full_name"),
        MomentColumn("invited_at", label=_("invited at"), sort_key="invited_at"),
        MomentColumn("expires_at", label=_("expires at"), sort_key="expires_at"),
    ]
    filterset_class = InvitationFilterSet
    search_fields = ["name", "dealer__name", "dealer__name_en"]


def facts_of_question(question: Question) -> list[tuple[Any, Any]]:
    return [
        (_("person"), question.person),
        (_("dealer"), question.dealer),
        (_("when"), moment(question.asked_at)),
        (_("question"), question.text),
        (_("answer"), question.answer),
        (_("answered by"), question.answered_by),
        (_("answered at"), moment(question.answered_at)),
    ]


class QuestionFilterSet(WagtailFilterSet):
    dealer = DealerFilter(field_name="dealer")
    is_open = django_filters.BooleanFilter(
        label=_("Without an answer"), field_name="answered_at", lookup_expr="isnull", widget=BooleanRadioSelect
    )
    asked_at = PeriodFilter(label=_("When"))

    class Meta:
        model = Question
        fields: list[str] = []


class QuestionViewSet(LookedAtByKeepers):
    model = Question
    icon = "comment"
    menu_label = _("Questions to reps")
    ordering = ["-asked_at", "-pk"]
    rows = staticmethod(questions_visible_to)
    facts = staticmethod(facts_of_question)
    list_display = [
        "__str__",
        Column("person", label=_("person"), sort_key="person__full_name"),
        Column("dealer", label=_("dealer"), sort_key="dealer__name"),
        MomentColumn("asked_at", label=_("when"), sort_key="asked_at"),
        Column("answered_by", label=_("answered by"), sort_key="answered_by__full_name"),
        MomentColumn("answered_at", label=_("answered at"), sort_key="answered_at"),
    ]
    filterset_class = QuestionFilterSet
    search_fields = ["text", "person__full_name", "person__latin_name", "dealer__name", "dealer__name_en"]
