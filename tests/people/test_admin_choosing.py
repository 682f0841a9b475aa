"""One of thirty thousand is found by typing; many are chips; several rows are changed at once."""

import datetime as dt

import pytest
from django.urls import reverse

from people.enums import StaffGroup
from people.models import Outlet
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    ManufacturerFactory,
    OutletFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
    TierFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS, language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def choose(client, chooser, view="choose_results", **query):
    return client.get(reverse(f"{chooser}:{view}"), query).content.decode()


@pytest.mark.parametrize("text", ["海滨", "欧阳 ouyang", "13900007", "haibin@"])
def test_person_is_found_by_any_part_of_name_phone_or_mail(client, admin, text):
    found = LearnerFactory(
        full_name="欧阳海滨", latin_name="Ouyang Haibin", phone="+8613900007777", email="haibin@example.com"
    )
    LearnerFactory(full_name="周婷")

    shown = choose(client, "person_chooser", q=text)

    assert "欧阳海滨" in shown
    assert "139 0000 7777" in shown, "people of the same name are told apart"
    assert found.memberships.get().organisation.name in shown
    assert "周婷" not in shown


def test_dialog_asks_as_often_for_a_full_page_as_for_one_row(client, admin, django_assert_max_num_queries):
    for _person in range(12):
        LearnerFactory()

    for chooser in ("person_chooser", "organisation_chooser"):
        with django_assert_max_num_queries(9):
            choose(client, chooser)


def test_organisation_is_chosen_and_what_is_not_there_is_not(client, admin):
    dealer = DealerFactory(name="北街暖通", code="D77")

    assert "北街暖通" in client.get(reverse("organisation_chooser:choose"), {"q": "d77"}).json()["html"]
    assert "北街暖通" in client.get(reverse("organisation_chooser:chosen", args=[dealer.pk])).json()["result"]["title"]
    for missing in ("999999", "x"):
        assert client.get(reverse("organisation_chooser:chosen", args=[missing])).status_code == 404


def test_person_is_chosen_in_the_form_of_a_membership(client, admin):
    person = LearnerFactory(full_name="欧阳海滨")

    answer = client.get(reverse("person_chooser:chosen", args=[person.pk])).json()
    form = client.get(reverse("membership:add")).content.decode()

    assert answer["result"]["title"] == "欧阳海滨"
    assert reverse("person_chooser:choose") in form
    assert "欧阳海滨" not in form, "the form holds nobody's name before somebody is searched for"


def test_chips_suggest_dealers_and_the_field_force_only(client, admin):
    DealerFactory(name="北街, 暖通", code="D77")
    RepFactory(full_name="于海滨", phone="+8613900000010")
    LearnerFactory(full_name="于小海")
    ManufacturerFactory()

    def suggested(chooser, term):
        return client.get(reverse(f"{chooser}:suggest"), {"term": term}).json()

    assert suggested("organisation_chooser", "北街") == ["D77 北街 暖通"]
    assert suggested("organisation_chooser", "HQ") == []
    assert suggested("person_chooser", "海") == ["于海滨 13900000010"]
    assert suggested("person_chooser", " ") == []


@pytest.mark.parametrize("typed", ["D77 北街 暖通, D 12", '"D77 北街 暖通"，D 12 东关', "D77；D 12"])
def test_chips_are_read_with_or_without_names(client, admin, typed):
    dealers = [DealerFactory(name="北街, 暖通", code="D77"), DealerFactory(code="D 12")]
    territory = TerritoryFactory(dealers=[DealerFactory()])

    client.post(reverse("territory:edit", args=[territory.pk]), {"name": "豫东", "dealers": typed})

    assert set(territory.dealers.all()) == set(dealers)


def test_chips_that_nobody_knows_are_named_and_stay(client, admin):
    DealerFactory(code="D77")

    response = client.post(reverse("territory:add"), {"name": "豫东", "dealers": "D77, D78", "people": "王五 139"})

    form = response.context["form"]
    assert "called D78" in form.errors["dealers"][0]
    assert "called 王五 139" in form.errors["people"][0]
    assert form["dealers"].value() == "D77, D78"


def test_territory_shows_its_chips_and_saves_them_unchanged(client, admin):
    dealers, reps = (
        DealerFactory.create_batch(3),
        [RepFactory(phone=None), RepFactory(), RepFactory(phone="+491711234567")],
    )
    territory = TerritoryFactory(dealers=dealers, people=reps)

    form = client.get(reverse("territory:edit", args=[territory.pk])).context["form"]
    shown = {name: form[name].value() for name in ("dealers", "people")}
    client.post(reverse("territory:edit", args=[territory.pk]), {"name": territory.name, **shown})

    assert set(territory.dealers.all()) == set(dealers)
    assert set(territory.people.all()) == set(reps)


def several(client, model, action, rows, fields):
    ids = "&".join(f"id={row if isinstance(row, str) else row.pk}" for row in rows)
    address = f"{reverse('wagtail_bulk_action', args=['people', model, action])}?{ids}&next=/admin/{model}/"
    asked = client.get(address)
    return asked, client.post(address, fields)


def test_dealers_ticked_get_a_tier_and_the_manufacturer_does_not(client, admin):
    first, second, left_alone = DealerFactory.create_batch(3)
    tier = TierFactory()

    asked, done = several(client, "organisation", "set_tier", [first, second, ManufacturerFactory()], {"tier": tier.pk})

    assert first.name in asked.content.decode()
    assert done.status_code == 302
    assert set(tier.dealers.all()) == {first, second}
    assert left_alone.tier is None


def test_dealers_ticked_are_put_in_a_territory_and_all_means_all(client, admin):
    dealers, territory = DealerFactory.create_batch(2), TerritoryFactory()

    several(client, "organisation", "put_in_territory", ["all"], {"territory": territory.pk})

    assert set(territory.dealers.all()) == set(dealers)


def test_outlets_ticked_are_closed(client, admin):
    outlets = OutletFactory.create_batch(2)
    OutletFactory()

    several(client, "outlet", "close", outlets, {"open_until": "2026-12-31"})

    assert set(Outlet.objects.filter(open_until=dt.date(2026, 12, 31))) == set(outlets)


def test_nothing_ticked_says_so(client, admin):
    asked, _done = several(client, "outlet", "close", ["x"], {})

    assert "Nothing is ticked" in asked.content.decode()


@pytest.mark.parametrize(("model", "action"), [("organisation", "set_tier"), ("outlet", "close")])
def test_editors_change_nothing_at_once(client, model, action):
    outlet = OutletFactory()
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))

    asked, done = several(client, model, action, ["all"], {"open_until": "2026-12-31", "tier": ""})

    assert (asked.status_code, done.status_code) == (302, 302)
    outlet.refresh_from_db()
    assert outlet.open_until is None


def test_listing_has_a_box_before_each_row(client, admin):
    OutletFactory()

    page = client.get(reverse("outlet:index")).content.decode()

    assert "data-bulk-action-checkbox" in page
    assert "/admin/bulk/people/outlet/close/" in page
