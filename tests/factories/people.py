"""Persons, organisations, memberships and territories for tests.

`OwnerFactory`, `RepFactory` and their like make a person who holds that role: pass `at=` an organisation, or get a new
one. `StaffFactory` makes a person in a Wagtail group: pass `group=` one of `StaffGroup`.
"""

import datetime as dt

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from people.enums import Language, OrganisationKind, Position, Role, SecurityEventKind, SignInMethod, StaffGroup
from people.models import Membership, Organisation, Outlet, Person, ProductLine, SecurityEvent, Territory, Tier

LONG_AGO = dt.date(2024, 1, 1)
PASSWORD = "kai-men-da-ji-88"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    full_name = factory.Sequence(lambda n: f"王小明{n}")
    latin_name = factory.Sequence(lambda n: f"Wang Xiaoming {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.com")
    phone = factory.Sequence(lambda n: f"+86150{n:08d}")
    language = Language.CHINESE

    @classmethod
    def _create(cls, model_class, *_, password=PASSWORD, **fields):
        return model_class.objects.create_user(password=password, **fields)


class OrganisationFactory(DjangoModelFactory):
    """A dealer, unless told otherwise."""

    class Meta:
        model = Organisation

    kind = OrganisationKind.DEALER
    code = factory.Sequence(lambda n: f"D{n:05d}")
    name = factory.Sequence(lambda n: f"顺达电器{n}")
    name_en = factory.Sequence(lambda n: f"Shunda Appliances {n}")


DealerFactory = OrganisationFactory


class ManufacturerFactory(DjangoModelFactory):
    """There is one manufacturer: made once, found afterwards."""

    class Meta:
        model = Organisation
        django_get_or_create = ("kind",)

    kind = OrganisationKind.MANUFACTURER
    code = "HQ"
    name = "恒泉热水器"
    name_en = "Hengquan Water Heaters"


class TierFactory(DjangoModelFactory):
    class Meta:
        model = Tier

    rank = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"{n}星级")
    name_en = factory.Sequence(lambda n: f"{n} stars")


class ProductLineFactory(DjangoModelFactory):
    class Meta:
        model = ProductLine

    code = factory.Sequence(lambda n: f"L{n:03d}")
    name = factory.Sequence(lambda n: f"燃气热水器{n}")
    name_en = factory.Sequence(lambda n: f"Gas Water Heaters {n}")


class OutletFactory(DjangoModelFactory):
    class Meta:
        model = Outlet

    dealer = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"人民路{n}号店")
    county_code = "410122"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    position = Position.SHOP_GUIDE
    role = Role.LEARNER
    valid_from = LONG_AGO


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"河南{n}区")
    name_en = factory.Sequence(lambda n: f"Henan {n}")

    @factory.post_generation
    def dealers(self, _, extracted):
        if extracted:
            self.dealers.add(*extracted)

    @factory.post_generation
    def people(self, _, extracted):
        if extracted:
            self.people.add(*extracted)


class _InRoleFactory(PersonFactory):
    """A person with one open membership; `territory=` puts reps and field managers in charge of it."""

    class Meta:
        abstract = True
        model = Person

    role = Role.LEARNER
    position = Position.SHOP_GUIDE
    employer = OrganisationFactory

    @classmethod
    def _create(cls, model_class, *args, role, position, employer, at=None, territory=None, **fields):
        person = super()._create(model_class, *args, **fields)
        MembershipFactory(person=person, organisation=at or employer(), role=role, position=position)
        if territory:
            territory.people.add(person)
        return person


def _in_role(name, role, position, employer):
    fields = {
        "Meta": type("Meta", (), {"model": Person}),
        "__module__": __name__,
        "role": role,
        "position": position,
        "employer": factory.LazyFunction(lambda: employer),
    }
    return type(name, (_InRoleFactory,), fields)


LearnerFactory = _in_role("LearnerFactory", Role.LEARNER, Position.SHOP_GUIDE, DealerFactory)
OwnerFactory = _in_role("OwnerFactory", Role.OWNER, Position.OWNER, DealerFactory)
ManagerFactory = _in_role("ManagerFactory", Role.MANAGER, Position.MANAGER, DealerFactory)
DeputyFactory = _in_role("DeputyFactory", Role.DEPUTY, Position.FINANCE, DealerFactory)
RepFactory = _in_role("RepFactory", Role.REP, Position.HEADQUARTERS, ManufacturerFactory)
FieldManagerFactory = _in_role("FieldManagerFactory", Role.FIELD_MANAGER, Position.HEADQUARTERS, ManufacturerFactory)
SpecialistFactory = _in_role("SpecialistFactory", Role.SPECIALIST, Position.HEADQUARTERS, ManufacturerFactory)


class StaffFactory(PersonFactory):
    """A person of headquarters in one Wagtail group."""

    class Meta:
        model = Person

    @classmethod
    def _create(cls, model_class, *args, group=StaffGroup.EDITORS, **fields):
        person = super()._create(model_class, *args, **fields)
        MembershipFactory(
            person=person, organisation=ManufacturerFactory(), role=Role.STAFF, position=Position.HEADQUARTERS
        )
        person.groups.add(Group.objects.get_or_create(name=group)[0])
        return person


class SuperuserFactory(PersonFactory):
    class Meta:
        model = Person

    is_superuser = True
    is_staff = True


class SecurityEventFactory(DjangoModelFactory):
    """Somebody came in with a code to their phone."""

    class Meta:
        model = SecurityEvent

    kind = SecurityEventKind.SIGNED_IN
    person = factory.SubFactory(PersonFactory)
    method = SignInMethod.CODE_BY_PHONE
    ip = "203.0.113.7"
    device = "WeChat · Android"
