"""For whoever lost phone and recovery codes: an admin takes their second factor away, and says how they know them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.action_views import RowActionView
from people.signing_in.actions import SecondFactorNotReset, reset_second_factor


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
