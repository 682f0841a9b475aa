"""Courses and lessons as editors write them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse  # noqa: TID251 a page serves itself
from django.shortcuts import redirect  # noqa: TID251 a page serves itself
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.models.pages import PageManager, PageQuerySet

from cms.blocks import LessonStreamBlock
from cms.fields import PositionsField
from cms.panels import WhatWaitsPanel
from courses.api import Course, Feedback, course_of_key

from .authored import Authored
from .previews import CoursePreview, LessonPreview
from .tabs import SAME_ADDRESS, tabs


class PublishedQuerySet(PageQuerySet):
    def as_published(self) -> PublishedQuerySet:
        """Live pages that somebody wrote or translated, with the revision that is live. Aliases are no translations."""
        return self.live().filter(alias_of__isnull=True).select_related("live_revision", "locale")


PublishedManager = PageManager.from_queryset(PublishedQuerySet)


class CoursePage(Authored, CoursePreview, Page):
    """A course. Publishing it releases everything that is published of it."""

    ask = models.TextField(
        _("question"),
        max_length=300,
        blank=True,
        help_text=_("The one question it answers, as an owner asks it."),
    )
    introduction = models.TextField(
        _("introduction"), max_length=800, blank=True, help_text=_("Two or three sentences on what it is about.")
    )
    cover = models.CharField(
        _("cover figure"), max_length=20, blank=True, help_text=_("The course’s best figure, such as 60 days.")
    )
    cover_note = models.CharField(
        _("what the figure is"),
        max_length=60,
        blank=True,
        help_text=_("Stands below: of stock in the store."),
    )
    outcome = models.TextField(
        _("outcome"),
        max_length=800,
        blank=True,
        help_text=_("What a holder of the certificate can do. Strangers read it when they verify a certificate."),
    )
    positions = PositionsField(
        _("for whom"),
        help_text=_("Who finds the course in the catalogue. Tick none for everyone."),
    )
    is_open_to_joiners = models.BooleanField(
        _("open to those who wait"),
        default=False,
        help_text=_(
            "People who joined with a code and are not let in yet may take it meanwhile, with its exam, and so may"
            " people who left their dealer. What they do counts for them, at no dealer."
        ),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Per cent of the questions that must be right."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"), default=3, help_text=_("How often someone may sit the exam. 0: as often as they like.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=0, validators=[MaxValueValidator(600)], help_text=_("Time for the exam. 0: no limit.")
    )
    shuffle_questions = models.BooleanField(
        _("shuffle questions"), default=True, help_text=_("Each attempt has its own order of questions.")
    )
    shuffle_choices = models.BooleanField(
        _("shuffle choices"), default=True, help_text=_("Each attempt has its own order of choices.")
    )
    feedback = models.CharField(
        _("right answers are shown"),
        max_length=20,
        choices=Feedback,
        default=Feedback.AFTER_PASS,
        help_text=_("Until then people see their score and which questions to look at again."),
    )
    gives_certificate = models.BooleanField(
        _("earns a certificate"), default=True, help_text=_("Whoever completes the course holds one.")
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for months"), default=24, help_text=_("How long the certificate is valid. 0: for ever.")
    )

    objects = PublishedManager()

    parent_page_types = ["cms.CataloguePage"]
    subpage_types = ["cms.LessonPage"]
    override_translatable_fields = [SAME_ADDRESS]
    page_description = _("Write its lessons below it, publish them, then publish the course: that releases it.")
    edit_handler = tabs(
        (
            _("Content"),
            [
                WhatWaitsPanel(),
                *Page.content_panels,
                FieldPanel("ask"),
                FieldPanel("introduction"),
                FieldRowPanel([FieldPanel("cover"), FieldPanel("cover_note")]),
            ],
        ),
        (
            _("Completion"),
            [
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("attempts_allowed"), FieldPanel("minutes")]),
                        FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_choices")]),
                        FieldPanel("feedback"),
                    ],
                    heading=_("Exam"),
                    help_text=_("There is an exam as soon as the course has published exam questions."),
                ),
                MultiFieldPanel(
                    [FieldPanel("gives_certificate"), FieldPanel("valid_months"), FieldPanel("outcome")],
                    heading=_("Certificate"),
                ),
            ],
        ),
        (_("For whom"), [FieldPanel("positions"), FieldPanel("is_open_to_joiners")]),
    )

    class Meta:
        verbose_name = _("course")

    def serve(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return redirect(released_or_404(self.translation_key))


class LessonPage(Authored, LessonPreview, Page):
    """A lesson of the course above it. Its key, and the ids of its blocks, are the same in every language."""

    unit = models.CharField(
        _("unit"),
        max_length=80,
        blank=True,
        help_text=_("Name of the unit that begins with this lesson. Empty: it belongs to the unit of the one before."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("How long it takes; ten at most are best."),
    )
    sum = models.CharField(
        _("sum"),
        max_length=60,
        blank=True,
        help_text=_("For the card on the home page, still to be done: 620,000 ÷ 10,360"),
    )
    sum_note = models.CharField(
        _("what the sum is"), max_length=120, blank=True, help_text=_("Stands below it: stock ÷ goods sold a day")
    )
    body = StreamField(
        LessonStreamBlock(),
        verbose_name=_("lesson"),
        help_text=_(
            "A question the owner asks, the figure, own numbers, a checklist for tomorrow, two or three questions."
        ),
    )

    objects = PublishedManager()

    parent_page_types = ["cms.CoursePage"]
    subpage_types: list[str] = []
    override_translatable_fields = [SAME_ADDRESS]
    page_description = _("One question, one sum, one checklist: ten minutes at most.")
    edit_handler = tabs(
        (_("Content"), [*Page.content_panels, FieldPanel("body")]),
        (
            _("In the outline"),
            [
                FieldRowPanel([FieldPanel("unit"), FieldPanel("minutes")]),
                FieldRowPanel([FieldPanel("sum"), FieldPanel("sum_note")]),
            ],
        ),
    )

    class Meta:
        verbose_name = _("lesson")

    def serve(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        course = released_or_404(self.get_parent().translation_key)
        return redirect("courses:lesson_detail", course.uuid, self.translation_key)


def released_or_404(key: UUID) -> Course:
    try:
        return course_of_key(key)
    except Course.DoesNotExist as error:
        raise Http404 from error
