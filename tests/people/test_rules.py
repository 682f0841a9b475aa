import pytest

from people import rules
from people.enums import OrganisationKind, Role
from people.models import Organisation

DEALER = Organisation(kind=OrganisationKind.DEALER)
MANUFACTURER = Organisation(kind=OrganisationKind.MANUFACTURER)


@pytest.mark.parametrize("role", Role)
def test_each_role_fits_dealers_or_the_manufacturer_and_not_both(role):
    assert rules.does_role_fit(role, DEALER) is not rules.does_role_fit(role, MANUFACTURER)


def test_dealer_may_be_supplied_by_a_dealer_or_by_nobody_in_between():
    assert rules.can_be_supplied_by(OrganisationKind.DEALER, DEALER)
    assert rules.can_be_supplied_by(OrganisationKind.DEALER, None)


def test_manufacturer_neither_is_supplied_nor_stands_above_dealers():
    assert not rules.can_be_supplied_by(OrganisationKind.MANUFACTURER, DEALER)
    assert not rules.can_be_supplied_by(OrganisationKind.DEALER, MANUFACTURER)
