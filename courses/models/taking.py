"""What a person does in a course: facts, and the progress read from them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import PublicModel

from .released import Course, Structure


class Enrolment(PublicModel):
    """A person takes a course, in a cycle, on the structure they began.

    `progress` and `completed_at` are read from the facts: {lesson key: {"right": [question key…], "done": ISO moment
    or null}}; `actions.rebuild_progress` makes them anew. `place` is where they stopped: {"lesson": key, "section":
    block id}.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    cycle = models.PositiveSmallIntegerField(default=0)
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    progress = models.JSONField(default=dict)
    place = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "course", "cycle"], name="one_enrolment_per_person_course_cycle")
        ]
        indexes = [models.Index(fields=["person", "-active_at"], name="enrolments_by_activity")]

    def __str__(self) -> str:
        return f"{self.person} · {self.course}"


class LessonCompletion(models.Model):
    """The fact that a lesson was done within an enrolment. Append-only."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="lesson_completions")
    lesson_key = models.UUIDField()
    completed_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="one_completion_per_enrolment_and_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_key}"


class CheckAnswer(models.Model):
    """An answer to a lesson's check question: practice, kept. Append-only, idempotent by the client's UUID.

    `is_conflict`: came with a UUID that stands for another answer; kept, never counted.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="check_answers")
    lesson_key = models.UUIDField()
    question_key = models.CharField(max_length=80)
    client_uuid = models.UUIDField()
    given = models.JSONField()
    is_right = models.BooleanField()
    is_conflict = models.BooleanField(default=False)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
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

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=80)
    value = models.JSONField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson_key", "block_id"], name="one_note_per_person_and_block")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.block_id}"
