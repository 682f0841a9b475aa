from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from .actions import password_mails
        from .actions.importing import running
        from .personal_data import register_personal_fields
        from .queries import MENDING, broken_invariants

        label = _("Mail a link to a new password")
        outbox.register_handler(password_mails.MAIL_PASSWORD_LINK, password_mails.mail_password_link, label=label)
        outbox.register_handler(running.READ_SHEET, running.read_sheet, label=_("Read a list that was uploaded"))
        invariants.register(broken_invariants, mending=MENDING)
        register_personal_fields()
