"""Whom people may call, and questions that they ask the manufacturer, with the answers that are kept."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_printable
from foundation.models import PublicModel
from people.enums import ContactDays, ContactKind, Language
from people.phones import readable_phone

is_dialled = RegexValidator(
    r"^\+?[0-9][0-9 -]{2,23}$", _("A number has digits, spaces and hyphens only, like 400 800 1234.")
)


class Contact(PublicModel):
    """A specialist or a hotline of the manufacturer, for dealers of some territories or product lines, or for all.

    `name`: what it is for, or what the hotline is called. Without a phone of its own, the person's. Hours are by the
    site's clock; without them it answers at any hour.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    name = models.CharField(_("name"), max_length=60, validators=[validate_printable])
    name_en = models.CharField(_("name in English"), max_length=60, blank=True, validators=[validate_printable])
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    phone = models.CharField(_("phone"), max_length=24, blank=True, validators=[is_dialled])
    days = models.CharField(_("on which days"), max_length=20, choices=ContactDays, default=ContactDays.WORKING_DAYS)
    opens_at = models.TimeField(_("from"), null=True, blank=True)
    closes_at = models.TimeField(_("until"), null=True, blank=True)
    territories = models.ManyToManyField(
        "people.Territory", related_name="+", blank=True, verbose_name=_("territories")
    )
    product_lines = models.ManyToManyField(
        "people.ProductLine", related_name="+", blank=True, verbose_name=_("product lines")
    )
    is_shown = models.BooleanField(_("shown on the help page"), default=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | Q(person__isnull=False),
                name="contact_can_be_called",
                violation_error_message=_("Give a number, or a person who has one."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False, closes_at__gt=F("opens_at")),
                name="contact_closes_after_it_opens",
                violation_error_message=_("Give both hours, the first before the second; or none for any hour."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_en if language == Language.ENGLISH and self.name_en else self.name

    @property
    def number(self) -> str:
        """As somebody would write it; empty: of a person without a phone."""
        own = self.person.phone if self.person else None
        return self.phone or (readable_phone(own) if own else "")

    @property
    def dialled(self) -> str:
        """For a link that calls."""
        number = self.phone or (self.person.phone if self.person else None) or ""
        return "".join(char for char in number if char in "+0123456789")


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
