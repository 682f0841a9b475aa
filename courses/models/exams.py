"""Attempts at an exam, and every answer as it was given."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel

from .released import CourseVersion
from .taking import Enrolment


class Attempt(PublicModel):
    """One time through an exam, on the structure and words as they were at its start.

    `order` is {"questions": [key…], "choices": {question key: [choice key…]}}, shuffled at the start. `flags` are the
    keys of questions that the person wants to see again. Answers count until `closes_at`, a grace after the deadline
    they are shown.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts", verbose_name=_("enrolment"))
    number = models.PositiveSmallIntegerField(_("attempt"))
    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    order = models.JSONField(_("order of questions"))
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    deadline_at = models.DateTimeField(_("time is up"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    is_passed = models.BooleanField(_("passed"), null=True)
    marks = models.JSONField(_("marks"), default=dict, help_text="{question key: is right}, set at submission")
    flags = models.JSONField(_("marked to look at again"), default=list)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="one_attempt_per_number"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(submitted_at__isnull=True), name="one_open_attempt"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, score__isnull=True, is_passed__isnull=True)
                | Q(submitted_at__isnull=False, score__isnull=False, is_passed__isnull=False),
                name="submitted_attempt_has_a_score",
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__isnull=True, closes_at__isnull=True)
                | Q(
                    deadline_at__isnull=False,
                    closes_at__isnull=False,
                    deadline_at__gt=models.F("started_at"),
                    closes_at__gte=models.F("deadline_at"),
                ),
                name="attempt_closes_after_its_deadline",
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], condition=Q(submitted_at__isnull=True), name="attempts_to_close")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} #{self.number}"

    def get_absolute_url(self) -> str:
        name = "courses:attempt_detail" if self.is_open else "courses:attempt_result"
        return reverse(name, args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and self.closes_at is not None and now > self.closes_at


class AttemptGrant(models.Model):
    """Attempts beyond those that the exam's rules allow, given to one person's enrolment. Append-only.

    Written by `actions.grant_attempts`, by nothing else.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="grants", verbose_name=_("enrolment"))
    count = models.PositiveSmallIntegerField(_("further attempts"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("granted by"))
    granted_at = models.DateTimeField(_("granted on"), default=timezone.now)

    class Meta:
        verbose_name = _("grant of further attempts")
        verbose_name_plural = _("grants of further attempts")
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1) & ~Q(reason=""), name="grant_has_attempts_and_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} +{self.count}"


class AttemptAnswer(models.Model):
    """An answer as given, every time it is given. Append-only.

    `sequence` is the client's: it numbers on from the highest it was shown, so that a phone that comes back late does
    not undo what was answered since. The answer that counts for a question is the one in time with the highest
    (sequence, id). `is_late`: came after the end. `is_conflict`: came with a UUID that stands for another answer.
    Both are kept, never counted.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="answers", verbose_name=_("attempt"))
    question_key = models.UUIDField(_("question"))
    client_uuid = models.UUIDField()
    sequence = models.PositiveIntegerField(_("sequence"))
    given = models.JSONField(_("answer"))
    is_late = models.BooleanField(_("came after the end"), default=False)
    is_conflict = models.BooleanField(_("clashes with another"), default=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("exam answer")
        verbose_name_plural = _("exam answers")
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "client_uuid"],
                condition=Q(is_conflict=False),
                name="one_attempt_answer_per_client_uuid",
            )
        ]
        indexes = [models.Index(fields=["attempt", "question_key", "sequence"], name="answers_in_order")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_key} {self.sequence}"
