"""Groups in the Wagtail admin: they and what they may do are called in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.query import ModelIterable
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.forms import GroupForm, PagePermissionsForm
from wagtail.users.views import groups

from people.enums import StaffGroup

MAY = {
    "add": _("May add: %(what)s"),
    "change": _("May change: %(what)s"),
    "delete": _("May delete: %(what)s"),
    "view": _("May see: %(what)s"),
    "lock": _("May lock: %(what)s"),
    "unlock": _("May unlock: %(what)s"),
    "publish": _("May publish: %(what)s"),
}


def words_of(permission: Permission) -> str:
    """Django makes names of permissions from those of its code; what an app has called itself is in the catalogue."""
    verb, _of, model = permission.codename.partition("_")
    kind = permission.content_type
    if verb in MAY and model == kind.model:
        return MAY[verb] % {"what": kind.name}
    return gettext(permission.name)


class InWords(ModelIterable):
    def __iter__(self) -> Iterator[Permission]:
        for permission in super().__iter__():
            permission.name = words_of(permission)
            yield permission


def call_in_words(field: Any) -> None:
    """`field`: a choice among permissions."""
    permissions = field.queryset
    permissions._iterable_class = InWords  # noqa: SLF001 - Wagtail's tags ask the queryset again, and clones keep it
    field.queryset = permissions


call_in_words(PagePermissionsForm.base_fields["permissions"])


class NamedGroupForm(GroupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call_in_words(self.fields["permissions"])


def title_of_group(group: Group) -> str:
    return str(StaffGroup.title_of(group.name))


class GroupIndexView(groups.IndexView):
    columns = [
        TitleColumn(
            "name", label=_("Name"), accessor=title_of_group, sort_key="name", url_name="wagtailusers_groups:edit"
        )
    ]


class GroupDeleteView(groups.DeleteView):
    def get_object(self, queryset: Any = None) -> Group:
        group = super().get_object(queryset)
        group.name = title_of_group(group)
        return group


class GroupViewSet(groups.GroupViewSet):
    index_view_class = GroupIndexView
    delete_view_class = GroupDeleteView

    def get_form_class(self, for_update: bool = False) -> type[GroupForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's
        return NamedGroupForm
