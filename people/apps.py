from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from .actions import password_mails
        from .personal_data import register_personal_fields
        from .queries import MENDING, broken_invariants
        from .signing_in import actions as signing_in
        from .signing_in import checks  # noqa: F401 - registers itself
        from .signing_in.kinds import register_kinds

        label = _("Mail a link to a new password")
        outbox.register_handler(password_mails.MAIL_PASSWORD_LINK, password_mails.mail_password_link, label=label)
        outbox.register_handler(signing_in.SEND_CODE, signing_in.deliver_code, label=_("Send a code for signing in"))
        register_kinds()
        invariants.register(broken_invariants, mending=MENDING)
        register_personal_fields()
