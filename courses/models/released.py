"""What was released: courses, what must be done in them, and their words. Immutable once written, or it says what
moves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import QuestionKind
from foundation.files import private_storage
from foundation.models import PublicModel


class Course(PublicModel):
    """A course as learners know it. `key` is the authored page's key, the same in every language."""

    key = models.UUIDField(_("key"), unique=True)
    activity = models.OneToOneField("learning.Activity", models.PROTECT, related_name="+", verbose_name=_("activity"))
    structure = models.ForeignKey(
        "Structure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="what new enrolments begin",
        verbose_name=_("structure"),
    )
    positions = models.JSONField(_("positions"), default=list, help_text="for whom: positions; empty is everyone")
    is_open = models.BooleanField(_("takes new enrolments"), default=False)
    is_open_to_joiners = models.BooleanField(
        _("open to those who wait"), default=False, help_text="who works nowhere yet may take it too"
    )
    released_at = models.DateTimeField(_("first released"), null=True, blank=True)
    revisions = models.JSONField(
        _("revisions"), default=dict, help_text="{page id: revision id} last handed in, released or waiting"
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(structure__isnull=False), name="open_course_has_a_structure"
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def title_in(self, language: str) -> str:
        return self.activity.title_in(language)

    def get_absolute_url(self) -> str:
        return reverse("courses:course_detail", args=[self.uuid])


class Structure(models.Model):
    """What a learner must do to complete a course: order of lessons, questions, right answers, rules. Immutable.

    `plan` is {"lessons": [{"key", "questions": [key…]}], "checks": {key: {"kind", "choices": [key…], "answer"}},
    "questions": [{"key", "kind", "lesson", "choices", "answer"}], "rules": {"pass_mark", "attempts_allowed",
    "minutes", "grace_seconds", "shuffle_questions", "shuffle_choices", "feedback"}}. It holds answer keys: never
    render it; read it by `plans.plan_of`. Only `version` moves: to the newest words for this structure.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="structures", verbose_name=_("course"))
    digest = models.CharField(_("digest"), max_length=64)
    plan = models.JSONField(_("plan"))
    version = models.ForeignKey(
        "CourseVersion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("course structure")
        verbose_name_plural = _("course structures")
        constraints = [models.UniqueConstraint(fields=["course", "digest"], name="one_structure_per_digest")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.digest[:8]}"


class CourseVersion(models.Model):
    """All the words of a course at one moment, in every language there was. Immutable.

    `words` is {language: {"title", "ask", "introduction", "cover", "cover_note", "outcome"}}; `language` the one it was
    written in. `revisions` is {page id: revision id}, what it was compiled from.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="versions", verbose_name=_("course"))
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="versions", verbose_name=_("structure"))
    number = models.PositiveIntegerField(_("version"))
    digest = models.CharField(_("digest"), max_length=64)
    language = models.CharField(_("language"), max_length=10)
    words = models.JSONField(_("words"))
    revisions = models.JSONField(_("revisions"), default=dict)
    released_at = models.DateTimeField(_("released"), default=timezone.now)
    released_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("released by")
    )
    lessons: models.ManyToManyField[LessonVersion, models.Model] = models.ManyToManyField(
        "LessonVersion", related_name="course_versions"
    )
    questions: models.ManyToManyField[QuestionVersion, models.Model] = models.ManyToManyField(
        "QuestionVersion", related_name="course_versions"
    )

    class Meta:
        verbose_name = _("course version")
        verbose_name_plural = _("course versions")
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="one_course_version_per_number")]

    def __str__(self) -> str:
        return f"{self.course} v{self.number}"


class LessonVersion(models.Model):
    """The words of one lesson in one language, compiled. Shared by course versions. Immutable.

    `body` is {"title", "unit", "minutes", "sum", "sum_note", "blocks": [{"id", "type", "value"}…]}, without answer
    keys. `feedback` is {question key: {"explanation", "choices": {key: feedback}}}: shown after answering only.
    """

    lesson_key = models.UUIDField(_("lesson"))
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(_("digest"), max_length=64)
    body = models.JSONField(_("words"))
    feedback = models.JSONField(_("feedback"), default=dict)

    class Meta:
        verbose_name = _("lesson version")
        verbose_name_plural = _("lesson versions")
        constraints = [
            models.UniqueConstraint(fields=["lesson_key", "language", "digest"], name="one_lesson_version_per_digest")
        ]

    def __str__(self) -> str:
        return f"{self.body.get('title', self.lesson_key)} ({self.language})"


class QuestionVersion(models.Model):
    """The words of one exam question in one language. Immutable.

    `body` is {"prompt", "unit", "choices": {key: text}}; `feedback` is {"explanation", "choices": {key: feedback}},
    shown by the exam's rule only.
    """

    question_key = models.UUIDField(_("question"))
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(_("digest"), max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    body = models.JSONField(_("words"))
    feedback = models.JSONField(_("feedback"), default=dict)

    class Meta:
        verbose_name = _("exam question version")
        verbose_name_plural = _("exam question versions")
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "language", "digest"], name="one_question_version_per_digest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_key} ({self.language})"


class LessonFile(models.Model):
    """A picture or download as it was when a lesson was compiled, named by its content."""

    sha256 = models.CharField(_("digest"), max_length=64, unique=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to="lesson-files/")
    content_type = models.CharField(_("kind of file"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    courses = models.ManyToManyField(Course, related_name="files")

    class Meta:
        verbose_name = _("lesson file")
        verbose_name_plural = _("lesson files")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("courses:lesson_file", args=[self.sha256])
