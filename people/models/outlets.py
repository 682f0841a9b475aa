"""Outlets: where a dealer sells."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_printable
from foundation.models import PublicModel
from people.enums import OutletClass
from people.places import PLACE_CODE, Place, place_of, validate_place

from .organisations import Organisation


class Outlet(PublicModel):
    """A place of a dealer where goods are sold. It is closed on a day, never deleted.

    Coordinates are coarse on purpose, two decimals are a kilometre: enough for a map, too little to follow anybody.
    """

    dealer = models.ForeignKey(Organisation, models.PROTECT, related_name="outlets", verbose_name=_("dealer"))
    code = models.CharField(_("code"), max_length=30, blank=True, validators=[validate_printable])
    name = models.CharField(_("name"), max_length=120, validators=[validate_printable])
    outlet_class = models.CharField(_("class"), max_length=1, choices=OutletClass, default=OutletClass.C)
    county_code = models.CharField(_("county"), max_length=6, blank=True, validators=[validate_place])
    address = models.CharField(_("address"), max_length=200, blank=True, validators=[validate_printable])
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    open_until = models.DateField(_("open until"), null=True, blank=True)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = [
            models.UniqueConstraint(
                fields=["dealer", "name"],
                name="outlet_name_is_unique_at_its_dealer",
                violation_error_message=_("This dealer has an outlet of that name already."),
            ),
            models.UniqueConstraint(
                fields=["dealer", "code"],
                condition=~Q(code=""),
                name="outlet_code_is_unique_at_its_dealer",
                violation_error_message=_("This dealer has an outlet with that code already."),
            ),
            models.CheckConstraint(
                condition=Q(county_code="") | Q(county_code__regex=PLACE_CODE), name="outlet_county_is_a_code"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="outlet_has_both_coordinates_or_none",
                violation_error_message=_("Give latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place | None:
        return place_of(self.county_code) if self.county_code else None
