from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class MadeElsewherePolicy(ModelPermissionPolicy):
    """Certificates come from what was learned, credentials from what was published: none is added or deleted here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
