from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    user_viewset = "people.admin.PersonViewSet"

    def ready(self) -> None:
        from django.contrib.auth.models import Group  # noqa: PLC0415 - models are not there before
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from people.admin.policies import KEPT  # noqa: PLC0415

        for model, policy in KEPT.items():
            register_permission_policy(model, policy)
        register_permission_policy(Group)
