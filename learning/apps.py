from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        from foundation import invariants

        from .invariants import MENDING, broken_invariants
        from .personal_data import register_personal_fields
        from .telling import register_kinds

        invariants.register(broken_invariants, mending=MENDING)
        register_personal_fields()
        register_kinds()
