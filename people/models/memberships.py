"""Who works where, and under which number."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_printable
from foundation.models import PublicModel
from people.enums import Position, Role

from .organisations import Organisation
from .persons import Person


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


class StaffCode(models.Model):
    """The number under which a dealer, or the manufacturer, keeps somebody in its own lists."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="staff_codes", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="staff_codes", verbose_name=_("organisation")
    )
    code = models.CharField(_("staff code"), max_length=40, validators=[validate_printable])

    class Meta:
        verbose_name = _("staff code")
        verbose_name_plural = _("staff codes")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="staff_code_is_of_one_person"),
            models.UniqueConstraint(fields=["organisation", "person"], name="one_staff_code_at_an_organisation"),
            models.CheckConstraint(condition=~Q(code=""), name="staff_code_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.code
