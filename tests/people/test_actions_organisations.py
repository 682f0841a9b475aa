import pytest

from foundation.models import AuditLine
from people.actions import organisations
from people.actions.organisations import OrganisationNotAccepted, TerritoryNotAccepted
from people.enums import OrganisationKind
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    ManufacturerFactory,
    RepFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_add_organisation_below_another_dealer():
    above = DealerFactory()

    below = organisations.add_organisation(
        "北街暖通", code="D9", parent=above, zone="Asia/Urumqi", external_codes={"ERP": "9"}
    )

    below.refresh_from_db()
    assert (below.kind, below.parent, below.zone) == (OrganisationKind.DEALER, above, "Asia/Urumqi")
    assert AuditLine.objects.get(object_uuid=below.uuid).facts["parent"] == str(above.uuid)


def test_manufacturer_neither_has_a_parent_nor_is_one():
    manufacturer = ManufacturerFactory()

    with pytest.raises(OrganisationNotAccepted):
        organisations.add_organisation("北街暖通", code="D9", parent=manufacturer)
    with pytest.raises(OrganisationNotAccepted):
        organisations.add_organisation("恒泉", code="HQ2", kind=OrganisationKind.MANUFACTURER, parent=DealerFactory())


def test_second_manufacturer_is_refused():
    ManufacturerFactory()

    with pytest.raises(OrganisationNotAccepted, match="manufacturer already"):
        organisations.add_organisation("恒泉", code="HQ2", kind=OrganisationKind.MANUFACTURER)


def test_code_that_is_taken_is_refused_with_whose_it_is():
    taken = DealerFactory(code="D1", name="城关家电")

    with pytest.raises(OrganisationNotAccepted, match="城关家电"):
        organisations.add_organisation("北街暖通", code=taken.code)


def test_change_organisation_refuses_a_circle_of_suppliers():
    top = DealerFactory()
    middle = DealerFactory(parent=top)
    bottom = DealerFactory(parent=middle)

    with pytest.raises(OrganisationNotAccepted, match="itself supplied by"):
        organisations.change_organisation(top, parent=bottom)
    with pytest.raises(OrganisationNotAccepted):
        organisations.change_organisation(top, parent=top)

    top.refresh_from_db()
    assert top.parent is None


def test_change_organisation_moves_a_dealer_in_the_tree():
    old, new = DealerFactory.create_batch(2)
    dealer = DealerFactory(parent=old)

    organisations.change_organisation(dealer, parent=new, name="新名")

    dealer.refresh_from_db()
    assert (dealer.parent, dealer.name) == (new, "新名")
    assert AuditLine.objects.get(object_uuid=dealer.uuid).facts["changed"] == ["name", "parent"]


def test_change_organisation_refuses_fields_that_are_not_for_change():
    with pytest.raises(TypeError, match="kind"):
        organisations.change_organisation(DealerFactory(), kind=OrganisationKind.MANUFACTURER)


def test_add_territory_with_its_dealers_and_reps():
    dealer, rep = DealerFactory(), RepFactory()

    territory = organisations.add_territory("豫东", name_en="East Henan", dealers=[dealer], people=[rep])

    assert list(territory.dealers.all()) == [dealer]
    assert list(territory.people.all()) == [rep]
    assert AuditLine.objects.get(object_uuid=territory.uuid).facts == {
        "dealers": [str(dealer.uuid)],
        "people": [str(rep.uuid)],
    }


def test_territory_is_made_of_dealers_and_looked_after_by_the_field_force():
    with pytest.raises(TerritoryNotAccepted, match="no dealer"):
        organisations.add_territory("豫东", dealers=[ManufacturerFactory()])
    with pytest.raises(TerritoryNotAccepted, match="neither rep nor field manager"):
        organisations.add_territory("豫东", people=[LearnerFactory()])


def test_territory_names_are_given_once():
    TerritoryFactory(name="豫东")

    with pytest.raises(TerritoryNotAccepted, match="豫东"):
        organisations.add_territory("豫东")


def test_change_territory_keeps_who_had_it_before():
    rep, successor, dealer = RepFactory(), RepFactory(), DealerFactory()
    territory = TerritoryFactory(dealers=[dealer], people=[rep])

    organisations.change_territory(territory, name="豫东", name_en="", dealers=[dealer], people=[successor])

    assert list(territory.people.all()) == [successor]
    facts = AuditLine.objects.get(action="change_territory").facts
    assert (facts["before"]["people"], facts["people"]) == ([str(rep.uuid)], [str(successor.uuid)])


def test_name_that_no_plaque_could_print_is_refused_with_the_characters():
    with pytest.raises(OrganisationNotAccepted, match="☃"):
        organisations.add_organisation("雪☃电器", code="D9")
