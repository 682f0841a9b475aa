"""Blocks that are read or watched."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from cms.enums import CalloutTone
from cms.workshop import Json, Workshop

from . import samples
from .base import RICH_TEXT_FEATURES, SHORT_RICH_TEXT_FEATURES, LessonBlock, compiled_value, preview_context

GROUP = _("Read and watch")


class OwnerQuestionBlock(LessonBlock):
    who = blocks.CharBlock(
        label=_("Who asks"), max_length=20, help_text=_("One word, such as Owner. It stands beside the question.")
    )
    text = blocks.TextBlock(
        label=_("Question"), max_length=300, help_text=_("As it is asked in the shop, without quotation marks.")
    )

    class Meta:
        icon = "cms-message-circle-question"
        label = _("Owner’s question")
        group = GROUP
        description = _("The question that the lesson answers, as someone asks it. A lesson begins with it.")
        preview_value = samples.OWNER_QUESTION


class ReadingBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        options = {
            "features": RICH_TEXT_FEATURES,
            "help_text": _("A few short paragraphs. A heading begins a section, and the outline shows it."),
        }
        super().__init__(**options | kwargs)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return preview_context(self, value, parent_context)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = GROUP
        description = _("Running text with headings, lists and links.")
        preview_template = "cms/previews/block.html"
        preview_value = staticmethod(samples.text)


@compiled_value.register
def _reading(_block: ReadingBlock, value: Any, workshop: Workshop) -> Json:
    return {"html": workshop.html(value.source if value else "")}


class ImageBlock(LessonBlock):
    file = ImageChooserBlock(
        label=_("Picture"), help_text=_("A photograph or screenshot. Sums and charts have their own blocks.")
    )
    alt = blocks.CharBlock(
        label=_("Description"),
        max_length=250,
        help_text=_("What someone who cannot see the picture must know."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=250, help_text=_("Stands below the picture. May stay empty.")
    )

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        return super().compiled(value, workshop) | {"file": workshop.picture(value["file"])}

    class Meta:
        icon = "image"
        label = _("Picture")
        group = GROUP
        description = _("One picture with a description and a caption.")
        preview_value = samples.IMAGE
        preview_files = {"file": samples.PICTURE_FILE}


class VideoBlock(LessonBlock):
    file = VideoChooserBlock(label=_("Video"), help_text=_("MP4, as small as it can be: it is watched on phones."))
    poster = ImageChooserBlock(
        label=_("Still picture"), help_text=_("Shown until someone presses play; the video itself is loaded only then.")
    )
    captions = blocks.TextBlock(
        label=_("Subtitles"),
        required=False,
        rows=4,
        help_text=_("The whole text of a WebVTT file: open it, copy all, paste it here. Its first word is WEBVTT."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=250, help_text=_("Stands below the video. May stay empty.")
    )

    def problems(self, value: Any) -> dict[str, Any]:
        if value["captions"] and not value["captions"].lstrip("\ufeff").startswith("WEBVTT"):
            return {"captions": _("This is not WebVTT: its first word must be WEBVTT.")}
        return {}

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        return super().compiled(value, workshop) | {
            "file": workshop.video(value["file"]),
            "poster": workshop.picture(value["poster"]),
            "captions": workshop.captions(value["captions"] or ""),
            "seconds": round(value["file"].duration) if value["file"] else 0,
        }

    class Meta:
        icon = "media"
        label = _("Video")
        group = GROUP
        description = _("A video file with a still picture and subtitles.")
        preview_value = samples.VIDEO
        preview_files = {"file": samples.VIDEO_FILE, "poster": samples.PICTURE_FILE}


class CalloutBlock(LessonBlock):
    tone = blocks.ChoiceBlock(
        label=_("Kind"), choices=CalloutTone.choices, default=CalloutTone.TIP, help_text=_("Chooses colour and icon.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=80, help_text=_("The point in a few words."))
    html = blocks.RichTextBlock(
        label=_("Text"), features=SHORT_RICH_TEXT_FEATURES, help_text=_("One or two short paragraphs.")
    )

    class Meta:
        icon = "warning"
        label = _("Callout")
        group = GROUP
        description = _("A tip, something good to know, or a warning, set apart from the text.")
        preview_value = staticmethod(samples.callout)


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=80, help_text=_("What to do, as an order."))
    text = blocks.TextBlock(label=_("How"), max_length=500, help_text=_("How it is done, in one to three sentences."))

    class Meta:
        label_format = "{title}"


class StepsBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80, help_text=_("What the steps lead to."))
    steps = blocks.ListBlock(
        StepBlock(), label=_("Steps"), min_num=2, max_num=9, help_text=_("Two to nine, in the order they are done.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = GROUP
        description = _("Numbered steps, each with a sentence on how it is done.")
        preview_value = samples.STEPS


class DownloadBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80, help_text=_("What it is, such as Count sheet."))
    description = blocks.CharBlock(
        label=_("Description"), required=False, max_length=250, help_text=_("What it is for. May stay empty.")
    )
    file = DocumentChooserBlock(
        label=_("File"),
        help_text=_("Kept as it is now. For what must always be the newest, link to the document in a text."),
    )

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        return super().compiled(value, workshop) | {"file": workshop.document(value["file"])}

    class Meta:
        icon = "download"
        label = _("Download")
        group = GROUP
        description = _("A file to take away: a form, a worksheet, a table.")
        preview_value = samples.DOWNLOAD
        preview_files = {"file": samples.DOWNLOAD_FILE}
