"""Who may do what in the admin."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from people.models import Person
from people.queries import is_platform_admin


class NobodyDeletes(ModelPermissionPolicy):
    """Not even superusers: records, certificates and the audit name these rows."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class PlatformAdminsOnly(ModelPermissionPolicy):
    """They look and change; nobody adds or deletes here."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return action in {"view", "change"} and user.is_active and is_platform_admin(user)

    def user_has_any_permission(self, user: Person, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
