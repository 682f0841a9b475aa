from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    user_viewset = "people.admin.PersonViewSet"
    group_viewset = "people.admin.GroupViewSet"

    def ready(self) -> None:
        from django.contrib.auth.models import Group  # noqa: PLC0415 - models are not there before
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from people.admin.groups import title_of_group  # noqa: PLC0415
        from people.admin.policies import KEPT  # noqa: PLC0415

        for model, policy in KEPT.items():
            register_permission_policy(model, policy)
        register_permission_policy(Group)
        Group.add_to_class("__str__", title_of_group)  # everywhere: forms, lists and headings of Wagtail's show them
