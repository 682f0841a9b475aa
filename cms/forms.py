"""Forms of the Wagtail admin that are more than their model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm

from .actions import switch_review
from .models import ExamQuestion, PublishingSettings


class CopyCourseForm(CopyForm):
    """Wagtail's, with what hangs on a course. Copies are drafts: an alias, or a copy published in parts, would be a
    course that nobody could take."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
        of_course = ExamQuestion.objects.filter(course__translation_key=self.page.translation_key)
        questions = of_course.filter(locale=self.page.locale_id).count()
        if questions and self.user.has_perm("cms.add_examquestion"):
            self.fields["copy_questions"] = forms.BooleanField(
                required=False,
                initial=True,
                label=_("Copy exam questions"),
                help_text=_("There are %(count)d. The copies are drafts of their own.") % {"count": questions},
            )
        if self.page.get_translations().filter(alias_of__isnull=True).exists():
            self.fields["copy_translations"] = forms.BooleanField(
                required=False,
                initial=True,
                label=_("Copy translations"),
                help_text=_("The other language too, with what translators have written."),
            )


class PublishingSettingsForm(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> PublishingSettings:  # noqa: ARG002, FBT001, FBT002 - Django's
        switch_review(is_reviewed=self.cleaned_data["is_reviewed"], by=self.for_user)
        return self.instance
