"""The owner makes managers and takes it back; it works with the next request."""

import pytest
from django.urls import reverse

from foundation.models import AuditLine
from people.actions.memberships import end_membership, today_at
from people.enums import Role
from people.joining.actions.managing import ManagerNotMade, make_manager, take_back_manager
from people.joining.queries import teams_visible_to
from tests.factories.people import DealerFactory, LearnerFactory, ManagerFactory, OwnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealer():
    return DealerFactory(name_en="Sample Shop")


@pytest.fixture
def owner(dealer):
    return OwnerFactory(at=dealer)


@pytest.fixture
def guide(dealer):
    return LearnerFactory(at=dealer, latin_name="Zhou Ting")


def test_a_manager_leads_from_the_next_request_on_until_it_is_taken_back(dealer, owner, guide, told):
    membership = guide.memberships.get()

    make_manager(membership, by=owner)
    make_manager(membership, by=owner)

    assert list(teams_visible_to(guide)) == [dealer]
    assert told() == {(guide, "manager_made")}
    take_back_manager(membership, by=owner)
    take_back_manager(membership, by=owner)
    assert not teams_visible_to(guide).exists()
    assert guide.memberships.get().role == Role.LEARNER
    assert told() == {(guide, "manager_made"), (guide, "manager_no_more")}
    lines = AuditLine.objects.filter(action="change_role").order_by("pk")
    assert [line.facts["role"] for line in lines] == [Role.MANAGER, Role.LEARNER]


def test_made_again_the_person_is_told_again(owner, guide, told):
    membership = guide.memberships.get()
    for change in (make_manager, take_back_manager, make_manager):
        change(membership, by=owner)

    assert guide.messages.filter(kind="people.manager_made").count() == 2


def test_nobody_else_makes_managers_and_nobody_who_left_becomes_one(dealer, owner, guide):
    membership = guide.memberships.get()
    for stranger in (guide, ManagerFactory(at=dealer), OwnerFactory()):
        with pytest.raises(ManagerNotMade):
            make_manager(membership, by=stranger)
    end_membership(membership, valid_until=membership.valid_from)

    with pytest.raises(ManagerNotMade, match=guide.full_name):
        make_manager(membership, by=owner)


def test_last_day_is_put_in_as_browsers_want_it_in_every_language(client, dealer, owner, guide):
    client.cookies["django_language"] = "zh-hans"
    client.force_login(owner)

    page = client.get(reverse("people:close_membership", args=[guide.memberships.get().uuid])).content.decode()

    assert f'value="{today_at(dealer).isoformat()}"' in page


def test_owner_does_it_on_the_page_of_the_membership(client, dealer, owner, guide):
    client.cookies["django_language"] = "en"
    client.force_login(owner)
    membership = guide.memberships.get()
    url = reverse("people:change_manager", args=[membership.uuid])

    made = client.post(url, {"manager": "make"}, follow=True).content.decode()
    team = client.get(reverse("dashboards:team_of_dealer", args=[dealer.uuid])).content.decode()
    taken_back = client.post(url, {"manager": "take-back"}, follow=True).content.decode()
    nothing = client.post(url, {}, follow=True).content.decode()

    assert "is a manager from now on" in made
    assert 'value="take-back"' in made
    assert ">Manager</span>" in team
    assert today_at(dealer).isoformat() in taken_back
    assert 'value="make"' in taken_back
    assert 'role="status"' not in nothing


def test_manager_finds_no_way_to_make_managers(client, dealer, guide):
    client.force_login(ManagerFactory(at=dealer))

    page = client.get(reverse("people:close_membership", args=[guide.memberships.get().uuid]))

    assert b"change_manager" not in page.content
    assert b'name="manager"' not in page.content
