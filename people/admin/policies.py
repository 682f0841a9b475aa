"""Who may do what in the admin: Wagtail's own policy, short of deleting."""

from wagtail.permission_policies import ModelPermissionPolicy

from people.models import Person


class NobodyDeletes(ModelPermissionPolicy):
    """Not even superusers: records, certificates and the audit name these rows."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)
