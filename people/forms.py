"""The way in, as typed."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .actions.password_mails import request_password_link
from .phones import sign_in_name

SIGN_IN_NAME = {
    "autocomplete": "username",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
    "placeholder": "",
}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Phone number or e-mail"), max_length=254, widget=forms.TextInput(attrs=SIGN_IN_NAME)
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return sign_in_name(self.cleaned_data["login"])


class RequestPasswordLinkForm(forms.Form):
    """The field is called `email` because allauth's view counts by it."""

    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs=SIGN_IN_NAME | {"autocomplete": "email"}),
        help_text=_("You sign in with a phone number only? Have a code sent to it instead; you need no password."),
    )

    def clean_email(self) -> str:
        name = sign_in_name(self.cleaned_data["email"])
        if name.startswith("+"):
            raise forms.ValidationError(
                _(
                    "We send the link by e-mail, not to a phone. Go back to sign-in and have a code sent to your phone;"
                    " then you can set a new password on your page under “Ways in”."
                )
            )
        return forms.EmailField().clean(name)

    def save(self, request: Any, **kwargs: Any) -> str:  # noqa: ARG002 - called by allauth
        request_password_link(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class _NewPasswordForm(forms.Form):
    """Our words for allauth's fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Present password"),
            "password1": _("New password"),
            "password2": _("New password again"),
        }
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].widget.attrs["placeholder"] = ""


class ChangePasswordForm(_NewPasswordForm, AllauthChangePasswordForm):
    pass


class ResetPasswordKeyForm(_NewPasswordForm, AllauthResetPasswordKeyForm):
    pass
