"""What people were told of their data, what they agreed to, what they asked for, and who looked at the site as they."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.files import private_storage
from foundation.models import PublicModel
from people.enums import Language

WAITS = Q(withdrawn_at__isnull=True, erased_at__isnull=True)


class PurposeNotice(PublicModel):
    """What is kept of people and what for, as it stood from a day on. Never changed: other words are a new version.

    `optional`: something that they may agree to besides, or not; empty where there is nothing of the kind.
    """

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text in Chinese"), max_length=8000)
    text_en = models.TextField(_("text in English"), max_length=8000)
    optional = models.TextField(_("what they may agree to, in Chinese"), max_length=500, blank=True)
    optional_en = models.TextField(_("what they may agree to, in English"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(optional="", optional_en="") | (~Q(optional="") & ~Q(optional_en="")),
                name="notice_asks_in_both_languages",
            )
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number})

    def text_in(self, language: str) -> str:
        return self.text_en if language == Language.ENGLISH else self.text

    def optional_in(self, language: str) -> str:
        return self.optional_en if language == Language.ENGLISH else self.optional


class Consent(PublicModel):
    """Somebody read a notice, or agreed to what it asks besides. Taken back, the row stays."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="consents", verbose_name=_("person"))
    notice = models.ForeignKey(PurposeNotice, models.PROTECT, related_name="consents", verbose_name=_("notice"))
    is_optional = models.BooleanField(_("agreed to what is optional"), default=False)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    path = models.CharField(_("on the page"), max_length=200)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "notice", "is_optional"],
                condition=Q(revoked_at__isnull=True),
                name="one_consent_stands",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(is_optional=True), name="only_what_is_optional_is_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.notice}"

    @property
    def words(self) -> str:
        """Of what was agreed to, in the active language."""
        return self.notice.optional_in(get_language() or "")


class PersonalExport(PublicModel):
    """All that is kept of a person, as a file that is there for some days: for whoever asked, and nobody else."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="exports", verbose_name=_("person"))
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("asked for by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    file = models.FileField(storage=private_storage, upload_to="exports/", blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)

    class Meta:
        verbose_name = _("export of a person's data")
        verbose_name_plural = _("exports of people's data")
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, expires_at__isnull=True, file="")
                | (Q(ready_at__isnull=False, expires_at__gt=F("ready_at")) & ~Q(file="")),
                name="export_is_ready_with_its_file",
            ),
            models.UniqueConstraint(
                fields=["person", "asked_by"], condition=Q(ready_at__isnull=True), name="one_export_is_being_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def is_for_themselves(self) -> bool:
        return self.person_id == self.asked_by_id


class ErasureRequest(PublicModel):
    """Somebody wants to be erased. It waits for a platform admin, and may be taken back until then."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="erasures", verbose_name=_("person"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to be erased")
        verbose_name_plural = _("requests to be erased")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=WAITS, name="one_erasure_waits"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(erased_at__isnull=True), name="erasure_has_one_end"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Impersonation(PublicModel):
    """A platform admin looks at the site as somebody sees it, for a reason and a while. Nothing can be changed so."""

    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("by"))
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="looked_at_as", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=300)
    started_at = models.DateTimeField(_("began"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends at the latest"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("look at the site as somebody")
        verbose_name_plural = _("looks at the site as somebody")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="impersonation_has_a_reason"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="impersonation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_impersonates_themselves"),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(ended_at__isnull=True), name="impersonation_lasts")]

    def __str__(self) -> str:
        return f"{self.by} · {self.person}"
