"""The manufacturer, its dealers, and what it knows them by: tiers, product lines, codes in other systems."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.characters import validate_printable
from foundation.models import PublicModel
from foundation.zones import validate_zone
from people.enums import HeadcountBand, Language, LifeCycle, OrganisationKind, PlaqueColour
from people.places import PLACE_CODE, Place, place_of, validate_place

DEFAULT_ZONE = "Asia/Shanghai"


class Tier(PublicModel):
    """A step of the manufacturer's own ladder of dealers. Rank 1 is the highest."""

    rank = models.PositiveSmallIntegerField(_("rank"), unique=True, validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=40, unique=True, validators=[validate_printable])
    name_en = models.CharField(_("name in English"), max_length=40, blank=True, validators=[validate_printable])
    plaque_colour = models.CharField(_("colour of the plaque"), max_length=10, choices=PlaqueColour, blank=True)

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        constraints = [models.CheckConstraint(condition=Q(rank__gte=1), name="tier_ranks_begin_at_one")]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_en if language == Language.ENGLISH and self.name_en else self.name


class ProductLine(PublicModel):
    """What courses, policies and voices are about."""

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[validate_printable])
    name = models.CharField(_("name"), max_length=80, unique=True, validators=[validate_printable])
    name_en = models.CharField(_("name in English"), max_length=80, blank=True, validators=[validate_printable])
    life_cycle = models.CharField(_("life cycle"), max_length=20, choices=LifeCycle, default=LifeCycle.MAIN)

    class Meta:
        verbose_name = _("product line")
        verbose_name_plural = _("product lines")

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_en if language == Language.ENGLISH and self.name_en else self.name


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
    tier = models.ForeignKey(
        Tier, models.PROTECT, null=True, blank=True, related_name="dealers", verbose_name=_("tier")
    )
    headcount_band = models.CharField(_("headcount"), max_length=10, choices=HeadcountBand, blank=True)
    county_code = models.CharField(_("county"), max_length=6, blank=True, validators=[validate_place])
    product_lines = models.ManyToManyField(
        ProductLine, related_name="dealers", blank=True, verbose_name=_("product lines")
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
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.DEALER) | Q(tier__isnull=True), name="manufacturer_has_no_tier"
            ),
            models.CheckConstraint(
                condition=Q(county_code="") | Q(county_code__regex=PLACE_CODE), name="organisation_county_is_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_manufacturer(self) -> bool:
        return self.kind == OrganisationKind.MANUFACTURER

    @property
    def place(self) -> Place | None:
        return place_of(self.county_code) if self.county_code else None

    def name_in(self, language: str) -> str:
        return self.name_en if language == Language.ENGLISH and self.name_en else self.name


class ExternalCode(models.Model):
    """What another system of the house calls an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="external_codes")
    system = models.CharField(_("system"), max_length=40)
    code = models.CharField(_("code"), max_length=80)

    class Meta:
        verbose_name = _("code in another system")
        verbose_name_plural = _("codes in other systems")
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="external_code_is_of_one_organisation"),
            models.UniqueConstraint(fields=["organisation", "system"], name="one_external_code_a_system"),
            models.CheckConstraint(condition=~Q(system="") & ~Q(code=""), name="external_code_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.system}: {self.code}"
