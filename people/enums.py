from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(TextChoices):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class OrganisationKind(TextChoices):
    MANUFACTURER = "MANUFACTURER", _("manufacturer")
    DEALER = "DEALER", _("dealer")


class HeadcountBand(TextChoices):
    """How many work at a dealer, the owner among them: what a sheet says, not how many have an account."""

    TO_5 = "TO_5", _("1 to 5 people")
    TO_10 = "TO_10", _("6 to 10 people")
    TO_20 = "TO_20", _("11 to 20 people")
    TO_50 = "TO_50", _("21 to 50 people")
    ABOVE_50 = "ABOVE_50", _("more than 50 people")


class LifeCycle(TextChoices):
    """Where a product line stands."""

    LAUNCH = "LAUNCH", _("launch")
    MAIN = "MAIN", _("main line")
    PHASING_OUT = "PHASING_OUT", _("phasing out")


class OutletClass(TextChoices):
    """By turnover, A the highest; each house draws its own lines."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class PlaqueColour(TextChoices):
    """Of the dress in which a dealer's plaque is printed."""

    GOLD = "GOLD", _("gold")
    SILVER = "SILVER", _("silver")
    BRONZE = "BRONZE", _("bronze")


class ContactKind(TextChoices):
    """Whom people call beside their rep."""

    SPECIALIST = "SPECIALIST", _("specialist")
    HOTLINE = "HOTLINE", _("hotline")


class ContactDays(TextChoices):
    WORKING_DAYS = "WORKING_DAYS", _("on working days")
    EVERY_DAY = "EVERY_DAY", _("every day")


class SheetKind(TextChoices):
    """What a list that is imported or exported is of."""

    ORGANISATIONS = "ORGANISATIONS", _("organisations")
    OUTLETS = "OUTLETS", _("outlets")
    PEOPLE = "PEOPLE", _("people")


class SheetState(TextChoices):
    CHECKING = "CHECKING", _("being checked")
    CHECKED = "CHECKED", _("checked, nothing changed yet")
    IMPORTING = "IMPORTING", _("being imported")
    IMPORTED = "IMPORTED", _("imported")
    FAILED = "FAILED", _("could not be read")


class Position(TextChoices):
    """What someone does. It grants nothing; requirements and audiences speak of it."""

    OWNER = "OWNER", pgettext_lazy("dealer", "owner")
    MANAGER = "MANAGER", _("manager")
    SALES = "SALES", _("sales")
    SHOP_GUIDE = "SHOP_GUIDE", _("shop guide")
    WAREHOUSE = "WAREHOUSE", _("warehouse")
    FINANCE = "FINANCE", _("finance")
    HEADQUARTERS = "HEADQUARTERS", _("headquarters")


class Role(TextChoices):
    """What a membership lets someone do. Staff roles of editors and admins are Wagtail groups."""

    LEARNER = "LEARNER", _("learner")
    OWNER = "OWNER", pgettext_lazy("dealer", "owner")
    MANAGER = "MANAGER", _("manager")
    DEPUTY = "DEPUTY", _("deputy of the owner")
    REP = "REP", _("rep")
    FIELD_MANAGER = "FIELD_MANAGER", _("field manager")
    SPECIALIST = "SPECIALIST", _("specialist")
    STAFF = "STAFF", _("headquarters staff")

    @classmethod
    def of_dealer(cls) -> frozenset[Role]:
        return frozenset({cls.LEARNER, cls.OWNER, cls.MANAGER, cls.DEPUTY})

    @classmethod
    def of_manufacturer(cls) -> frozenset[Role]:
        return frozenset({cls.REP, cls.FIELD_MANAGER, cls.SPECIALIST, cls.STAFF})

    @classmethod
    def leading_dealer(cls) -> frozenset[Role]:
        """Roles that see the learning of their whole dealer."""
        return frozenset({cls.OWNER, cls.MANAGER, cls.DEPUTY})

    @classmethod
    def looking_after_dealers(cls) -> frozenset[Role]:
        """Roles that see the dealers of their territories."""
        return frozenset({cls.REP, cls.FIELD_MANAGER})


class StaffGroup:
    """Names of the Wagtail groups. They say what someone may do in the admin; memberships say the rest."""

    EDITORS = "Editors"
    APPROVERS = "Approvers"
    CURRICULUM_ADMINS = "Curriculum admins"
    INSTRUCTORS = "Instructors"
    PLATFORM_ADMINS = "Platform admins"

    SEEING_EVERYONE = frozenset({CURRICULUM_ADMINS, PLATFORM_ADMINS})
    TITLES: ClassVar = {
        EDITORS: _("Editors"),
        APPROVERS: _("Approvers"),
        CURRICULUM_ADMINS: _("Curriculum admins"),
        INSTRUCTORS: _("Instructors"),
        PLATFORM_ADMINS: _("Platform admins"),
    }

    @classmethod
    def title_of(cls, name: str) -> Any:
        """Groups that an admin made are called as they called them."""
        return cls.TITLES.get(name, name)


class SignInMethod(TextChoices):
    """By what somebody showed who they are."""

    CODE_BY_PHONE = "CODE_BY_PHONE", _("code to the phone")
    CODE_BY_EMAIL = "CODE_BY_EMAIL", _("code by e-mail")
    PASSWORD = "PASSWORD", _("password")
    PASSKEY = "PASSKEY", _("passkey")
    IDENTITY = "IDENTITY", _("linked account")


class SecurityEventKind(TextChoices):
    SIGNED_IN = "SIGNED_IN", _("signed in")
    REFUSED = "REFUSED", _("was not let in")
