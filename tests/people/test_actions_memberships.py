import datetime as dt

import pytest
import time_machine

from foundation.models import AuditLine
from people.actions import memberships
from people.actions.memberships import MembershipNotAccepted
from people.enums import Position, Role
from people.models import Membership, Organisation
from tests.factories.people import (
    DealerFactory,
    ManufacturerFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_add_membership_begins_today_by_the_organisations_calendar():
    person, dealer = PersonFactory(), OrganisationFactory(zone="Asia/Shanghai")

    with time_machine.travel(dt.datetime(2026, 3, 1, 16, 30, tzinfo=dt.UTC)):
        membership = memberships.add_membership(person, organisation=dealer, position=Position.SALES)

    assert (membership.valid_from, membership.role) == (dt.date(2026, 3, 2), Role.LEARNER)
    facts = AuditLine.objects.get(object_uuid=membership.uuid).facts
    assert (facts["person"], facts["organisation"]) == (str(person.uuid), str(dealer.uuid))


@pytest.mark.parametrize("role", sorted(Role.of_manufacturer()))
def test_roles_of_the_manufacturer_are_refused_at_dealers(role):
    with pytest.raises(MembershipNotAccepted, match="is no role at"):
        memberships.add_membership(
            PersonFactory(), organisation=DealerFactory(), position=Position.HEADQUARTERS, role=role
        )


@pytest.mark.parametrize("role", sorted(Role.of_dealer()))
def test_roles_of_dealers_are_refused_at_the_manufacturer(role):
    with pytest.raises(MembershipNotAccepted):
        memberships.add_membership(
            PersonFactory(), organisation=ManufacturerFactory(), position=Position.HEADQUARTERS, role=role
        )


def test_second_open_membership_in_the_same_position_is_refused():
    held = MembershipFactory()

    with pytest.raises(MembershipNotAccepted, match="already"):
        memberships.add_membership(held.person, organisation=held.organisation, position=held.position)


def test_membership_cannot_end_before_it_begins():
    with pytest.raises(MembershipNotAccepted, match="last day"):
        memberships.add_membership(
            PersonFactory(),
            organisation=DealerFactory(),
            position=Position.SALES,
            valid_from=dt.date(2026, 3, 2),
            valid_until=dt.date(2026, 3, 1),
        )


def test_end_membership_sets_the_last_day_once_however_often_it_is_sent():
    membership = MembershipFactory()

    for _time in range(2):
        memberships.end_membership(membership, valid_until=dt.date(2026, 3, 31))

    membership.refresh_from_db()
    assert membership.valid_until == dt.date(2026, 3, 31)
    assert AuditLine.objects.filter(action="end_membership").count() == 1


def test_end_membership_refuses_a_day_before_the_first():
    membership = MembershipFactory(valid_from=dt.date(2026, 3, 2))

    with pytest.raises(MembershipNotAccepted):
        memberships.end_membership(membership, valid_until=dt.date(2026, 3, 1))

    membership.refresh_from_db()
    assert membership.valid_until is None


def test_membership_entered_by_mistake_is_removed_and_written_down():
    membership = MembershipFactory()

    memberships.remove_membership(membership)

    assert not Membership.objects.exists()
    assert AuditLine.objects.get(action="remove_membership").facts["role"] == Role.LEARNER


def test_person_may_come_back_to_a_position():
    held = MembershipFactory(valid_until=dt.date(2025, 1, 1))

    memberships.add_membership(held.person, organisation=held.organisation, position=held.position)

    assert Organisation.objects.get().memberships.count() == 2
