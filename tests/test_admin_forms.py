"""Every listing of ours in the admin can be searched and narrowed, and every field of every form is explained."""

import pytest
from django.urls import reverse
from django.utils import translation

from people.actions.territories import add_territory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    OutletFactory,
    PersonFactory,
    ProductLineFactory,
    SuperuserFactory,
    TierFactory,
)
from tests.test_admin_models import made_membership, our_viewsets

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def admin(client):
    admin = SuperuserFactory(language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


@pytest.mark.parametrize(
    "name",
    [
        "course",
        "enrolment",
        "learningrecord",
        "activity",
        "organisation",
        "outlet",
        "tier",
        "productline",
        "contact",
        "joincode",
        "joinrequest",
        "invitation",
        "question",
        "sheetimport",
        "territory",
        "membership",
        "message",
        "securityevent",
        "wagtailusers_users",
    ],
)
def test_every_listing_has_columns_a_search_and_filters(client, admin, name):
    body = client.get(reverse(f"{name}:index")).content.decode()

    assert 'name="q"' in body
    assert 'data-controller="w-drilldown"' in body
    assert body.count("<th") > 1


FORMS = [
    "sheetimport:add",
    "organisation:add",
    "organisation:edit",
    "outlet:add",
    "outlet:edit",
    "tier:add",
    "tier:edit",
    "productline:add",
    "productline:edit",
    "territory:add",
    "territory:edit",
    "membership:add",
    "membership:edit",
]


@pytest.mark.parametrize("name", [*FORMS, "wagtailusers_users:add", "wagtailusers_users:edit", "learningrecord:edit"])
def test_every_field_of_every_form_is_explained(client, admin, name):
    makers = {
        "organisation": DealerFactory,
        "outlet": OutletFactory,
        "tier": TierFactory,
        "productline": ProductLineFactory,
        "territory": lambda: add_territory("豫东"),
        "membership": lambda: made_membership(admin),
        "wagtailusers_users": PersonFactory,
        "learningrecord": lambda: complete(LearnerFactory(), ActivityFactory()),
    }
    arguments = [] if name.endswith("add") else [makers[name.partition(":")[0]]().pk]

    form = client.get(reverse(name, args=arguments)).context["form"]

    assert form.fields
    explained_by_panel = helped_by_panels(name)
    assert [
        field for field, bound in form.fields.items() if not bound.help_text and field not in explained_by_panel
    ] == []


def helped_by_panels(name):
    viewset = our_viewsets().get(name.partition(":")[0])
    panels = getattr(viewset, "panels", []) + getattr(viewset, "edit_panels", [])
    flat = [inner for panel in panels for inner in getattr(panel, "children", [panel])]
    return {panel.field_name for panel in flat if panel.help_text}
