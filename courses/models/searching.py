"""What search reads: derived from what was released, made anew by `actions.rebuild_search`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.searching.contents import Content

from .released import Structure


class SearchEntry(models.Model):
    """A course (`lesson_key` None) or one of its lessons, in one language, in the newest words of one structure.

    The texts are `searching.words`, with a space before and after each; the database keeps its full-text index of them
    by itself (`searching.full_text`). Holds nothing that a learner of the structure may not read.
    """

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="search_entries", verbose_name=_("structure"))
    lesson_key = models.UUIDField(_("lesson"), null=True)
    language = models.CharField(_("language"), max_length=10)
    title = models.TextField(_("title"))
    headings = models.TextField(_("headings"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "lesson_key", "language"], name="one_search_entry_per_lesson_and_language"
            ),
            models.UniqueConstraint(
                fields=["structure", "language"],
                condition=Q(lesson_key__isnull=True),
                name="one_search_entry_per_course_and_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.structure_id} {self.lesson_key or ''} ({self.language})"

    @property
    def content(self) -> Content:
        return Content(self.title, self.headings, self.text)
