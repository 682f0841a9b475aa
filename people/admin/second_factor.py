"""For whoever lost phone and recovery codes: an admin takes their second factor away, and says how they know them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from foundation.row_actions import RowActionView
from people.signing_in.actions import SecondFactorNotReset, reset_second_factor
from people.signing_in.rules import can_reset_second_factor


class ResetForm(forms.Form):
    reason = forms.CharField(
        label=_("How you know that it is they"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in their history, like: called back on the number in the contract."),
    )


class ResetSecondFactorView(RowActionView):
    page_title = _("Reset the second factor")
    header_icon = "lock"
    form_class = ResetForm
    refusals = (SecondFactorNotReset,)

    def what_follows(self) -> list[Any]:
        return [
            _("Passkeys, authenticator app and recovery codes are taken away, and every device is signed out."),
            _(
                "A message tells the person. Their next sign-in asks for none, or to set one up where their work needs"
                " it."
            ),
        ]

    def carry_out(self, **typed: Any) -> str:
        reset_second_factor(self.object, by=self.request.user, **typed)
        return _("%(name)s can sign in without a second factor.") % {"name": self.object.full_name}


class WithReset:  # mixed into the pages of one person
    reset_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        request, person = self.request, self.object  # type: ignore[attr-defined]
        if self.user_has_permission("change") and can_reset_second_factor(request.user, person):  # type: ignore[attr-defined]
            url = reverse(self.reset_url_name, args=(person.pk,))
            buttons.append(Button(ResetSecondFactorView.page_title, url=url, icon_name="lock", priority=40))
        return buttons
