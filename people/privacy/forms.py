"""What is typed about privacy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import PurposeNotice


class ReadNoticeForm(forms.Form):
    """`notice` is the version that was shown."""

    notice = forms.UUIDField(widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    agrees = forms.BooleanField(required=False)


class NoticeForm(forms.ModelForm):
    class Meta:
        model = PurposeNotice
        fields = ["text", "text_en", "optional", "optional_en"]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("text", 14), ("text_en", 14), ("optional", 2), ("optional_en", 2))
        }
        help_texts = {
            "text": _(
                "Who keeps what, for what, for how long, who sees it, and whom to ask. An empty line ends a paragraph."
            ),
            "text_en": _("The same in English."),
            "optional": _(
                "Something that they may agree to and take back at any time, such as photos of a training day."
            ),
            "optional_en": _("The same in English."),
        }


class ErasePersonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history. Do not name the person in it."),
    )
    is_sure = forms.BooleanField(label=_("I know that this cannot be undone"))


class LookForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person reads it on their page."),
    )
