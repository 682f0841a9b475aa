from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"

    def ready(self) -> None:
        from foundation import invariants, outbox

        from . import checks  # noqa: F401 - checks register themselves
        from .actions import files, telling
        from .invariants import MENDING, broken_invariants
        from .personal_data import register_personal_fields
        from .sharing import register_share_kinds

        outbox.register_handler(files.PRINT, files.print_ordered, label=_("Print a certificate"))
        invariants.register(broken_invariants, mending=MENDING)
        telling.register_kinds()
        register_personal_fields()
        register_share_kinds()
