"""What people are told about their data."""

from django.utils.translation import gettext_noop

from people.enums import StaffGroup
from people.messaging.kinds import MessageKind, register_kind

EXPORT_READY, EXPORT_BY_ADMIN = "people.export_ready", "people.export_by_admin"
ERASURE_ASKED = "people.erasure_asked"


def register_kinds() -> None:
    register_kind(
        MessageKind(
            EXPORT_READY,
            title=gettext_noop("Your file is ready: all that is kept of %(person)s"),
            text=gettext_noop("Only you can download it, for %(days)s days."),
            variables=("person", "days"),
            switchable=False,
            digest=False,
            icon="download",
        )
    )
    register_kind(
        MessageKind(
            EXPORT_BY_ADMIN,
            title=gettext_noop("An admin has asked for all that is kept of you"),
            text=gettext_noop(
                "Your own numbers and ticks in lessons are not in it. You want to know why? Ask a question."
            ),
            switchable=False,
            icon="download",
        )
    )
    register_kind(
        MessageKind(
            ERASURE_ASKED,
            title=gettext_noop("%(person)s asks to be erased"),
            text=gettext_noop("Look at what follows from it, and decide."),
            variables=("person",),
            label=gettext_noop("Somebody asks to be erased"),
            icon="user-round",
            audience=frozenset({StaffGroup.PLATFORM_ADMINS}),
        )
    )
