from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from foundation import invariants
        from learning.api import ActivityKind, register_explainer
        from people.api import register_offering

        from .actions.completing import WRONG_PROGRESS, broken_progress
        from .personal_data import register_personal_fields
        from .queries.explaining import explain_course
        from .queries.invariants import LEFT_OPEN, MENDING, broken_invariants
        from .queries.meanwhile import offers_of_courses
        from .telling import register_kinds

        register_explainer(ActivityKind.COURSE, explain_course)
        invariants.register(broken_invariants, mending=MENDING, made_up_for=[LEFT_OPEN])
        invariants.register(broken_progress, mending=WRONG_PROGRESS)
        register_personal_fields()
        register_offering(offers_of_courses)
        register_kinds()
