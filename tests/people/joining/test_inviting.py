import datetime as dt

import pytest
from django.utils import timezone
from time_machine import travel

from people.actions.memberships import add_membership, today_at
from people.enums import Position
from people.joining import rules
from people.joining.actions.invitations import (
    InvitationNotAccepted,
    accept_invitation,
    decline_invitation,
    invite_person,
    withdraw_invitation,
)
from people.joining.actions.leaving import close_membership
from people.joining.actions.requests import approve_request
from people.joining.enums import JoinState
from people.models import Invitation, Person
from people.queries import organisations_of
from tests.factories.joining import InvitationFactory, JoinRequestFactory
from tests.factories.people import DealerFactory, LearnerFactory, OwnerFactory, PersonFactory
from tests.people.importing.sheets import imported, xlsx

pytestmark = pytest.mark.django_db
PHONE = "+8613900000077"


@pytest.fixture
def dealer():
    return DealerFactory()


@pytest.fixture
def owner(dealer):
    return OwnerFactory(at=dealer)


def invite(dealer, by, address=PHONE, name="小周"):
    return invite_person(dealer, name=name, address=address, position=Position.SALES, by=by)


def test_inviting_enters_a_person_without_a_password_and_tells_them(dealer, owner, told):
    invitation = invite(dealer, owner)

    person = Person.objects.get(phone=PHONE)
    assert (invitation.person, person.full_name, person.has_usable_password()) == (person, "小周", False)
    assert not organisations_of(person).exists()
    assert told() == {(person, "invited")}


def test_somebody_known_keeps_their_name_and_the_inviter_learns_nothing(dealer, owner):
    known = PersonFactory(phone=PHONE, full_name="周真名")

    invitation = invite(dealer, owner)

    known.refresh_from_db()
    assert (invitation.person, invitation.name, known.full_name) == (known, "小周", "周真名")


def test_inviting_twice_is_one_invitation_and_one_message(dealer, owner, told):
    assert invite(dealer, owner) == invite(dealer, owner)
    assert len(told()) == 1


def test_an_expired_invitation_is_replaced(dealer, owner):
    first = invite(dealer, owner)

    with travel(timezone.now() + dt.timedelta(days=15)):
        second = invite(dealer, owner)
        with pytest.raises(InvitationNotAccepted, match="no longer open"):
            accept_invitation(first, by=first.person)

    assert second != first


def test_accepting_lets_in_at_once_and_once(dealer, owner, told):
    invitation = invite(dealer, owner)

    accept_invitation(invitation, by=invitation.person)
    accept_invitation(invitation, by=invitation.person)

    membership = invitation.person.memberships.get()
    assert (membership.organisation, membership.position, membership.role) == (dealer, "SALES", "LEARNER")
    assert (owner, "invitation_accepted") in told()


def test_an_invitation_is_accepted_by_whom_it_is_for_only(dealer, owner):
    invitation = invite(dealer, owner)

    with pytest.raises(InvitationNotAccepted):
        accept_invitation(invitation, by=PersonFactory())
    decline_invitation(invitation, by=PersonFactory())

    invitation.refresh_from_db()
    assert invitation.is_open


@pytest.mark.parametrize("end", ["declined", "taken back"])
def test_what_was_declined_or_taken_back_lets_nobody_in(dealer, owner, end):
    invitation = invite(dealer, owner)
    if end == "declined":
        decline_invitation(invitation, by=invitation.person)
    else:
        withdraw_invitation(invitation, by=owner)

    with pytest.raises(InvitationNotAccepted, match="no longer open"):
        accept_invitation(invitation, by=invitation.person)
    assert not organisations_of(invitation.person).exists()


def test_taking_back_what_was_accepted_changes_nothing(dealer, owner):
    invitation = accept_invitation(invite(dealer, owner), by=Person.objects.get(phone=PHONE))

    withdraw_invitation(invitation, by=owner)

    invitation.refresh_from_db()
    assert invitation.state == JoinState.ACCEPTED


def test_who_leads_nothing_here_neither_invites_nor_takes_back(dealer):
    for stranger in (LearnerFactory(at=dealer), OwnerFactory()):
        with pytest.raises(InvitationNotAccepted, match="Only those who lead"):
            invite(dealer, stranger)
        with pytest.raises(InvitationNotAccepted, match="Only those who lead"):
            withdraw_invitation(InvitationFactory(dealer=dealer), by=stranger)
    assert not Person.objects.filter(phone=PHONE).exists()


def test_who_works_here_is_not_invited(dealer, owner):
    LearnerFactory(at=dealer, phone=PHONE)

    with pytest.raises(InvitationNotAccepted, match="works here already"):
        invite(dealer, owner)


def test_nobody_is_pestered_with_invitations_nor_are_numbers_tried_by_the_thousand(
    dealer, owner, told, monkeypatch, time_machine
):
    for _ in range(3):
        withdraw_invitation(invite(dealer, owner), by=owner)
    with pytest.raises(InvitationNotAccepted, match="three times within a day"):
        invite(dealer, owner)
    monkeypatch.setattr(rules, "INVITATIONS_A_DAY", 5)
    for number in (78, 79):
        invite(dealer, owner, address=f"+86139000000{number}")
    with pytest.raises(InvitationNotAccepted, match="5 invitations went out within a day"):
        invite(dealer, owner, address="+8613900000080")

    assert not Person.objects.filter(phone="+8613900000080").exists()
    time_machine.move_to(timezone.now() + dt.timedelta(days=1, minutes=1))
    assert invite(dealer, owner).is_open


def by_request(dealer, person, owner):
    approve_request(JoinRequestFactory(dealer=dealer, person=person), by=owner)


def by_admin(dealer, person, _owner):
    add_membership(person, organisation=dealer, position=Position.SALES)


def by_list(dealer, person, _owner):
    imported(xlsx([dealer.code, person.full_name, person.phone, "销售"]))


@pytest.mark.parametrize("come_in", [by_request, by_admin, by_list])
def test_an_invitation_is_used_up_by_coming_in_another_way_and_brings_nobody_back(dealer, owner, come_in):
    invitation = InvitationFactory(dealer=dealer, person__phone=PHONE)
    person = invitation.person
    of_others = [InvitationFactory(person=person), InvitationFactory(dealer=dealer)]
    come_in(dealer, person, owner)
    close_membership(person.memberships.get(), last_day=today_at(dealer), by=owner)

    with travel(timezone.now() + dt.timedelta(days=2)):
        accept_invitation(invitation, by=person)

        assert not organisations_of(person).exists()
        assert all(Invitation.objects.get(pk=other.pk).is_open for other in of_others)
