"""What only platform admins do to one person, each on a page of its own: one row of buttons on all pages of theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button

from foundation.action_views import RowActionView
from people.models import Person
from people.privacy.actions import is_possible
from people.privacy.rules import can_erase_person, can_export_person
from people.queries import is_platform_admin
from people.signing_in.rules import can_reset_second_factor

from .privacy import ErasePersonView, ExportPersonView, LookAsPersonView
from .second_factor import ResetSecondFactorView

type MayGo = Callable[[Person, Person], bool]  # of an admin and the person in question

# By the name of the URL.
WAYS_ON: dict[str, tuple[type[RowActionView], MayGo]] = {
    "reset_second_factor": (ResetSecondFactorView, can_reset_second_factor),
    "export": (ExportPersonView, lambda by, person: can_export_person(by, person, is_admin=True)),
    "look_as": (LookAsPersonView, is_possible),
    "erase": (ErasePersonView, lambda by, person: can_erase_person(by, person, is_admin=True)),
}


class HasWaysOn:  # mixed into the pages of one person
    url_of_way: Any = None  # from the name of a way to that of its URL

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        by, person = self.request.user, self.object  # type: ignore[attr-defined]
        if person.erased_at or not is_platform_admin(by):
            return buttons
        return buttons + [
            Button(view.page_title, url=reverse(self.url_of_way(name), args=(person.pk,)), icon_name=view.header_icon)
            for name, (view, may_go) in WAYS_ON.items()
            if may_go(by, person)
        ]


def paths_of_ways(viewset: Any) -> list[URLPattern]:
    inspect = viewset.get_url_name("inspect")
    return [
        path(f"{name.replace('_', '-')}/<int:pk>/", viewset.construct_view(view, row_url_name=inspect), name=name)
        for name, (view, _may_go) in WAYS_ON.items()
    ]
