import datetime as dt

import pytest
from django.urls import reverse

from courses.queries import enrolments_visible_to
from people.actions.deputies import name_deputy
from people.actions.memberships import MembershipNotAccepted, add_membership, today_at
from people.enums import Position, Role
from people.joining.actions.leaving import MembershipNotClosable, close_membership, leave_dealer
from people.joining.queries import memberships_ended_at, teams_visible_to
from people.queries import organisations_of, people_visible_to
from tests.factories.courses import enrolled, released
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def dealer():
    return DealerFactory()


@pytest.fixture
def owner(dealer):
    return OwnerFactory(at=dealer)


@pytest.fixture
def guide(dealer):
    return LearnerFactory(at=dealer)


def test_closing_yesterday_takes_effect_with_the_next_request_of_an_open_session(client, dealer, owner, guide, told):
    enrolment = enrolled(guide)
    page = reverse("courses:course_detail", args=[released().uuid])
    client.force_login(guide)
    assert client.get(page).status_code == 200

    close_membership(guide.memberships.get(), last_day=today_at(dealer) - DAY, by=owner)

    assert client.get(page).status_code == 404
    assert guide not in people_visible_to(owner)
    assert not enrolments_visible_to(owner).filter(person=guide).exists()
    assert enrolments_visible_to(guide).get() == enrolment
    assert told() == {(guide, "membership_closed")}
    assert "年" in guide.messages.get().title
    assert memberships_ended_at(dealer) == [guide.memberships.get()]


def test_closing_on_a_later_day_leaves_all_as_it_is_until_then(dealer, owner, guide):
    membership = guide.memberships.get()

    close_membership(membership, last_day=today_at(dealer) + 3 * DAY, by=owner)
    close_membership(membership, last_day=today_at(dealer) + 5 * DAY, by=owner)

    assert guide in people_visible_to(owner)
    assert memberships_ended_at(dealer) == []
    membership.refresh_from_db()
    assert membership.valid_until == today_at(dealer) + 5 * DAY


def test_what_has_ended_is_not_opened_again_by_moving_its_day(dealer, owner, guide):
    membership = close_membership(guide.memberships.get(), last_day=today_at(dealer) - DAY, by=owner)

    with pytest.raises(MembershipNotClosable, match="invite them again"):
        close_membership(membership, last_day=today_at(dealer) + DAY, by=owner)


def test_a_last_day_must_be_possible(dealer, owner, guide):
    membership = guide.memberships.get()

    with pytest.raises(MembershipNotAccepted, match="cannot come before the first"):
        close_membership(membership, last_day=membership.valid_from - DAY, by=owner)
    with pytest.raises(MembershipNotClosable, match="more than a year"):
        close_membership(membership, last_day=today_at(dealer) + 400 * DAY, by=owner)


def test_nobody_closes_what_is_not_theirs_to_close(dealer, owner, guide):
    manager = ManagerFactory(at=dealer)

    for membership, by in [
        (guide.memberships.get(), OwnerFactory()),
        (guide.memberships.get(), guide),
        (owner.memberships.get(), manager),
        (owner.memberships.get(), owner),
    ]:
        with pytest.raises(MembershipNotClosable):
            close_membership(membership, last_day=today_at(dealer), by=by)


def test_leaving_ends_all_positions_there_and_none_elsewhere(dealer, owner, guide, told):
    other = DealerFactory()
    add_membership(guide, organisation=dealer, position=Position.WAREHOUSE)
    add_membership(guide, organisation=other, position=Position.SALES)

    leave_dealer(guide.memberships.filter(organisation=dealer).first(), by=guide)

    here = guide.memberships.filter(organisation=dealer)
    today = today_at(dealer)
    assert sorted(here.values_list("valid_until", flat=True)) == [today - DAY, today]
    assert other in organisations_of(guide)
    assert told() == {(owner, "member_left")}


def test_an_owner_does_not_leave_by_a_tap(owner, guide):
    for membership, by in [(owner.memberships.get(), owner), (guide.memberships.get(), owner)]:
        with pytest.raises(MembershipNotClosable, match="ask your rep"):
            leave_dealer(membership, by=by)


def test_a_deputy_who_left_leads_nobody_though_their_day_has_not_come(dealer, owner, guide):
    name_deputy(dealer, person=guide, valid_until=today_at(dealer) + 30 * DAY, by=owner)
    dealer.memberships.filter(person=guide, role=Role.DEPUTY).update(valid_from=today_at(dealer) - 9 * DAY)
    learner = guide.memberships.get(role=Role.LEARNER)
    manager, other_deputy = ManagerFactory(at=dealer), DeputyFactory(at=dealer)
    for by in (manager, other_deputy):
        with pytest.raises(MembershipNotClosable):
            close_membership(learner, last_day=today_at(dealer) - DAY, by=by)

    close_membership(learner, last_day=today_at(dealer) - DAY, by=owner)

    assert not teams_visible_to(guide).exists()
    assert guide.memberships.get(role=Role.DEPUTY).valid_until == today_at(dealer) - DAY


def test_a_deputy_of_today_who_is_let_go_at_once_was_none(dealer, owner, guide):
    MembershipFactory(person=guide, organisation=dealer, position=Position.FINANCE)
    name_deputy(dealer, person=guide, valid_until=today_at(dealer) + 30 * DAY, by=owner)

    for membership in guide.memberships.exclude(role=Role.DEPUTY):
        assert teams_visible_to(guide).exists()
        close_membership(membership, last_day=today_at(dealer) - DAY, by=owner)

    assert not guide.memberships.filter(role=Role.DEPUTY).exists()


def test_nobody_stands_in_longer_than_they_work_there(dealer, owner, guide):
    close_membership(guide.memberships.get(), last_day=today_at(dealer) + DAY, by=owner)

    name_deputy(dealer, person=guide, valid_until=today_at(dealer) + 30 * DAY, by=owner)

    assert guide.memberships.get(role=Role.DEPUTY).valid_until == today_at(dealer) + DAY
