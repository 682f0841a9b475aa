from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        from . import checks, invariants  # noqa: F401 - checks register themselves
        from .spreadsheets import mend_wagtails_exports

        invariants.register(invariants.broken_invariants, mending=invariants.MENDING, made_up_for=[invariants.DUE])
        mend_wagtails_exports()
