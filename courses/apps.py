from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from learning.api import ActivityKind, register_explainer

        from .personal_data import register_personal_fields
        from .queries.explaining import explain_course

        register_explainer(ActivityKind.COURSE, explain_course)
        register_personal_fields()
