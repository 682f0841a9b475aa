import datetime as dt

import pytest

from people.actions.deputies import LONGEST, DeputyNotAccepted, name_deputy, withdraw_deputy
from people.actions.memberships import today_at
from people.enums import Role
from people.models import Membership
from people.queries import dealers_led_by, deputies_of, people_who_can_deputise
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def dealer():
    return DealerFactory()


@pytest.fixture
def owner(dealer):
    return OwnerFactory(at=dealer)


def in_days(dealer, days):
    return today_at(dealer) + dt.timedelta(days=days)


def test_deputy_leads_the_dealer_until_the_day_and_stays_what_they_were(dealer, owner, time_machine):
    person = LearnerFactory(at=dealer)

    name_deputy(dealer, person=person, valid_until=in_days(dealer, 10), by=owner)

    assert list(dealers_led_by(person)) == [dealer]
    assert deputies_of(dealer).get().person == person
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=12))
    assert not dealers_led_by(person).exists()
    assert person.memberships.get(role=Role.LEARNER).valid_until is None


def test_naming_again_moves_the_day(dealer, owner):
    person = ManagerFactory(at=dealer)

    for days in (3, 30):
        name_deputy(dealer, person=person, valid_until=in_days(dealer, days), by=owner)

    assert deputies_of(dealer).get().valid_until == in_days(dealer, 30)


@pytest.mark.parametrize("factory", [ManagerFactory, DeputyFactory, LearnerFactory])
def test_only_the_owner_of_this_dealer_names_and_withdraws(dealer, owner, factory):
    person = LearnerFactory(at=dealer)
    deputy = name_deputy(dealer, person=person, valid_until=in_days(dealer, 3), by=owner)

    for other in (factory(at=dealer), OwnerFactory()):
        with pytest.raises(DeputyNotAccepted, match="Only the owner"):
            name_deputy(dealer, person=LearnerFactory(at=dealer), valid_until=in_days(dealer, 3), by=other)
        with pytest.raises(DeputyNotAccepted, match="Only the owner"):
            withdraw_deputy(deputy, by=other)


@pytest.mark.parametrize("days", [-1, LONGEST.days + 1])
def test_deputy_is_named_until_a_day_within_a_year(dealer, owner, days):
    with pytest.raises(DeputyNotAccepted, match="Choose such a day"):
        name_deputy(dealer, person=LearnerFactory(at=dealer), valid_until=in_days(dealer, days), by=owner)


def test_only_own_staff_who_may_sign_in_can_deputise(dealer, owner):
    staff, gone = LearnerFactory(at=dealer), LearnerFactory(at=dealer, is_active=False)

    assert list(people_who_can_deputise(dealer)) == [staff]
    for person in (owner, gone, LearnerFactory()):
        with pytest.raises(DeputyNotAccepted, match="your own staff"):
            name_deputy(dealer, person=person, valid_until=in_days(dealer, 3), by=owner)


def test_withdrawn_deputy_leads_no_more_at_once(dealer, owner):
    today = LearnerFactory(at=dealer)
    named_today = name_deputy(dealer, person=today, valid_until=in_days(dealer, 3), by=owner)
    longer = DeputyFactory(at=dealer)

    withdraw_deputy(named_today, by=owner)
    withdraw_deputy(longer.memberships.get(), by=owner)

    assert not deputies_of(dealer).exists()
    assert not dealers_led_by(today).exists()
    assert not dealers_led_by(longer).exists()
    assert Membership.objects.filter(role=Role.DEPUTY).count() == 1, "one day of it is history, none of it is a mistake"


def test_withdrawing_takes_no_other_membership(dealer, owner):
    manager = ManagerFactory(at=dealer)

    with pytest.raises(DeputyNotAccepted, match="no deputy"):
        withdraw_deputy(manager.memberships.get(), by=owner)


def test_person_with_two_positions_deputises_in_the_one_held_longest(dealer, owner):
    person = LearnerFactory(at=dealer)
    MembershipFactory(person=person, organisation=dealer, position="FINANCE", valid_from=dt.date(2025, 1, 1))

    deputy = name_deputy(dealer, person=person, valid_until=in_days(dealer, 3), by=owner)

    assert deputy.position == "SHOP_GUIDE"
