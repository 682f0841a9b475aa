"""Credentials, certificates as issued, the events in their lives, and their printed files."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.files import private_storage
from foundation.languages import words_in
from foundation.models import PublicModel

from .codes import LENGTH as CODE_LENGTH
from .codes import new_code
from .enums import CertificateState, CredentialKind
from .paper import Paper, read_paper


class Drawing(models.Model):
    """A picture of one colour that certificates are printed with. Never changed, so that they name it by digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    png = models.BinaryField()

    def __str__(self) -> str:
        return self.digest[:12]


class House(PublicModel):
    """Who issues certificates and signs them. One row; what it says is copied into each certificate."""

    name = models.CharField(_("name of the house"), max_length=60, default="经销商大学")
    name_en = models.CharField(_("name of the house in English"), max_length=80, default="Dealer University")
    first_signer = models.CharField(_("first to sign"), max_length=40, default="经销商大学 校长")
    first_signer_en = models.CharField(_("first to sign, in English"), max_length=60, default="Dean, Dealer University")
    second_signer = models.CharField(_("second to sign"), max_length=40, blank=True, default="培训总监")
    second_signer_en = models.CharField(
        _("second to sign, in English"), max_length=60, blank=True, default="Director of Training"
    )

    emblem = models.ForeignKey(Drawing, models.PROTECT, null=True, blank=True, related_name="+")
    first_signature = models.ForeignKey(Drawing, models.PROTECT, null=True, blank=True, related_name="+")
    second_signature = models.ForeignKey(Drawing, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("house that issues certificates")

    def __str__(self) -> str:
        return self.name


class Credential(PublicModel):
    """What can be earned. Its words are copied into a certificate when it is issued.

    `words` is {language: {"title", "did", "what", "outcome"}}: kind of paper, what the holder did, what it is about,
    what a holder can do.
    """

    key = models.CharField(_("key"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=CredentialKind)
    words = models.JSONField(_("words"), default=dict)
    valid_months = models.PositiveSmallIntegerField(
        _("valid for months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty if it never expires."),
    )

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_months__isnull=True) | Q(valid_months__gte=1), name="credential_is_valid_for_a_while"
            )
        ]

    def __str__(self) -> str:
        return self.title_in(None)

    def title_in(self, language: str | None) -> str:
        return words_in(language, {name: words.get("what", "") for name, words in self.words.items()}) or self.key


class NumberSeries(models.Model):
    """The last certificate number given out in a year; the row is the lock."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Certificate(PublicModel):
    """A credential as issued to a person or an organisation: a snapshot of all that it will ever print.

    For each holder, credential and cycle there is at most one that is not revoked.

    The number is a label and opens nothing; the code opens the verification page. `actions.award_certificate` issues
    it, `actions.change_state` changes its state, and nothing else does.
    """

    credential = models.ForeignKey(
        Credential, models.PROTECT, related_name="certificates", verbose_name=_("credential")
    )
    cycle = models.PositiveSmallIntegerField(default=0)
    holder_person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    holder_organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("verification code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    snapshot = models.JSONField()
    issued_on = models.DateField(_("issued"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    issued_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("state"), max_length=20, choices=CertificateState, default=CertificateState.VALID)
    state_changed_at = models.DateTimeField(default=timezone.now)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_person__isnull=False, holder_organisation__isnull=True)
                | Q(holder_person__isnull=True, holder_organisation__isnull=False),
                name="certificate_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["holder_person", "credential", "cycle"],
                condition=Q(holder_person__isnull=False) & ~Q(state=CertificateState.REVOKED),
                name="one_certificate_stands_per_person_credential_cycle",
            ),
            models.UniqueConstraint(
                fields=["holder_organisation", "credential", "cycle"],
                condition=Q(holder_organisation__isnull=False) & ~Q(state=CertificateState.REVOKED),
                name="one_certificate_stands_per_organisation_credential_cycle",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("issued_on")),
                name="certificate_expires_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certificates:certificate_detail", args=[self.uuid])

    @property
    def holder_name(self) -> str:
        return self.snapshot["holder"]["name"]

    @property
    def paper(self) -> Paper:
        return read_paper(self.snapshot)

    def title_in(self, language: str | None) -> str:
        """What it is about, as it was called when it was issued. None: in the reader's language."""
        return words_in(language, self.snapshot["words"]["what"])


class CertificateEvent(models.Model):
    """One change in a certificate's life, with its reason. Never edited."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    state = models.CharField(max_length=20, choices=CertificateState)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CertificateState.VALID) | ~Q(reason=""), name="certificate_event_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.state}"


class CertificateFile(models.Model):
    """A certificate as printed. Made from the snapshot by `actions.print_certificate`, however often it runs."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="printed")
    file = models.FileField(storage=private_storage)
    sha256 = models.CharField(max_length=64)
    printed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Where it lies in the private store."""
        return str(self.file.name)
