import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from people.enums import Language
from people.models import ExternalCode, Organisation, StaffCode, Tier
from tests.factories.people import (
    ManufacturerFactory,
    MembershipFactory,
    OrganisationFactory,
    OutletFactory,
    PersonFactory,
    ProductLineFactory,
    TierFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Person = get_user_model()


def test_person_needs_an_email_or_a_phone():
    with pytest.raises(IntegrityError, match="person_can_be_reached"):
        PersonFactory(email=None, phone=None)


def test_many_people_have_no_email_and_many_no_phone():
    PersonFactory.create_batch(2, email=None)
    PersonFactory.create_batch(2, phone=None)

    assert Person.objects.filter(email=None).count() == Person.objects.filter(phone=None).count() == 2


def test_email_is_kept_in_lower_case():
    assert PersonFactory(email="Wang@Example.com").email == "wang@example.com"
    with pytest.raises(IntegrityError, match="person_email_is_lower_case"):
        Person(full_name="王", email="Li@example.com").save()


def test_phone_is_kept_in_e164():
    with pytest.raises(IntegrityError, match="person_phone_is_e164"):
        PersonFactory(phone="13900000001")


def test_there_is_one_manufacturer():
    ManufacturerFactory()

    with pytest.raises(IntegrityError):
        OrganisationFactory(kind="MANUFACTURER")


def test_organisation_is_not_its_own_parent():
    dealer = OrganisationFactory()

    with pytest.raises(IntegrityError, match="organisation_is_not_its_own_parent"):
        Organisation.objects.filter(pk=dealer.pk).update(parent=dealer)


def test_position_is_held_once_at_a_time():
    membership = MembershipFactory()

    with pytest.raises(IntegrityError):
        MembershipFactory(person=membership.person, organisation=membership.organisation, position=membership.position)


def test_latin_name_stands_in_english_only_where_there_is_one():
    wang = Person(full_name="王小明", latin_name="Wang Xiaoming")
    li = Person(full_name="李雷")

    assert (wang.name_in(Language.ENGLISH), wang.name_in(Language.CHINESE)) == ("Wang Xiaoming", "王小明")
    assert li.name_in(Language.ENGLISH) == "李雷"


def external_code(**fields):
    return ExternalCode.objects.create(**{"organisation": OrganisationFactory(), "system": "ERP", "code": "1"} | fields)


def staff_code(**fields):
    known = {"organisation": OrganisationFactory(), "person": PersonFactory(), "code": "7"}
    return StaffCode.objects.create(**known | fields)


WRONG = {
    "manufacturer_has_no_tier": lambda: ManufacturerFactory(tier=TierFactory()),
    "organisation_county_is_a_code": lambda: OrganisationFactory(county_code="中牟县"),
    "tier_ranks_begin_at_one": lambda: TierFactory(rank=0),
    "external_code_is_not_empty": lambda: external_code(code=""),
    "staff_code_is_not_empty": lambda: staff_code(code=""),
    "outlet_county_is_a_code": lambda: OutletFactory(county_code="41012"),
    "outlet_has_both_coordinates_or_none": lambda: OutletFactory(latitude=34),
}


@pytest.mark.parametrize("name", WRONG)
def test_database_minds_what_organisations_may_be(name):
    with pytest.raises(IntegrityError, match=name):
        WRONG[name]()


@pytest.mark.parametrize(
    ("make", "same"),
    [
        (external_code, {"code": "1"}),
        (external_code, {"organisation": OrganisationFactory, "code": str}),
        (staff_code, {"organisation": OrganisationFactory}),
        (staff_code, {"organisation": OrganisationFactory, "person": PersonFactory, "code": str}),
        (TierFactory, {"rank": 3}),
        (ProductLineFactory, {"code": "CB"}),
        (OutletFactory, {"dealer": OrganisationFactory, "name": "旗舰店"}),
        (OutletFactory, {"dealer": OrganisationFactory, "code": "S1"}),
    ],
)
def test_nothing_is_given_twice(make, same):
    """`str` stands for a code that is another one each time."""
    fields = {name: value() if callable(value) and value is not str else value for name, value in same.items()}
    first, second = ({**fields, **({"code": code} if same.get("code") is str else {})} for code in "12")
    make(**first)

    with pytest.raises(IntegrityError):
        make(**second)


def test_rows_say_their_names():
    dealer = OrganisationFactory(county_code="DE-BY")

    assert str(dealer.place) == "DE-BY"
    assert OutletFactory(county_code="").place is None
    assert [str(row) for row in (Tier(name="金牌"), ExternalCode(system="ERP", code="1"), StaffCode(code="7"))] == [
        "金牌",
        "ERP: 1",
        "7",
    ]
