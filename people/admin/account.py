"""`/admin/account/`: one's own settings in the admin, with our name fields instead of Wagtail's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView as WagtailAccountView,
)
from wagtail.admin.views.account import (
    BaseSettingsPanel,
    NameEmailSettingsPanel,
)

from people.actions.persons import change_person
from people.models import Person

from .persons import HELP


class NameForm(forms.ModelForm):
    """How one signs in is changed by a platform admin only."""

    class Meta:
        model = Person
        fields = ["full_name", "latin_name"]
        help_texts = {"full_name": HELP["full_name"]}

    def save(self, commit: bool = True) -> Person:  # noqa: ARG002, FBT001, FBT002 - Django's
        return change_person(self.instance, by=self.instance, **self.cleaned_data)


class NamePanel(BaseSettingsPanel):
    name = "name"
    title = _("Name")
    order = 100
    form_class = NameForm


class AccountView(WagtailAccountView):
    def get_panels(self) -> list[Any]:
        panels = [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
        return [NamePanel(self.request, self.request.user, None), *panels]
