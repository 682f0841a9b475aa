from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "tests.serving"

    def ready(self):
        from foundation import outbox

        from .effects import slow_effect

        outbox.register_handler("tests.slow_effect", slow_effect)
