from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"

    def ready(self) -> None:
        from foundation import outbox

        from . import checks, tasks  # noqa: F401 - checks register themselves
        from .personal_data import register_personal_fields

        outbox.register_handler(tasks.PRINT, tasks.print_certificate)
        register_personal_fields()
