"""Questions and answers, as typed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_visible


class AskQuestionForm(forms.Form):
    """`request` names the question before it is asked."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        validators=[validate_visible],
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"request": uuid.uuid4()}
        super().__init__(*args, **kwargs)


class AnswerQuestionForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        validators=[validate_visible],
        widget=forms.Textarea(attrs={"rows": 4, "class": "input"}),
    )
