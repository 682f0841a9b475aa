"""Persons, organisations, memberships and territories."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_printable
from foundation.models import PublicModel
from foundation.zones import validate_zone

from .enums import Language, OrganisationKind, Position, Role
from .models_sign_in import ProvenNumber, SecurityEvent, SignInCode
from .phones import readable_phone

__all__ = [
    "Membership",
    "Organisation",
    "Person",
    "ProvenNumber",
    "SecurityEvent",
    "SignInCode",
    "Territory",
]

E164 = r"^\+[1-9][0-9]{6,14}$"
DEFAULT_ZONE = "Asia/Shanghai"


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: object) -> Person:
        person = self.model(email=email.lower() if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> Person:
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email=(email or "").lower())


class Person(PublicModel, AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in, by e-mail or phone. What they may do follows from memberships and groups."""

    full_name = models.CharField(_("full name"), max_length=60, validators=[validate_printable])
    latin_name = models.CharField(
        _("name in Latin letters"),
        max_length=80,
        blank=True,
        validators=[validate_printable],
        help_text=_("How the name is spelt in English papers; leave empty if there is no need."),
    )
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(E164)],
        help_text=_("With country code, e.g. +8613800000000."),
    )
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.CHINESE)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False) | Q(erased_at__isnull=False),
                name="person_can_be_reached",
                violation_error_message=_("Give an e-mail address or a phone number, so that this person can sign in."),
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")), name="person_email_is_lower_case"
            ),
            models.CheckConstraint(condition=Q(phone__isnull=True) | Q(phone__regex=E164), name="person_phone_is_e164"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def signs_in_with(self) -> str:
        """Phone or e-mail, as they would write it."""
        return readable_phone(self.phone) if self.phone else self.email or ""

    def name_in(self, language: str) -> str:
        return self.latin_name if language == Language.ENGLISH and self.latin_name else self.full_name


class Organisation(PublicModel):
    """The manufacturer, or a dealer. A sub-distributor is a dealer with a parent."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.DEALER)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("supplied by")
    )
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120, validators=[validate_printable])
    name_en = models.CharField(_("name in English"), max_length=120, blank=True, validators=[validate_printable])
    zone = models.CharField(_("time zone"), max_length=40, default=DEFAULT_ZONE, validators=[validate_zone])
    external_codes = models.JSONField(
        _("codes in other systems"), default=dict, blank=True, help_text=_('By system, e.g. {"ERP": "10023"}.')
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind=OrganisationKind.MANUFACTURER), name="one_manufacturer"
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.DEALER) | Q(parent__isnull=True), name="manufacturer_has_no_parent"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="organisation_is_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_manufacturer(self) -> bool:
        return self.kind == OrganisationKind.MANUFACTURER

    def name_in(self, language: str) -> str:
        return self.name_en if language == Language.ENGLISH and self.name_en else self.name


class Membership(PublicModel):
    """A person holding a position at an organisation, from a date until a date, both days included."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    position = models.CharField(_("position"), max_length=20, choices=Position)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.LEARNER)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "position"],
                condition=Q(valid_until__isnull=True),
                name="one_open_membership_per_position",
                violation_error_message=_("This person already holds this position here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.get_position_display()}"


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


from . import models_messages  # noqa: E402, F401 - Django looks for models here
