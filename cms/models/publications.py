from __future__ import annotations

from django.db import models
from django.utils import timezone

from cms.enums import Outcome
from foundation.sentences import joined


class Publication(models.Model):
    """The last thing published of a page or question, and what became of it.

    Written by `actions` for each publication, and by nothing else. What was published and is not here was missed;
    `actions.release_missed` makes up for it. `reasons` are why it waits or was refused, as `foundation.sentences.Kept`:
    whoever reads them may read another language than whoever published.
    """

    model = models.CharField(max_length=20, help_text="model name: coursepage, lessonpage, examquestion")
    object_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField(help_text="0: taken back or moved")
    course_key = models.UUIDField(db_index=True)
    title = models.CharField(max_length=255)
    outcome = models.CharField(max_length=20, choices=Outcome)
    reasons = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True, help_text="number of the version it went out as")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="one_publication_per_object")]
        indexes = [models.Index(fields=["outcome", "course_key"], name="publications_by_outcome")]

    def __str__(self) -> str:
        return f"{self.title} {self.outcome}"

    @property
    def reason(self) -> str:
        """Why it waits or was refused, in the active language."""
        return joined(self.reasons)
