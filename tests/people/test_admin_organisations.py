import datetime as dt

import pytest

from foundation.models import AuditLine
from people.enums import Position, Role
from people.models import Membership, Organisation, Territory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    MembershipFactory,
    PersonFactory,
    RepFactory,
    SuperuserFactory,
    TerritoryFactory,
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

    client.post("/admin/territory/new/", {"name": "豫东", "dealers": [dealer.pk], "people": [rep.pk]})

    territory = Territory.objects.get()
    assert list(territory.people.all()) == [rep]


def test_learner_in_a_territory_is_refused_in_the_form(client, admin):
    territory = TerritoryFactory()

    response = client.post(f"/admin/territory/edit/{territory.pk}/", {"name": "豫东", "people": [LearnerFactory().pk]})

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


@pytest.mark.parametrize("path", ["organisation", "territory", "membership"])
@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_the_same_number_of_times(client, admin, path, count, django_assert_max_num_queries):
    for membership in MembershipFactory.create_batch(count):
        TerritoryFactory(dealers=[membership.organisation])
    client.get(f"/admin/{path}/")

    with django_assert_max_num_queries(12):
        assert client.get(f"/admin/{path}/").status_code == 200


@pytest.mark.parametrize("path", ["users", "organisation", "territory", "membership", "account"])
def test_learners_see_nothing_of_the_admin(client, path):
    client.force_login(LearnerFactory())

    assert client.get(f"/admin/{path}/").status_code in (302, 403)


def organisation_fields(**fields):
    return {
        "name": "北街暖通",
        "name_en": "",
        "code": "D9",
        "kind": "DEALER",
        "parent": "",
        "zone": "Asia/Shanghai",
        "external_codes": "{}",
    } | fields
