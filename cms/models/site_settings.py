"""What the site shows of the manufacturer whose it is: colour, logo, filing numbers, and proofs that it is theirs."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel


class Logo(models.Model):
    """A logo as it is served: a PNG that we wrote ourselves. Never changed, so that pages name it by digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.digest[:12]

    def get_absolute_url(self) -> str:
        return reverse("cms:logo", args=[self.digest])


class SiteSettings(PublicModel):
    """One row, from the first change on. `actions.change_site_settings` writes it; `queries.site_look` reads it."""

    ONLY = 1  # its key

    brand = models.CharField(_("brand colour"), max_length=7, blank=True)
    logo = models.ForeignKey(Logo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo"))
    logo_in_dark = models.ForeignKey(
        Logo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo in the dark")
    )
    icp_number = models.CharField(_("ICP filing number"), max_length=40, blank=True)
    police_number = models.CharField(_("police filing number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("site settings")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class VerificationFile(models.Model):
    """A file at the root of the site by which another house's service knows that the site is ours."""

    name = models.CharField(_("file name"), max_length=80, unique=True)
    content = models.CharField(_("content"), max_length=200)

    class Meta:
        verbose_name = _("verification file")
        verbose_name_plural = _("verification files")

    def __str__(self) -> str:
        return self.name
