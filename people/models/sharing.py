"""Short links to what people share."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ShortLink(models.Model):
    """`/s/<code>` leads to one thing: there is one link for all who share it. Made by `sharing.actions.link_to` only.

    It opens nothing by itself: who follows it is asked who they are, and sees what they may see. `object_uuid` and
    `part` are as the kind understands them.
    """

    kind = models.CharField(_("kind"), max_length=30)
    object_uuid = models.UUIDField(_("object"))
    part = models.CharField(_("part"), max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=12, unique=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_uuid", "part"], name="one_short_link_for_one_thing"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("people:open_link", args=[self.code])
