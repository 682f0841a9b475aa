"""What people are told of questions."""

from django.utils.translation import gettext_noop

from people.enums import Role, StaffGroup
from people.messaging.kinds import MessageKind, register_kind

ASKED, ANSWERED = "people.question_asked", "people.question_answered"


def register_kinds() -> None:
    register_kind(
        MessageKind(
            ASKED,
            title=gettext_noop("%(person)s asks you something"),
            text=gettext_noop("Read it and answer; the answer is kept for them."),
            variables=("person",),
            label=gettext_noop("Somebody asks you something"),
            icon="message-square",
            audience=Role.looking_after_dealers() | {StaffGroup.PLATFORM_ADMINS},
        )
    )
    register_kind(
        MessageKind(
            ANSWERED,
            title=gettext_noop("%(person)s answered your question"),
            text="",
            variables=("person",),
            label=gettext_noop("Your question was answered"),
            icon="message-square",
        )
    )
