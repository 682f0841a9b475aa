"""The last use of a code, a double click, two answers: each with what happens without the guard."""

import threading
from threading import Event

import pytest
from django.db import OperationalError
from django.db.models import F

from people.actions import memberships
from people.enums import Position
from people.joining.actions import invitations, requests
from people.joining.actions.codes import open_owner_code
from people.models import JoinCode, JoinRequest, Membership
from tests.databases import on_postgresql
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.people import DealerFactory, OwnerFactory, PersonFactory, RepFactory, TerritoryFactory
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db")]


def ask_at_once(count=6):
    code = JoinCodeFactory(limit=1)
    people = [PersonFactory() for _ in range(count)]
    found = run_at_once(count, lambda number: requests.ask_to_join(people[number], code=code, position=Position.SALES))
    return code, found


def test_the_last_use_of_a_code_goes_to_one():
    code, found = ask_at_once()

    assert [type(answer) for answer in found].count(requests.CodeUsedUp) == 5
    assert JoinRequest.objects.filter(join_code=code).count() == 1


@on_postgresql
def test_without_the_condition_the_last_use_goes_to_several_or_breaks_on_the_constraint(monkeypatch):
    def use(code):
        JoinCode.objects.filter(pk=code.pk).update(uses=F("uses") + 1)

    monkeypatch.setattr(requests, "_use", use)

    _code, found = ask_at_once()

    assert not any(isinstance(answer, requests.CodeUsedUp) for answer in found)


def test_a_double_click_asks_once():
    code, person = JoinCodeFactory(), PersonFactory()

    found = run_at_once(6, lambda _: requests.ask_to_join(person, code=code, position=Position.SALES))

    assert {answer.pk for answer in found} == {JoinRequest.objects.get().pk}
    code.refresh_from_db()
    assert code.uses == 1


def test_two_owners_answering_at_once_let_in_once():
    dealer = DealerFactory()
    owners, asked = [OwnerFactory(at=dealer), OwnerFactory(at=dealer)], JoinRequestFactory(dealer=dealer)

    run_at_once(2, lambda number: requests.approve_request(asked, by=owners[number]))

    assert Membership.objects.filter(person=asked.person).count() == 1


def test_a_dealer_gets_one_first_owner():
    dealer = DealerFactory()
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    code, people = open_owner_code(dealer, by=rep), [PersonFactory(), PersonFactory()]

    run_at_once(2, lambda number: requests.become_owner(people[number], code=code))

    assert Membership.objects.filter(organisation=dealer, role="OWNER").count() == 1


class Both:
    """Somebody accepts an invitation in the moment in which their request is approved."""

    def __init__(self):
        self.asked = JoinRequestFactory(position=Position.SALES)
        self.owner = OwnerFactory(at=self.asked.dealer)
        person = self.asked.person
        self.invitation = InvitationFactory(person=person, dealer=self.asked.dealer, invited_by=self.owner)

    def run(self):
        return run_at_once(2, lambda number: self.accept() if number else self.approve())

    def approve(self):
        return requests.approve_request(self.asked, by=self.owner)

    def accept(self):
        return invitations.accept_invitation(self.invitation, by=self.asked.person)


def test_an_invitation_and_an_approval_at_once_let_in_once_and_throw_nobody_out():
    both = Both()

    found = both.run()

    assert not any(isinstance(answer, OperationalError) for answer in found)
    assert Membership.objects.filter(person=both.asked.person).count() == 1


@on_postgresql
def test_in_the_other_order_they_would_wait_for_each_other(monkeypatch):
    both, has_written, insert, settle = Both(), Event(), memberships._insert, memberships.settle_invitations
    holds_invitation = Event()

    def write(membership):
        if threading.current_thread() in approver:
            holds_invitation.wait(10)
            insert(membership)
            has_written.set()
            settle([membership])
        else:
            holds_invitation.set()
            has_written.wait(10)
            insert(membership)

    approver = []
    monkeypatch.setattr(memberships, "settle_invitations", lambda _memberships: None)
    monkeypatch.setattr(memberships, "_insert", write)
    approve = both.approve
    both.approve = lambda: (approver.append(threading.current_thread()), approve())

    assert [type(answer) for answer in both.run() if isinstance(answer, Exception)] == [OperationalError]
