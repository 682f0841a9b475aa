import datetime as dt

import pytest

from people import rules
from people.enums import OrganisationKind, Role
from people.models import Membership, Organisation

DEALER = Organisation(kind=OrganisationKind.DEALER)
MANUFACTURER = Organisation(kind=OrganisationKind.MANUFACTURER)
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(("day", "is_open"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)])
def test_first_and_last_day_of_a_membership_count(day, is_open):
    assert rules.is_open_on(Membership(valid_from=FIRST, valid_until=LAST), day) is is_open


def test_membership_without_a_last_day_stays_open():
    assert rules.is_open_on(Membership(valid_from=FIRST), dt.date(2099, 1, 1))


@pytest.mark.parametrize("role", Role)
def test_each_role_fits_dealers_or_the_manufacturer_and_not_both(role):
    assert rules.does_role_fit(role, DEALER) is not rules.does_role_fit(role, MANUFACTURER)


def test_dealer_may_be_supplied_by_a_dealer_or_by_nobody_in_between():
    assert rules.can_be_supplied_by(OrganisationKind.DEALER, DEALER)
    assert rules.can_be_supplied_by(OrganisationKind.DEALER, None)


def test_manufacturer_neither_is_supplied_nor_stands_above_dealers():
    assert not rules.can_be_supplied_by(OrganisationKind.MANUFACTURER, DEALER)
    assert not rules.can_be_supplied_by(OrganisationKind.DEALER, MANUFACTURER)
