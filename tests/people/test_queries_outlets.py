import datetime as dt

import pytest

from people import queries
from people.enums import StaffGroup
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    ManufacturerFactory,
    MembershipFactory,
    OutletFactory,
    OwnerFactory,
    PersonFactory,
    ProductLineFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
    TierFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_outlets_are_seen_by_their_dealer_its_rep_and_those_who_administer():
    dealer, parent = DealerFactory(), DealerFactory()
    own, closed = OutletFactory(dealer=dealer), OutletFactory(dealer=dealer, open_until=dt.date(2024, 1, 1))
    foreign = OutletFactory(dealer=parent)
    below = OutletFactory(dealer=DealerFactory(parent=dealer))
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    left = MembershipFactory(organisation=dealer, valid_until=dt.date(2024, 12, 31)).person

    def seen_by(person):
        return set(queries.outlets_visible_to(person))

    assert seen_by(OwnerFactory(at=dealer)) == seen_by(LearnerFactory(at=dealer)) == seen_by(rep) == {own, closed}
    assert seen_by(StaffFactory(group=StaffGroup.PLATFORM_ADMINS)) == {own, closed, foreign, below}
    for person in (left, PersonFactory(), RepFactory(), StaffFactory(group=StaffGroup.EDITORS)):
        assert seen_by(person) == set()


def test_outlet_closes_at_midnight_of_its_dealers_zone():
    last = dt.date(2025, 12, 31)
    new_year_in_china = dt.datetime(2025, 12, 31, 16, 0, tzinfo=dt.UTC)
    shanghai = OutletFactory(dealer__zone="Asia/Shanghai", open_until=last)
    london = OutletFactory(dealer__zone="Europe/London", open_until=last)
    for_ever = OutletFactory()

    assert set(queries.outlets_open(new_year_in_china)) == {london, for_ever}
    assert set(queries.outlets_open(last)) == {shanghai, london, for_ever}


def test_ladder_and_product_lines_are_known_to_members_the_highest_first():
    second, first = TierFactory(rank=8), TierFactory(rank=7)
    lines = [ProductLineFactory(code="A"), ProductLineFactory(code="B")]

    for person in (LearnerFactory(), RepFactory(), StaffFactory(group=StaffGroup.PLATFORM_ADMINS)):
        assert list(queries.tiers_visible_to(person)) == [first, second]
        assert list(queries.product_lines_visible_to(person)) == lines
    assert not queries.tiers_visible_to(PersonFactory()).exists()
    assert not queries.product_lines_visible_to(PersonFactory()).exists()


@pytest.mark.parametrize("count", [1, 30])
def test_outlets_are_one_query_whatever_their_number(count, django_assert_num_queries):
    dealer = DealerFactory()
    OutletFactory.create_batch(count, dealer=dealer)
    owner = OwnerFactory(at=dealer)

    with django_assert_num_queries(1):
        assert [outlet.dealer.name for outlet in queries.outlets_visible_to(owner)] == [dealer.name] * count


def test_outlets_and_product_lines_of_the_manufacturer_are_found_as_broken():
    manufacturer = ManufacturerFactory()
    OutletFactory(dealer=manufacturer)
    manufacturer.product_lines.add(ProductLineFactory())

    assert queries.broken_invariants() == {"outlets and product lines of the manufacturer": 2}


def test_several_positions_of_one_person_count_once_and_open_every_door():
    first, second = DealerFactory.create_batch(2)
    person = OwnerFactory(at=first)
    MembershipFactory(person=person, organisation=first, position="FINANCE")
    MembershipFactory(person=person, organisation=second, position="SALES")

    assert set(queries.organisations_of(person)) == {first, second}
    assert list(queries.dealers_led_by(person)) == [first]
    assert queries.people_visible_to(person).filter(pk=person.pk).count() == 1
