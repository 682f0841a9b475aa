from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        from .spreadsheets import mend_wagtails_exports

        mend_wagtails_exports()
