"""What browsers send, as the keywords of actions. Whether an answer fits its question is the action's to say."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class GivenField(forms.Field):
    """All values sent under one name, as a list: `grading.tidy` takes one value and a list of one alike."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [str(one) for one in value or []]


class AnswerForm(forms.Form):
    """`client_uuid` may be left out by forms that work without a script: they are sent once."""

    given = GivenField(required=False)
    client_uuid = forms.UUIDField(required=False)

    def clean_client_uuid(self) -> Any:
        return self.cleaned_data["client_uuid"] or uuid4()


class CheckAnswerForm(AnswerForm):
    question_key = forms.CharField(max_length=80)


class ExamAnswerForm(AnswerForm):
    question_key = forms.UUIDField()
    sequence = forms.IntegerField(min_value=0, required=False)


class FlagForm(forms.Form):
    question_key = forms.UUIDField()
    is_flagged = forms.BooleanField(required=False)


class PlaceForm(forms.Form):
    section = forms.CharField(max_length=80, required=False)


class NoteForm(forms.Form):
    """`value` is JSON as `actions.keep_note` takes it. Forms without a script send the fields themselves: use
    `from_fields`."""

    value = forms.JSONField(error_messages={"invalid": _("These entries could not be read. Load the page again.")})

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> NoteForm:
        return cls({"value": json.dumps(fields)})
