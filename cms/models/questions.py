"""The bank of exam questions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from cms.blocks import ChoiceBlock, StreamBlock, question_problems
from cms.compiling.questions import written
from courses.api import QuestionKind

from .authored import Authored
from .courses import CoursePage, LessonPage
from .previews import QuestionPreview


class ExamQuestionQuerySet(models.QuerySet["ExamQuestion"]):
    def as_published(self, course_key: UUID) -> ExamQuestionQuerySet:
        """Live questions of a course, in the order of its lessons."""
        return (
            self.filter(course__translation_key=course_key, live=True)
            .select_related("live_revision", "locale", "lesson")
            .order_by(models.F("lesson__path").asc(nulls_last=True), "pk")
        )


class ExamQuestionForm(WagtailAdminModelForm):
    """Drafts may be unfinished; what is submitted or published may not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("answer", "tolerance"):
            if self.initial.get(name) is not None:
                self.initial[name] = Decimal(written(self.initial[name]))  # 40, as it was typed, not 40.000000

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_deferred_validation:
            return cleaned
        choices = [child.value for child in cleaned.get("choices") or []]
        for name, problem in question_problems(cleaned.get("kind", ""), choices, cleaned.get("answer")).items():
            self.add_error(name, problem)
        course, lesson = cleaned.get("course"), cleaned.get("lesson")
        if course and lesson and lesson.get_parent().translation_key != course.translation_key:
            self.add_error("lesson", _("This lesson belongs to another course."))
        return cleaned


class ExamQuestion(
    Authored,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    QuestionPreview,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """A question of a course's exam. Its key, and the ids of its choices, are the same in every language."""

    course = models.ForeignKey(
        CoursePage,
        models.CASCADE,
        related_name="exam_questions",
        verbose_name=_("course"),
        help_text=_("The exam that it belongs to."),
    )
    lesson = models.ForeignKey(
        LessonPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="exam_questions",
        verbose_name=_("lesson"),
        help_text=_("Where the answer is taught: people who get it wrong are sent there."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=QuestionKind,
        default=QuestionKind.SINGLE,
        help_text=_("Decides which of the fields below count."),
    )
    prompt = models.TextField(_("question"), max_length=600, help_text=_("With all numbers that it takes."))
    choices = StreamField(
        StreamBlock([("choice", ChoiceBlock())], required=False),
        blank=True,
        verbose_name=_("choices"),
        help_text=_("For one or several right answers: two to eight."),
    )
    is_true = models.BooleanField(
        _("the statement is true"), default=False, help_text=_("For true or false: tick it if it is true.")
    )
    answer = models.DecimalField(
        _("right number"),
        max_digits=18,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("For a number: without separators, such as 1640 or 7.4."),
    )
    tolerance = models.DecimalField(
        _("may be off by"),
        max_digits=18,
        decimal_places=6,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("For a number: 0.5 takes 59.5 to 60.5."),
    )
    unit = models.CharField(
        _("Unit"), max_length=20, blank=True, help_text=_("For a number: such as yuan or days. May stay empty.")
    )
    explanation = models.TextField(
        _("explanation"), max_length=800, help_text=_("Why, with the sum. Shown when the course’s rules allow it.")
    )

    objects = ExamQuestionQuerySet.as_manager()
    base_form_class = ExamQuestionForm

    search_fields = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.FilterField("course"),
        index.FilterField("kind"),
        index.FilterField("locale"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("course"), FieldPanel("lesson")]),
        FieldPanel("kind"),
        FieldPanel("prompt"),
        FieldPanel("choices"),
        MultiFieldPanel(
            [FieldPanel("is_true"), FieldRowPanel([FieldPanel("answer"), FieldPanel("tolerance"), FieldPanel("unit")])],
            heading=_("Answer to true or false, or to a number"),
        ),
        FieldPanel("explanation"),
        PublishingPanel(),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("exam question")
        verbose_name_plural = _("exam questions")

    def __str__(self) -> str:
        return Truncator(self.prompt).chars(80)
