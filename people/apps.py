from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from .actions import password_mails
        from .personal_data import register_personal_fields
        from .queries import MENDING, broken_invariants

        outbox.register_handler(password_mails.MAIL_PASSWORD_LINK, password_mails.mail_password_link)
        invariants.register(broken_invariants, mending=MENDING)
        register_personal_fields()
