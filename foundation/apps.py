from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from . import checks, forgetting, invariants, outbox  # noqa: F401 - checks register themselves
        from .spreadsheets import mend_wagtails_exports

        invariants.register(invariants.broken_invariants, mending=invariants.MENDING, made_up_for=[invariants.DUE])
        outbox.register_handler(
            forgetting.FORGET_FILES,
            forgetting.forget_files_promised,
            label=_("Delete files of somebody who was erased"),
        )
        mend_wagtails_exports()
