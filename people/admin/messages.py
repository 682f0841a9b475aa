"""What was told to whom, to look at: so that “I never got it” has an answer. Codes stand nowhere in it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from foundation.filters import PeriodFilter
from foundation.listings import LogViewSet, MomentColumn
from foundation.templatetags.ui import moment
from people.messaging.channels import channel_named, channels
from people.messaging.kinds import all_kinds, kind_of_row
from people.messaging.queries import messages_visible_to
from people.models import Message

from .filters import WorksAtFilter


def channel_of(message: Message) -> Any:
    channel = channel_named(message.channel)
    return channel.title if channel else message.channel or _("inbox only")


def facts_of_message(message: Message) -> list[tuple[Any, Any]]:
    return [
        (_("person"), message.person),
        (_("message"), message.title),
        (_("text"), message.text),
        (_("kind"), kind_of_row(message.kind).called),
        (_("cause"), message.cause),
        (_("told at"), moment(message.sent_at)),
        (_("left by"), channel_of(message)),
        (_("left at"), moment(message.left_at)),
        (_("read at"), moment(message.read_at)),
    ]


class MessageFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: [(kind.name, kind.called) for kind in all_kinds()], empty_label=_("All")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Left by"), choices=lambda: [(way.name, way.title) for way in channels()], empty_label=_("All")
    )
    is_unread = django_filters.BooleanFilter(label=_("Unread"), field_name="read_at", lookup_expr="isnull")
    dealer = WorksAtFilter(field_name="person")
    sent_at = PeriodFilter(label=_("Told at"))

    class Meta:
        model = Message
        fields: list[str] = []


class MessageViewSet(LogViewSet):
    model = Message
    icon = "mail"
    menu_label = _("Messages")
    title_label = _("message")
    ordering = ["-sent_at", "-pk"]
    rows = staticmethod(messages_visible_to)
    facts = staticmethod(facts_of_message)
    list_display = [
        "__str__",
        Column("person", label=_("person"), sort_key="person__full_name"),
        MomentColumn("sent_at", label=_("told at"), sort_key="sent_at"),
        Column("channel", label=_("left by"), accessor=channel_of, sort_key="channel"),
        MomentColumn("left_at", label=_("left at"), sort_key="left_at"),
        MomentColumn("read_at", label=_("read at"), sort_key="read_at"),
    ]
    filterset_class = MessageFilterSet
    search_fields = ["person__full_name", "person__latin_name"]
