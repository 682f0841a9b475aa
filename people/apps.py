from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from . import checks  # noqa: F401 - checks register themselves
        from .actions import password_mails
        from .actions.importing import running
        from .helping import kinds as helping_kinds
        from .helping import personal_data as helping_data
        from .joining import kinds as joining_kinds
        from .joining import personal_data as joining_data
        from .messaging.actions import delivering, sending
        from .messaging.kinds import MessageKind, register_kind
        from .personal_data import register_personal_fields
        from .privacy.registering import register_privacy
        from .queries import MENDING, broken_invariants
        from .signing_in import registering

        label = _("Mail a link to a new password")
        outbox.register_handler(password_mails.MAIL_PASSWORD_LINK, password_mails.mail_password_link, label=label)
        outbox.register_handler(sending.SEND_SECRET, sending.deliver_secret, label=_("Send a code"))
        outbox.register_handler(sending.DELIVER_MESSAGE, delivering.deliver_message, label=_("Send a message"))
        outbox.register_handler(delivering.SEND_DIGEST, delivering.send_digest, label=_("Send a digest"))
        register_kind(
            MessageKind(
                delivering.DIGEST,
                title=_("New messages for you: %(count)s"),
                text="",
                variables=("count",),
                switchable=False,
            )
        )
        outbox.register_handler(running.READ_SHEET, running.read_sheet, label=_("Read a list that was uploaded"))
        invariants.register(broken_invariants, mending=MENDING)
        register_personal_fields()
        registering.register_way_in()
        joining_kinds.register_kinds()
        joining_data.register_personal_fields()
        helping_kinds.register_kinds()
        helping_data.register_personal_fields()
        register_privacy()
