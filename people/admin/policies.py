"""Who may do what in the admin."""

from typing import Any

from wagtail.admin.menu import MenuItem
from wagtail.permission_policies import ModelPermissionPolicy

from foundation.listings import OnlyTo
from people.models import Organisation, Outlet, Person, ProductLine, SheetImport, Territory, Tier
from people.queries import is_platform_admin

# Not even superusers delete: records, certificates and the audit name these rows.
KEPT = {
    model: OnlyTo(model, "view", "add", "change")
    for model in (Person, Organisation, Outlet, Territory, Tier, ProductLine)
} | {SheetImport: OnlyTo(SheetImport, "view", "add")}


class PlatformAdminsOnly(ModelPermissionPolicy):
    """They look and change; nobody adds or deletes here."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return action in {"view", "change"} and user.is_active and is_platform_admin(user)

    def user_has_any_permission(self, user: Person, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class PlatformAdminsMenuItem(MenuItem):
    """Of a page that `PlatformAdminsOnly` may change."""

    def is_shown(self, request: Any) -> bool:
        return is_platform_admin(request.user)
