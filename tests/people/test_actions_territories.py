import pytest

from foundation.models import AuditLine
from people.actions import territories
from people.actions.territories import TerritoryNotAccepted
from tests.factories.people import DealerFactory, LearnerFactory, ManufacturerFactory, RepFactory, TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_add_territory_with_its_dealers_and_reps():
    dealer, rep = DealerFactory(), RepFactory()

    territory = territories.add_territory("豫东", name_en="East Henan", dealers=[dealer], people=[rep])

    assert list(territory.dealers.all()) == [dealer]
    assert list(territory.people.all()) == [rep]
    assert AuditLine.objects.get(object_uuid=territory.uuid).facts == {
        "dealers": [str(dealer.uuid)],
        "people": [str(rep.uuid)],
    }


def test_territory_is_made_of_dealers_and_looked_after_by_the_field_force():
    with pytest.raises(TerritoryNotAccepted, match="no dealer"):
        territories.add_territory("豫东", dealers=[ManufacturerFactory()])
    with pytest.raises(TerritoryNotAccepted, match="neither rep nor field manager"):
        territories.add_territory("豫东", people=[LearnerFactory()])


def test_territory_names_are_given_once():
    TerritoryFactory(name="豫东")

    with pytest.raises(TerritoryNotAccepted, match="豫东"):
        territories.add_territory("豫东")


def test_change_territory_keeps_who_had_it_before():
    rep, successor, dealer = RepFactory(), RepFactory(), DealerFactory()
    territory = TerritoryFactory(dealers=[dealer], people=[rep])

    territories.change_territory(territory, name="豫东", name_en="", dealers=[dealer], people=[successor])

    assert list(territory.people.all()) == [successor]
    facts = AuditLine.objects.get(action="change_territory").facts
    assert (facts["before"]["people"], facts["people"]) == ([str(rep.uuid)], [str(successor.uuid)])


def test_dealers_are_added_to_a_territory_beside_those_there_are():
    present, added = DealerFactory.create_batch(2)
    territory = TerritoryFactory(dealers=[present])

    count = territories.add_dealers_to_territory(territory, dealers=[present, added])
    again = territories.add_dealers_to_territory(territory, dealers=[present, added])

    assert (count, again) == (1, 0)
    assert set(territory.dealers.all()) == {present, added}
    assert AuditLine.objects.filter(object_uuid=territory.uuid).count() == 1
    with pytest.raises(TerritoryNotAccepted, match="no dealer"):
        territories.add_dealers_to_territory(territory, dealers=[ManufacturerFactory()])
