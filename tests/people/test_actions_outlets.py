import datetime as dt
from decimal import Decimal

import pytest

from foundation.models import AuditLine
from people.actions import outlets
from people.actions.outlets import OutletNotAccepted
from tests.factories.people import DealerFactory, ManufacturerFactory, OutletFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_outlet_is_added_with_its_place():
    dealer = DealerFactory()

    outlet = outlets.add_outlet(
        dealer,
        name="人民路店",
        outlet_class="A",
        county_code="410122",
        address="人民路 12 号",
        latitude=Decimal("34.72"),
        longitude=Decimal("114.02"),
    )

    outlet.refresh_from_db()
    assert (outlet.dealer, outlet.outlet_class, outlet.place.name) == (dealer, "A", "中牟县")
    assert AuditLine.objects.get(object_uuid=outlet.uuid).facts == {"dealer": str(dealer.uuid), "outlet_class": "A"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "人民路店"}, "called 人民路店 already"),
        ({"name": "东关店", "code": "S1"}, "S1 is 人民路店"),
        ({"name": "东关店", "latitude": Decimal("34.72")}, "or neither"),
        ({"name": "东关店", "latitude": Decimal(95), "longitude": Decimal(1)}, "less than or equal to 90"),
        ({"name": "东关店", "county_code": "中牟"}, "is not a place"),
        ({"name": "东☃店"}, "☃"),
        ({"name": ""}, "cannot be blank"),
    ],
)
def test_what_cannot_be_an_outlet_is_refused_with_a_sentence(fields, sentence):
    dealer = OutletFactory(name="人民路店", code="S1").dealer

    with pytest.raises(OutletNotAccepted, match=sentence):
        outlets.add_outlet(dealer, **fields)


def test_two_dealers_may_call_their_outlets_alike():
    first, second = DealerFactory.create_batch(2)

    for dealer in (first, second):
        outlets.add_outlet(dealer, name="旗舰店", code="S1")

    assert first.outlets.get().name == second.outlets.get().name


def test_manufacturer_has_no_outlets():
    with pytest.raises(OutletNotAccepted, match="no dealer"):
        outlets.add_outlet(ManufacturerFactory(), name="展厅")


def test_change_outlet_says_what_changed_and_the_same_again_says_nothing():
    outlet = OutletFactory(outlet_class="C")

    for _time in range(2):
        outlets.change_outlet(outlet, outlet_class="B", name=outlet.name)

    assert AuditLine.objects.get(object_uuid=outlet.uuid).facts["changed"] == ["outlet_class"]


def test_outlet_does_not_move_to_another_dealer():
    with pytest.raises(TypeError, match="dealer"):
        outlets.change_outlet(OutletFactory(), dealer=DealerFactory())


def test_several_outlets_are_closed_on_a_day():
    day = dt.date(2026, 12, 31)
    closing = [OutletFactory(), OutletFactory(open_until=day)]

    assert outlets.close_outlets(closing, open_until=day) == 1

    for outlet in closing:
        outlet.refresh_from_db()
        assert outlet.open_until == day
