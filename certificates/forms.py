from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from foundation.languages import in_order
from foundation.pictures import LARGEST
from people.api import Language

from .actions import DRAWINGS, TEXTS
from .codes import LENGTH, is_certificate_number, letters_of
from .models import Credential, House
from .printing.drawings import NotDrawable, trace

_IN_ENGLISH = _("As it is printed in English beside the Chinese; empty where there is no English.")
_OFFICE = _("An office, not a person’s name: it stands under the line.")
TEXT_HELP = {
    "name": _("As it is printed at the head of every certificate."),
    "name_en": _IN_ENGLISH,
    "first_signer": _OFFICE,
    "first_signer_en": _IN_ENGLISH,
    "second_signer": format_lazy("{} {}", _OFFICE, _("Empty: only one signs.")),
    "second_signer_en": _IN_ENGLISH,
}
DRAWING_LABELS = {
    "emblem": _("emblem"),
    "first_signature": _("signature of the first"),
    "second_signature": _("signature of the second"),
}
_FORMATS = _("PNG, JPEG or WebP: dark on white, or on a transparent ground. It is printed in one colour.")
_STROKE = _("Until there is one, an abstract stroke stands above the line.")
DRAWING_HELP = {
    "emblem": _FORMATS,
    "first_signature": format_lazy("{} {}", _FORMATS, _STROKE),
    "second_signature": format_lazy("{} {}", _FORMATS, _STROKE),
}


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
        for language in in_order(self.instance.words):
            words = self.instance.words[language]
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


class HouseForm(forms.Form):
    """Name and offices in both languages; emblem and signatures as pictures, which are traced here."""

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house
        for name in TEXTS:
            field = cast("models.CharField", House._meta.get_field(name)).formfield() or forms.CharField()
            field.initial, field.required = getattr(house, name), name == "name"
            field.help_text = TEXT_HELP[name]
            self.fields[name] = field
        for name, label in DRAWING_LABELS.items():
            self.fields[name] = forms.FileField(label=label, required=False, help_text=DRAWING_HELP[name])
            if getattr(house, f"{name}_id"):
                self.fields[f"{name}_remove"] = forms.BooleanField(label=_("Have our drawing again"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in DRAWINGS:
            if upload := cleaned.get(name):
                try:
                    cleaned[name] = trace(upload.read(LARGEST + 1))
                except NotDrawable as error:
                    self.add_error(name, str(error))
        return cleaned

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}

    def drawings(self) -> dict[str, bytes | None]:
        """What changes: a new drawing, or None to have ours again."""
        new = {name: self.cleaned_data[name] for name in DRAWINGS if self.cleaned_data.get(name)}
        gone = [name for name in DRAWINGS if self.cleaned_data.get(f"{name}_remove")]
        return dict.fromkeys(gone) | new

    def groups(self) -> list[dict[str, Any]]:
        """For the page: a heading, the fields under it, and the drawing that is kept."""
        return [
            {
                "heading": heading,
                "fields": [self[name] for name in (*texts, drawing)],
                "kept": getattr(self.house, f"{drawing}_id"),
                "remove": self[f"{drawing}_remove"] if f"{drawing}_remove" in self.fields else None,
            }
            for heading, texts, drawing in (
                (_("The house"), TEXTS[:2], "emblem"),
                (_("Who signs first, by office"), TEXTS[2:4], "first_signature"),
                (_("Who signs second, by office"), TEXTS[4:], "second_signature"),
            )
        ]
