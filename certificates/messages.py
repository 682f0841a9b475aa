"""What holders are told."""

from django.utils.translation import gettext_lazy as _

from people.api import MessageKind, register_kind

from .actions.telling import CHANGED, READY


def register_messages() -> None:
    register_kind(
        MessageKind(
            READY,
            title=_("Your certificate is ready: %(what)s"),
            text=_("Look at it, keep the PDF, or share its picture with the group."),
            variables=("what",),
            label=_("A certificate is ready"),
            icon="award",
        )
    )
    register_kind(
        MessageKind(
            CHANGED,
            title=_("Your certificate is now %(state)s: %(what)s"),
            text=_("Reason: %(reason)s"),
            variables=("what", "state", "reason"),
            switchable=False,
            icon="award",
        )
    )
