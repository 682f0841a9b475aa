import datetime as dt

import pytest

from people.enums import Role
from people.joining.seers import seers_and_staff, seers_at, seers_of
from tests.factories.people import (
    DealerFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
)

OWNER, MANAGER, REP, FIELD_MANAGER = Role.OWNER, Role.MANAGER, Role.REP, Role.FIELD_MANAGER
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def network():
    """{name: person}, two dealers, in one territory."""
    one, two = DealerFactory(), DealerFactory()
    territory = TerritoryFactory(dealers=[one, two])
    people = {
        "rep": RepFactory(territory=territory),
        "field manager": FieldManagerFactory(territory=territory),
        "owner": OwnerFactory(at=one),
        "manager": ManagerFactory(at=one),
        "other owner": OwnerFactory(at=two),
        "guide": LearnerFactory(at=one),
    }
    shut_out = OwnerFactory(at=one)
    shut_out.is_active = False
    shut_out.save()
    OwnerFactory(at=one).memberships.update(valid_until=dt.date(2025, 1, 1))
    RepFactory(territory=TerritoryFactory(dealers=[DealerFactory()]))
    return one, two, people


def named(people, seers):
    names = {person: name for name, person in people.items()}
    return [names[seer.person] for seer in seers]


def test_leaders_and_field_force_of_a_dealer_are_seen_in_one_query(network, django_assert_num_queries):
    one, _two, people = network
    with django_assert_num_queries(1):
        seers = seers_at(one)

    found = named(people, seers)

    assert set(found[:2]) == {"owner", "manager"}
    assert set(found[2:]) == {"rep", "field manager"}
    assert {seer.role_label for seer in seers} == {str(role.label) for role in (OWNER, MANAGER, REP, FIELD_MANAGER)}


def test_of_somebody_at_two_dealers_both_see_each_once(network, django_assert_num_queries):
    one, two, people = network
    MembershipFactory(person=people["guide"], organisation=two)
    seers_of(people["guide"])
    with django_assert_num_queries(2):
        everybody, (by_dealer, _staff) = seers_of(people["guide"]), seers_and_staff(people["guide"])

    assert sorted(named(people, everybody)) == ["field manager", "manager", "other owner", "owner", "rep"]
    assert sorted(named(people, by_dealer[one.pk])) == ["field manager", "manager", "owner", "rep"]
    assert sorted(named(people, by_dealer[two.pk])) == ["field manager", "other owner", "rep"]


def test_of_headquarters_staff_and_of_who_left_nobody_in_the_network_sees_anything(network):
    assert seers_of(StaffFactory()) == seers_of(PersonFactory()) == []
    guide = network[2]["guide"]
    guide.memberships.update(valid_until=dt.date(2025, 1, 1))

    assert seers_of(guide) == []
    assert seers_and_staff(guide) == ({}, {})
