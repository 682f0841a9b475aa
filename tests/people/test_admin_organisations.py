import datetime as dt

import pytest

from foundation.models import AuditLine
from people.enums import Position, Role
from people.models import Membership, Organisation, ProductLine, Territory, Tier
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    MembershipFactory,
    OutletFactory,
    PersonFactory,
    ProductLineFactory,
    RepFactory,
    SuperuserFactory,
    TerritoryFactory,
    TierFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = SuperuserFactory(language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def test_organisation_is_added_below_another(client, admin):
    above = DealerFactory()

    client.post("/admin/organisation/new/", organisation_fields(parent=above.pk))

    below = Organisation.objects.get(code="D9")
    assert below.parent == above
    assert AuditLine.objects.get(object_uuid=below.uuid).actor == admin.uuid


def test_circle_of_suppliers_is_refused_in_the_form(client, admin):
    above = DealerFactory()
    below = DealerFactory(parent=above)

    response = client.post(f"/admin/organisation/edit/{above.pk}/", organisation_fields(parent=below.pk))

    assert "itself supplied by" in str(response.context["form"].non_field_errors())
    above.refresh_from_db()
    assert above.parent is None


def test_kind_of_an_organisation_stays(client, admin):
    dealer = DealerFactory()

    client.post(f"/admin/organisation/edit/{dealer.pk}/", organisation_fields(kind="MANUFACTURER"))

    dealer.refresh_from_db()
    assert (dealer.kind, dealer.name) == ("DEALER", "北街暖通")


def test_organisations_are_not_deleted(client, admin):
    dealer = DealerFactory()

    client.post(f"/admin/organisation/delete/{dealer.pk}/")

    assert Organisation.objects.filter(pk=dealer.pk).exists()


def test_territory_gets_its_dealers_and_reps(client, admin):
    dealer, rep = DealerFactory(), RepFactory()

    fields = {"name": "豫东", "dealers": dealer.code, "people": f"{rep.full_name} {rep.phone}"}
    client.post("/admin/territory/new/", fields)

    territory = Territory.objects.get()
    assert (list(territory.dealers.all()), list(territory.people.all())) == ([dealer], [rep])


def test_learner_in_a_territory_is_refused_in_the_form(client, admin):
    territory = TerritoryFactory()

    response = client.post(f"/admin/territory/edit/{territory.pk}/", {"name": "豫东", "people": LearnerFactory().email})

    assert "neither rep nor field manager" in str(response.context["form"].non_field_errors())


def test_membership_is_added_ended_and_removed(client, admin):
    person, dealer = PersonFactory(), DealerFactory()
    fields = {"person": person.pk, "organisation": dealer.pk, "position": Position.SALES, "role": Role.LEARNER}

    client.post("/admin/membership/new/", fields | {"valid_from": "2026-03-01"})
    membership = Membership.objects.get()
    edit = f"/admin/membership/edit/{membership.pk}/"
    client.post(edit, {"valid_until": "2026-03-31", "role": Role.OWNER})

    membership.refresh_from_db()
    assert (membership.valid_until, membership.role) == (dt.date(2026, 3, 31), Role.LEARNER)
    client.post(f"/admin/membership/delete/{membership.pk}/")
    assert not Membership.objects.exists()
    assert list(AuditLine.objects.order_by("pk").values_list("action", flat=True)) == [
        "add_membership",
        "end_membership",
        "remove_membership",
    ]


def test_role_that_does_not_fit_is_refused_in_the_form(client, admin):
    fields = {"person": PersonFactory().pk, "organisation": DealerFactory().pk, "position": "SALES", "role": "REP"}

    response = client.post("/admin/membership/new/", fields | {"valid_from": "2026-03-01"})

    assert "is no role at" in str(response.context["form"].non_field_errors())


@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_the_same_number_of_times(client, admin, count, django_assert_max_num_queries):
    for membership in MembershipFactory.create_batch(count):
        TerritoryFactory(dealers=[membership.organisation])
        OutletFactory(dealer=membership.organisation)

    for path in ("organisation", "outlet", "territory", "membership"):
        client.get(f"/admin/{path}/")
        with django_assert_max_num_queries(12):
            assert client.get(f"/admin/{path}/").status_code == 200


@pytest.mark.parametrize("path", "users organisation outlet tier productline territory membership account".split())
def test_learners_see_nothing_of_the_admin(client, path):
    client.force_login(LearnerFactory())

    assert client.get(f"/admin/{path}/").status_code in (302, 403)


def test_form_keeps_tier_county_product_lines_and_codes_elsewhere(client, admin):
    dealer, tier, line = DealerFactory(), TierFactory(), ProductLineFactory()
    fields = organisation_fields(
        tier=tier.pk,
        headcount_band="TO_10",
        county_code="410122",
        product_lines=[line.pk],
        external_codes="ERP = 10023\nCRM＝A-7",
    )

    client.post(f"/admin/organisation/edit/{dealer.pk}/", fields)

    dealer.refresh_from_db()
    assert (dealer.tier, dealer.county_code, dealer.headcount_band) == (tier, "410122", "TO_10")
    assert list(dealer.product_lines.all()) == [line]
    assert dict(dealer.external_codes.values_list("system", "code")) == {"ERP": "10023", "CRM": "A-7"}
    page = client.get(f"/admin/organisation/edit/{dealer.pk}/").content.decode()
    assert "ERP = 10023" in page
    looked_at = client.get(f"/admin/organisation/inspect/{dealer.pk}/").content.decode()
    assert all(
        said in looked_at for said in ("河南省郑州市中牟县", "ERP: 10023", tier.name, line.name, "6 to 10 people")
    )


@pytest.mark.parametrize("typed", ["ERP", "= 10023", "ERP = 1\nERP = 2", f"{'x' * 41} = 1"])
def test_codes_that_are_not_understood_come_back_as_typed(client, admin, typed):
    response = client.post("/admin/organisation/new/", organisation_fields(external_codes=typed))

    assert response.context["form"].errors["external_codes"]
    assert response.context["form"]["external_codes"].value() == typed
    assert not Organisation.objects.filter(code="D9").exists()


def test_outlet_is_added_and_stays_with_its_dealer(client, admin):
    dealer, other = DealerFactory.create_batch(2)
    fields = {"dealer": dealer.pk, "name": "人民路店", "outlet_class": "B", "county_code": "410122"}

    client.post("/admin/outlet/new/", fields)
    outlet = dealer.outlets.get()
    client.post(f"/admin/outlet/edit/{outlet.pk}/", fields | {"dealer": other.pk, "open_until": "2026-12-31"})

    outlet.refresh_from_db()
    assert (outlet.dealer, outlet.outlet_class, outlet.open_until) == (dealer, "B", dt.date(2026, 12, 31))
    assert "人民路店" in client.get(f"/admin/outlet/inspect/{outlet.pk}/").content.decode()


TIER = {"name": "金牌", "rank": 1, "plaque_colour": "GOLD"}
LINE = {"name": "壁挂炉", "code": "CB", "life_cycle": "LAUNCH"}


@pytest.mark.parametrize(
    ("path", "model", "fields", "change"),
    [("tier", Tier, TIER, {"rank": 2}), ("productline", ProductLine, LINE, {"life_cycle": "MAIN"})],
)
def test_tiers_and_product_lines_are_kept_and_doubles_refused_in_the_form(client, admin, path, model, fields, change):
    for _time in range(2):
        second = client.post(f"/admin/{path}/new/", fields)
    row = model.objects.get()

    client.post(f"/admin/{path}/edit/{row.pk}/", fields | change)

    assert second.context["form"].errors
    row.refresh_from_db()
    assert {key: getattr(row, key) for key in fields} == fields | change
    assert fields["name"] in client.get(f"/admin/{path}/inspect/{row.pk}/").content.decode()


def organisation_fields(**fields):
    return {
        "name": "北街暖通",
        "name_en": "",
        "code": "D9",
        "kind": "DEALER",
        "parent": "",
        "zone": "Asia/Shanghai",
        "external_codes": "",
    } | fields
