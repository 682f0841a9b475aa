"""Forms of the Wagtail admin that are more than their model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import PIL.Image
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ImageFile
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from foundation.pictures import LARGEST

from .actions import switch_review
from .actions.site_settings import LOGOS, TEXTS
from .models import ExamQuestion, PublishingSettings, SiteSettings, VerificationFile

LONGEST_FILE = 1000  # bytes; verification files have one line
LOGO_HELP = _("PNG, JPEG or WebP, at least 64 pixels high, on a transparent ground.")


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


class SiteSettingsForm(forms.Form):
    """What `change_site_settings` takes; pictures and files as they are uploaded."""

    brand = forms.CharField(
        label=_("Brand colour"),
        max_length=7,
        required=False,
        help_text=_(
            "As # and six digits, such as #0a6470. Buttons, links and progress take it; all other shades follow, light"
            " and dark. Empty: ours."
        ),
    )
    logo = forms.FileField(label=_("Logo"), required=False, help_text=LOGO_HELP)
    logo_remove = forms.BooleanField(label=_("Have no logo"), required=False)
    logo_in_dark = forms.FileField(
        label=_("Logo in the dark"),
        required=False,
        help_text=_("In light colours, for the dark theme. Without it the logo stands on white there."),
    )
    logo_in_dark_remove = forms.BooleanField(label=_("Have no logo of its own in the dark"), required=False)
    icp_number = forms.CharField(
        label=_("ICP filing number"),
        max_length=40,
        required=False,
        help_text=_("Such as 京ICP备12345678号-1. Stands at the foot of pages and leads to the ministry."),
    )
    police_number = forms.CharField(
        label=_("Police filing number"),
        max_length=40,
        required=False,
        help_text=_("Such as 京公网安备11010502030143号. Stands beside it and leads to the police's page."),
    )
    verification_file = forms.FileField(
        label=_("Verification file"),
        required=False,
        help_text=_(
            "WeChat, WeCom, Google or Baidu gave you a file to lay at the root of the site? Upload it as it is. It is"
            " there at once."
        ),
    )

    def __init__(self, *args: Any, kept: SiteSettings, known_files: Iterable[VerificationFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        for name in TEXTS:
            self.fields[name].initial = getattr(kept, name)
        for name in LOGOS:
            if not getattr(kept, f"{name}_id"):
                del self.fields[f"{name}_remove"]
        choices = [(file.name, f"{file.name}: {file.content}") for file in known_files]
        if choices:
            self.fields["files_removed"] = forms.MultipleChoiceField(
                label=_("Take away"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    def changes(self) -> dict[str, Any]:
        """What `change_site_settings` takes."""
        given = self.cleaned_data
        gone = [name for name in LOGOS if given.get(f"{name}_remove")]
        logos = dict.fromkeys(gone) | {name: given[name].read(LARGEST + 1) for name in LOGOS if given.get(name)}
        files: dict[str, bytes | None] = dict.fromkeys(given.get("files_removed", []))
        if upload := given.get("verification_file"):
            files[upload.name] = upload.read(LONGEST_FILE)
        return {"texts": {name: given[name] for name in TEXTS}, "logos": logos, "files": files}


_TITLE = _("What editors find it by. Learners do not see it.")
_TAGS = _("More words to find it by, with commas between them.")


@contextmanager
def _broken_off_is_an_error() -> Iterator[None]:
    """Also where WeasyPrint is loaded, which has Pillow paint grey what is missing."""
    usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = usual


class WholeImageField(WagtailImageField):
    """Also decodes the picture: of one that broke off on its way, the head alone says that it is one."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
            f.seek(0)
            with _broken_off_is_an_error(), PIL.Image.open(f) as picture:
                picture.load()
        except (OSError, SyntaxError, ValueError) as error:  # as Pillow says it, by format
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        finally:
            f.seek(0)


class ImageUploadForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):  # Wagtail makes it whatever Meta says
            self.fields["file"] = WholeImageField(
                label=file.label,
                required=file.required,
                max_length=file.max_length,
                widget=file.widget,
                help_text=file.help_text,
            )

    class Meta(BaseImageForm.Meta):
        help_texts = {
            "title": _TITLE,
            "description": _(
                "For editors. What learners hear who cannot see it is written where it stands in a lesson."
            ),
            "tags": _TAGS,
        }


class DocumentUploadForm(BaseDocumentForm):
    class Meta(BaseDocumentForm.Meta):
        help_texts = {"title": _TITLE, "tags": _TAGS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # Wagtail's field empties what Meta says
            self.fields["file"].help_text = _("A PDF, a file of Word, Excel or PowerPoint, CSV, plain text or ZIP.")


class MediaUploadForm(BaseMediaForm):
    """A video is looked into, since whoever watches it cannot choose another one."""

    class Meta(BaseMediaForm.Meta):
        help_texts = {
            "title": _TITLE,
            "file": _("MP4 with H.264 and AAC, or WebM: what phones play."),
            "width": _("In pixels. May stay empty."),
            "height": _("In pixels. May stay empty."),
            "thumbnail": _(
                "For this list only. What stands there until somebody presses play is chosen in the lesson."
            ),
            "tags": _TAGS,
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and self.instance.type == "video":
            head = file.read(HEAD)
            file.seek(0)
            if not (file.name.lower().endswith(VIDEO_ENDINGS) and _plays_on_phones(head)):
                raise forms.ValidationError(
                    _("Phones do not play this file. Export the video as MP4 (H.264 with AAC) and choose it again.")
                )
        return file


HEAD = 64  # bytes that say what a file is
VIDEO_ENDINGS = (".m4v", ".mp4", ".webm")


def _plays_on_phones(head: bytes) -> bool:
    is_mp4 = head[4:8] == b"ftyp" and head[8:12] != b"qt  "
    return is_mp4 or (head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head)
