"""Territories: who looks after which dealers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel

from .organisations import Organisation
from .persons import Person


class Territory(PublicModel):
    """The dealers that reps and their field managers look after."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    dealers = models.ManyToManyField(Organisation, related_name="territories", blank=True, verbose_name=_("dealers"))
    people = models.ManyToManyField(
        Person, related_name="territories", blank=True, verbose_name=_("reps and field managers")
    )

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")

    def __str__(self) -> str:
        return self.name
