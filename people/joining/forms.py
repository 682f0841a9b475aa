"""Joining, inviting, answering and leaving, as typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.characters import tidy_name
from foundation.templatetags.ui import named
from people.models import Person
from people.signing_in.forms import SendCodeForm

from . import rules
from .codes import LENGTH, typed_code

CODE_FIELD = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "20"}


def day_input() -> forms.DateInput:
    """A browser's own calendar knows one format, whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"})


def _positions() -> list[tuple[str, Any]]:
    return [("", _("Choose …")), *((position.value, capfirst(position.label)) for position in rules.POSITIONS)]


def _position_field(label: Any) -> forms.ChoiceField:
    """Nothing is chosen beforehand: requirements and audiences hang on it."""
    return forms.ChoiceField(
        label=label,
        choices=_positions,
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": gettext_lazy("Choose one.")},
    )


class JoinCodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code on the poster"), widget=forms.TextInput(attrs=CODE_FIELD))

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise ValidationError(_("A code has eight letters and digits, like 7KQ2 M9XD. Look at the poster again."))
        return code


class _NamedForm(SendCodeForm):
    """Name, then phone or e-mail."""

    full_name = forms.CharField(
        label=gettext_lazy("Your full name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["full_name", "login", "position"]

    def clean_full_name(self) -> str:
        return tidy_name(self.cleaned_data["full_name"])


class JoinForm(_NamedForm):
    """Of somebody who is not signed in. The first owner is asked for no position."""

    position = _position_field(gettext_lazy("What you do there"))

    def __init__(self, *args: Any, makes_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if makes_owner:
            del self.fields["position"]


class AskForm(forms.Form):
    """Of somebody who is signed in."""

    position = _position_field(gettext_lazy("What you do there"))


class InviteForm(_NamedForm):
    position = _position_field(gettext_lazy("What they do"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].label = _("Their full name")
        self.fields["full_name"].widget.attrs["autocomplete"] = "off"
        self.fields["login"].label = _("Their phone number or e-mail")
        self.fields["login"].widget.attrs["autocomplete"] = "off"


class OpenCodeForm(forms.Form):
    """How many people, and how long."""

    limit = forms.TypedChoiceField(
        label=gettext_lazy("For how many people"), coerce=int, initial=10, widget=forms.Select(attrs={"class": "input"})
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long"), coerce=int, initial=7, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["limit"].choices = [  # type: ignore[attr-defined]
            (count, ngettext("%(count)s person", "%(count)s people", count) % {"count": count})
            for count in rules.PEOPLE_LET_IN
        ]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(count)s day", "%(count)s days", days) % {"count": days}) for days in rules.DAYS_OPEN
        ]


class ApproveForm(forms.Form):
    position = _position_field(gettext_lazy("What they do"))


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=300,
        help_text=gettext_lazy("The person reads it."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
    )


class CloseForm(forms.Form):
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Until the end of this day all stays as it is. Choose yesterday, and it ends at once."),
        widget=day_input(),
    )


class PersonChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


class DeputyForm(forms.Form):
    """`people`: of whom one may be named."""

    person = PersonChoiceField(
        label=gettext_lazy("Who"),
        queryset=Person.objects.none(),
        to_field_name="uuid",
        empty_label=gettext_lazy("Choose …"),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    valid_until = forms.DateField(label=gettext_lazy("Last day"), widget=day_input())

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
