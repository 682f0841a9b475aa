"""What must hold when two act in the same moment, each with its negative control."""

from threading import Barrier

import pytest

from people.actions import organisations, persons
from people.actions.memberships import MembershipNotAccepted, add_membership
from people.actions.organisations import OrganisationNotAccepted
from people.actions.persons import PersonNotAccepted
from people.enums import Position
from people.models import Membership, Organisation, Person
from people.queries import broken_invariants
from tests.databases import on_postgresql
from tests.factories.people import DealerFactory, PersonFactory
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("committed_db")]


def move_below_each_other():
    pair = [DealerFactory().pk, DealerFactory().pk]

    def move(number):
        dealer, parent = (Organisation.objects.get(pk=pair[place]) for place in (number, 1 - number))
        return organisations.change_organisation(dealer, parent=parent)

    return run_at_once(2, move)


def test_two_moves_at_once_close_no_circle():
    found = move_below_each_other()

    assert [type(answer) for answer in found].count(OrganisationNotAccepted) == 1
    assert broken_invariants() == {}


@on_postgresql
def test_without_the_lock_two_moves_at_once_close_a_circle(monkeypatch):
    both_have_looked = Barrier(2, timeout=10)

    def look(*_):
        tree = dict(Organisation.objects.values_list("pk", "parent_id"))
        both_have_looked.wait()
        return tree

    monkeypatch.setattr(organisations, "_lock_tree", look)

    move_below_each_other()

    assert broken_invariants() == {"organisations in a circle of suppliers": 2}


def test_one_phone_given_to_many_at_once_belongs_to_one():
    found = run_at_once(8, lambda number: persons.add_person(f"王{number}", phone="13900000001"))

    assert [type(answer) for answer in found].count(PersonNotAccepted) == 7
    assert Person.objects.filter(phone="+8613900000001").count() == 1


def test_one_position_given_many_times_at_once_is_held_once():
    person, dealer = PersonFactory(), DealerFactory()

    found = run_at_once(8, lambda number: add_membership(person, organisation=dealer, position=Position.SALES))

    assert [type(answer) for answer in found].count(MembershipNotAccepted) == 7
    assert Membership.objects.count() == 1
