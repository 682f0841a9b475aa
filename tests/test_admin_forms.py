"""Every listing of ours in the admin can be searched and narrowed, and every field of every form is explained."""

import pytest
from django.urls import reverse
from django.utils import translation

from people.actions.territories import add_territory
from people.admin.account import AccountView
from tests.factories.certificates import CredentialFactory
from tests.factories.courses import do_lessons, enrolled, sit_exam
from tests.factories.helping import ContactFactory
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
    "contact:add",
    "contact:edit",
    "purposenotice:add",
    "house:index",
    "credential:edit",
    "enrolment:grant_attempts",
    "learningrecord:edit",
    "wagtailusers_users:add",
    "wagtailusers_users:edit",
]


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_every_form_is_explained(client, admin, name):
    makers = {
        "organisation": DealerFactory,
        "outlet": OutletFactory,
        "tier": TierFactory,
        "productline": ProductLineFactory,
        "territory": lambda: add_territory("豫东"),
        "membership": lambda: made_membership(admin),
        "wagtailusers_users": PersonFactory,
        "contact": ContactFactory,
        "credential": CredentialFactory,
        "enrolment": without_attempts_left,
        "learningrecord": lambda: complete(LearnerFactory(), ActivityFactory()),
    }
    make = makers.get(name.partition(":")[0])
    arguments = [make().pk] if make and not name.endswith(":add") else []

    form = client.get(reverse(name, args=arguments)).context["form"]

    assert form.fields
    explained_by_panel = helped_by_panels(name)
    assert [
        field for field, bound in form.fields.items() if not bound.help_text and field not in explained_by_panel
    ] == []


def without_attempts_left():
    enrolment = do_lessons(enrolled())
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)
    return enrolment


def test_name_of_ones_own_account_is_explained(client, admin):
    panel = AccountView(request=client.get("/admin/account/").wsgi_request).get_panels()[0]

    assert [name for name, field in panel.get_form().fields.items() if not field.help_text] == []


def helped_by_panels(name):
    viewset = our_viewsets().get(name.partition(":")[0])
    panels = getattr(viewset, "panels", []) + getattr(viewset, "edit_panels", [])
    flat = [inner for panel in panels for inner in getattr(panel, "children", [panel])]
    return {panel.field_name for panel in flat if panel.help_text}
