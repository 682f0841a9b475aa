import pytest

from foundation.models import AuditLine
from people.actions import organisations
from people.actions.organisations import OrganisationNotAccepted
from people.enums import OrganisationKind
from tests.factories.people import (
    DealerFactory,
    ManufacturerFactory,
    ProductLineFactory,
    TierFactory,
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


def test_name_that_no_plaque_could_print_is_refused_with_the_characters():
    with pytest.raises(OrganisationNotAccepted, match="☃"):
        organisations.add_organisation("雪☃电器", code="D9")


def test_dealer_has_tier_headcount_county_product_lines_and_codes_elsewhere():
    tier, line = TierFactory(), ProductLineFactory()

    dealer = organisations.add_organisation(
        "北街暖通",
        code="D9",
        tier=tier,
        headcount_band="TO_10",
        county_code="410122",
        product_lines=[line],
        external_codes={"ERP": "10023", "CRM": "A-7"},
    )

    dealer.refresh_from_db()
    assert (dealer.tier, dealer.headcount_band, str(dealer.place)) == (tier, "TO_10", "河南省郑州市中牟县")
    assert list(dealer.product_lines.all()) == [line]
    assert dict(dealer.external_codes.values_list("system", "code")) == {"ERP": "10023", "CRM": "A-7"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"county_code": "419999"}, "not in the list of counties"),
        ({"headcount_band": "MANY"}, "no headcount band"),
        ({"external_codes": {"ERP": "10023"}}, "10023 is 城关家电"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(fields, sentence):
    organisations.add_organisation("城关家电", code="D1", external_codes={"ERP": "10023"})
    dealer = DealerFactory()

    with pytest.raises(OrganisationNotAccepted, match=sentence):
        organisations.change_organisation(dealer, name="新名", **fields)

    dealer.refresh_from_db()
    assert dealer.name != "新名"


def test_manufacturer_has_neither_tier_nor_product_lines():
    manufacturer = ManufacturerFactory()

    with pytest.raises(OrganisationNotAccepted, match="Only dealers have a tier"):
        organisations.change_organisation(manufacturer, tier=TierFactory())
    with pytest.raises(OrganisationNotAccepted, match="makes all of them"):
        organisations.change_organisation(manufacturer, product_lines=[ProductLineFactory()])


def test_codes_and_lines_that_change_are_written_down_and_the_same_again_is_not():
    dealer, line = DealerFactory(), ProductLineFactory()
    facts = {"external_codes": {"ERP": "1"}, "product_lines": [line]}

    organisations.change_organisation(dealer, **facts)
    organisations.change_organisation(dealer, **facts)

    assert AuditLine.objects.get(object_uuid=dealer.uuid).facts["changed"] == ["external_codes", "product_lines"]
