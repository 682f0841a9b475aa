from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from . import checks, tasks  # noqa: F401 - checks register themselves
        from .invariants import MENDING, broken_invariants
        from .personal_data import register_personal_fields

        outbox.register_handler(tasks.PRINT, tasks.print_certificate, label=_("Print a certificate"))
        invariants.register(broken_invariants, mending=MENDING)
        register_personal_fields()
