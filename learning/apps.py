from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        from .personal_data import register_personal_fields

        register_personal_fields()
