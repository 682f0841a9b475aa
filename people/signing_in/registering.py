"""What the way in says of itself when the site starts: its words to people, what it keeps of them, its checks."""

from django.utils.translation import gettext_noop

from people.messaging.kinds import MessageKind, register_kind

from . import checks  # noqa: F401 - checks register themselves
from .actions import CODE_KIND, NEW_DEVICE_KIND, WAY_IN_KIND
from .personal_data import register_personal_fields


def register_way_in() -> None:
    register_personal_fields()
    register_kind(
        MessageKind(
            CODE_KIND,
            title=gettext_noop("%(code)s is your code for Dealer University"),
            text=gettext_noop(
                "%(code)s opens Dealer University to you for %(minutes)s minutes. Nobody of ours ever asks you for it."
                " You did not ask for one? Then do nothing."
            ),
            variables=("code", "minutes"),
            urgent=True,
            switchable=False,
            digest=False,
        )
    )
    register_kind(
        MessageKind(
            NEW_DEVICE_KIND,
            title=gettext_noop("You signed in on a new device: %(device)s"),
            text=gettext_noop(
                "Somebody came in as you with %(device)s, which you never used here before. It was you? Then all is"
                " well. It was not? Sign that device out, and change your password if you have one."
            ),
            variables=("device",),
            urgent=True,
            switchable=False,
            digest=False,
            label=gettext_noop("You signed in on a new device"),
            icon="key-round",
        )
    )
    register_kind(
        MessageKind(
            WAY_IN_KIND,
            title=gettext_noop("Your ways in were changed"),
            text=gettext_noop(
                "A passkey, an authenticator app, recovery codes or a linked account was added to your account or taken"
                " away from it. It was not you? Look at your ways in now, and tell your rep."
            ),
            urgent=True,
            switchable=False,
            digest=False,
            icon="key-round",
        )
    )
