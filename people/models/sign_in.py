"""What the way in keeps: codes that were sent, since when a number is proven, and who came in from where."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel
from people.enums import SecurityEventKind, SignInMethod

CODE_TRIES = 5


class SignInCode(PublicModel):
    """Six digits that were asked for at an address, known or not: both get a row, and the same work.

    The digits stand in no row. They follow from the UUID and the site's secret: `signing_in.codes.digits_of`.
    """

    address = models.CharField(max_length=254)
    person = models.ForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="sign_in_codes", verbose_name=_("person")
    )
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=CODE_TRIES), name="sign_in_code_has_few_tries"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(person__isnull=False), name="sign_in_code_opens_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ProvenNumber(models.Model):
    """When a person last showed that the phone number is theirs. Carriers give unused numbers to others."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="proven_number")
    phone = models.CharField(max_length=16)
    proven_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.phone} {self.proven_at:%Y-%m-%d}"


class SecurityEvent(PublicModel):
    """One line of the security log. Kept for SECURITY_LOG_DAYS, then deleted; what people change is in the audit.

    Without a person: somebody tried with a name that nobody has.
    """

    kind = models.CharField(_("what happened"), max_length=20, choices=SecurityEventKind)
    person = models.ForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="security_events", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    method = models.CharField(_("way in"), max_length=20, choices=SignInMethod, blank=True)
    ip = models.GenericIPAddressField(_("address in the net"), null=True, blank=True)
    device = models.CharField(_("device"), max_length=60, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security log")
        indexes = [models.Index(fields=["person", "kind", "device"], name="security_event_devices")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
