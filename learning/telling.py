"""Tells people what they are to do anew."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from people.api import MessageKind, register_kind, send_message

from .models import Cycle

ROUND_OPENED = "learning.round_opened"


def register_kinds() -> None:
    register_kind(
        MessageKind(
            ROUND_OPENED,
            title=gettext_noop("To be done anew: %(activity)s"),
            text=gettext_noop(
                "Why: %(reason)s. You find it on your home page. What you did before stays in your record, and a"
                " certificate that is valid stays so until the new one takes its place."
            ),
            variables=("activity", "reason"),
            label=gettext_noop("Something is to be done anew"),
            icon="undo-2",
        )
    )


def tell_of_cycle(cycle: Cycle) -> None:
    send_message(
        ROUND_OPENED,
        to=cycle.person,
        cause=f"{cycle.activity.uuid}:{cycle.number}",
        variables={"activity": cycle.activity.title_in(cycle.person.language), "reason": cycle.reason},
        path="/",
    )
