"""Persons: those who can sign in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_printable
from foundation.models import PublicModel
from people.enums import Language
from people.phones import readable_phone

E164 = r"^\+[1-9][0-9]{6,14}$"


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
    must_read_notice = models.BooleanField(default=False, editable=False)
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
    def phone_as_written(self) -> str:
        return readable_phone(self.phone) if self.phone else ""

    @property
    def signs_in_with(self) -> str:
        """Phone or e-mail, as they would write it."""
        return self.phone_as_written or self.email or ""

    def name_in(self, language: str) -> str:
        return self.latin_name if language == Language.ENGLISH and self.latin_name else self.full_name
