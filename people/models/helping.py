"""Questions that people ask the manufacturer, and the answers that are kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel


class Question(PublicModel):
    """Asked on the help page. Its UUID comes from the form, so that a double click asks once.

    `dealer` is where the person worked then: whoever looks after it may answer.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="questions", verbose_name=_("person"))
    dealer = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dealer")
    )
    text = models.TextField(_("question"), max_length=1000)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to the rep")
        verbose_name_plural = _("questions to the rep")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="question_is_answered_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["dealer"], condition=Q(answered_at__isnull=True), name="question_open")]

    def __str__(self) -> str:
        return self.text[:60]
