"""Codes and second facts, as typed."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.phones import sign_in_name

from . import codes

NAME_FIELD = {
    "autocomplete": "username",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
}
CODE_FIELD = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "maxlength": "12",
}


class SendCodeForm(forms.Form):
    login = forms.CharField(
        label=gettext_lazy("Phone number or e-mail"), max_length=254, widget=forms.TextInput(attrs=NAME_FIELD)
    )

    def clean_login(self) -> str:
        """In the form in which it is kept."""
        name = sign_in_name(self.cleaned_data["login"])
        if not name.startswith("+"):
            try:
                validate_email(name)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("This is neither a phone number nor an e-mail address. Write 139 0000 0001 or name@example.com.")
                ) from error
        return name


class EnterCodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("The six digits"), widget=forms.TextInput(attrs=CODE_FIELD))

    def clean_code(self) -> str:
        """Too few or too many digits are said at once, and cost no try."""
        digits = codes.typed_digits(self.cleaned_data["code"])
        missing = codes.LENGTH - len(digits)
        if missing > 0:
            words = ngettext(
                "%(count)s digit is missing. The code has six.",
                "%(count)s digits are missing. The code has six.",
                missing,
            )
            raise forms.ValidationError(words % {"count": missing})
        if missing < 0:
            raise forms.ValidationError(_("These are more than six digits. Type only the code."))
        return digits


class SecondFactForm(forms.Form):
    full_name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=80,
        help_text=gettext_lazy("As your dealer or rep entered it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    dealer_code = forms.CharField(
        label=gettext_lazy("Code of your dealer"),
        max_length=30,
        help_text=gettext_lazy("It stands on orders and delivery notes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, asks_dealer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_dealer:
            del self.fields["dealer_code"]


class ConfirmPasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SecondFactorForm(AllauthAuthenticateForm):
    """Our words for allauth's field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Digits of the app, or a recovery code")
        self.fields["code"].widget.attrs["placeholder"] = ""


class AddAuthenticatorAppForm(ActivateTOTPForm):
    """As above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that it shows now")
        self.fields["code"].widget.attrs["placeholder"] = ""


class AddPasskeyForm(AddWebAuthnForm):
    """As above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
