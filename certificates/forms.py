from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.api import Language

from .codes import LENGTH, is_certificate_number, letters_of
from .models import Credential


class VerifyForm(forms.Form):
    """The code as somebody typed it; how, does not matter."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=300,
        help_text=_("Five groups of four, under the square code. Capitals, spaces and hyphens do not matter."),
        error_messages={"required": _("Type the code that stands under the square code on the paper.")},
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if is_certificate_number(typed):
            raise forms.ValidationError(
                _("This is the certificate's number, which opens nothing. Type the code that stands below it.")
            )
        count = len(letters_of(typed))
        if count != LENGTH:
            raise forms.ValidationError(
                _("A code has %(length)s letters and digits; this has %(count)s. Compare it with the paper."),
                params={"length": LENGTH, "count": count},
            )
        return typed


class ChangeStateForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The holder reads it. Whoever verifies the certificate does not."),
    )


class CredentialForm(forms.ModelForm):
    """Kind of paper and what its holder did, in each language that the credential has."""

    class Meta:
        model = Credential
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, words in self.instance.words.items():
            self.fields[f"title_{language}"] = self._field(language, str(_("Kind of paper")), words["title"], 40)
            self.fields[f"did_{language}"] = self._field(language, str(_("What its holder did")), words["did"], 120)

    @staticmethod
    def _field(language: str, label: str, initial: str, max_length: int) -> forms.CharField:
        return forms.CharField(
            label=f"{label} · {Language(language).label}",
            initial=initial,
            max_length=max_length,
            help_text=_("For certificates to come; those issued keep what they say."),
        )

    def words(self) -> dict[str, dict[str, str]]:
        """As `define_credential` takes them."""
        return {
            language: words | {part: self.cleaned_data[f"{part}_{language}"] for part in ("title", "did")}
            for language, words in self.instance.words.items()
        }
