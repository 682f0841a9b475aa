"""What a person does in a course: facts, and the progress read from them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel

from .released import Course, Structure


class Enrolment(PublicModel):
    """A person takes a course, in a cycle, on the structure they began.

    `progress` and `completed_at` are read from the facts: {lesson key: {"right": [question key…], "done": ISO moment
    or null}}; `actions.rebuild_progress` makes them anew. `place` is where they stopped: {"lesson": key, "section":
    block id}.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="enrolments", verbose_name=_("person"))
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    cycle = models.PositiveSmallIntegerField(_("round"), default=0)
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="+", verbose_name=_("structure"))
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    active_at = models.DateTimeField(_("last seen"), default=timezone.now)
    completed_at = models.DateTimeField(_("done on"), null=True, blank=True)
    progress = models.JSONField(_("progress"), default=dict)
    place = models.JSONField(_("where they stopped"), default=dict)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["person", "course", "cycle"], name="one_enrolment_per_person_course_cycle")
        ]
        indexes = [models.Index(fields=["person", "-active_at"], name="enrolments_by_activity")]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"


class LessonCompletion(models.Model):
    """The fact that a lesson was done within an enrolment. Append-only."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="lesson_completions", verbose_name=_("enrolment")
    )
    lesson_key = models.UUIDField(_("lesson"))
    completed_at = models.DateTimeField(_("done on"), default=timezone.now)
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name = _("lesson done")
        verbose_name_plural = _("lessons done")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="one_completion_per_enrolment_and_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_key}"


class CheckAnswer(models.Model):
    """An answer to a lesson's check question: practice, kept. Append-only, idempotent by the client's UUID.

    `is_conflict`: came with a UUID that stands for another answer; kept, never counted.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="check_answers", verbose_name=_("enrolment"))
    lesson_key = models.UUIDField(_("lesson"))
    question_key = models.CharField(_("question"), max_length=80)
    client_uuid = models.UUIDField()
    given = models.JSONField(_("answer"))
    is_right = models.BooleanField(_("is right"))
    is_conflict = models.BooleanField(_("clashes with another"), default=False)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a check question")
        verbose_name_plural = _("answers to check questions")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "client_uuid"],
                condition=Q(is_conflict=False),
                name="one_check_answer_per_client_uuid",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.question_key}"


class Note(models.Model):
    """A person's own numbers or ticks in one block of one lesson. Seen by nobody else."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    lesson_key = models.UUIDField(_("lesson"))
    block_id = models.CharField(_("part of the lesson"), max_length=80)
    value = models.JSONField(_("own numbers or ticks"))
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson_key", "block_id"], name="one_note_per_person_and_block")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.block_id}"
