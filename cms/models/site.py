"""The front page, for people who are not signed in, and the catalogue."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse  # noqa: TID251 a page serves itself
from django.shortcuts import redirect  # noqa: TID251 a page serves itself
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import StreamBlock

from .authored import Authored
from .on_show import courses_on_show, figure_on_show
from .previews import CataloguePreview, FrontPreview
from .tabs import SAME_ADDRESS, tabs


class PointBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=60, help_text=_("What there is, in a few words."))
    text = blocks.TextBlock(label=_("Text"), max_length=400, help_text=_("What someone gets out of it."))

    class Meta:
        icon = "circle-check"
        label = _("Point")
        label_format = "{title}"


class FrontPage(Authored, FrontPreview, Page):
    """What everyone sees who is not signed in."""

    headline = models.CharField(
        _("headline"), max_length=80, blank=True, help_text=_("The largest words on the page: what it is for.")
    )
    introduction = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("Two or three sentences below the headline.")
    )
    points = StreamField(
        StreamBlock([("point", PointBlock())], required=False),
        blank=True,
        verbose_name=_("points"),
        help_text=_("What people find here: three are best."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.CataloguePage"]
    override_translatable_fields = [SAME_ADDRESS]
    page_description = _("For people who are not signed in. There is one in each language.")
    edit_handler = tabs(
        (_("Content"), [*Page.content_panels, FieldPanel("headline"), FieldPanel("introduction"), FieldPanel("points")])
    )
    template = "cms/front_page.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        courses = courses_on_show(self.locale.language_code)
        shown = {"courses": courses} | figure_on_show(courses)
        return super().get_context(request, *args, **kwargs) | shown


class CataloguePage(Authored, CataloguePreview, Page):
    """All courses. Signed-in people see it at /learn/, with where they stand; others at its own address."""

    introduction = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("One or two sentences above the courses.")
    )

    parent_page_types = ["cms.FrontPage"]
    subpage_types = ["cms.CoursePage"]
    max_count_per_parent = 1
    override_translatable_fields = [SAME_ADDRESS]
    page_description = _("Lists all released courses. Courses are written below it.")
    edit_handler = tabs((_("Content"), [*Page.content_panels, FieldPanel("introduction")]))
    template = "cms/catalogue_public.html"

    class Meta:
        verbose_name = _("catalogue")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"courses": courses_on_show(self.locale.language_code)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not getattr(request, "is_preview", False):
            return redirect("cms:catalogue")
        return super().serve(request, *args, **kwargs)
