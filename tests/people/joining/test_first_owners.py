"""Codes by which a rep makes somebody the owner of a dealer on the spot."""

import datetime as dt

import pytest

from people.enums import Position, Role
from people.joining.actions.codes import CodeNotOpened, open_code, open_owner_code
from people.joining.actions.requests import (
    CodeUsedUp,
    RequestNotAccepted,
    become_owner,
)
from tests.factories.people import (
    OwnerFactory,
    PersonFactory,
    RepFactory,
    SuperuserFactory,
)

pytestmark = pytest.mark.django_db


def test_the_rep_makes_the_first_owner_on_the_spot(dealer, rep, told):
    person = PersonFactory()
    code = open_owner_code(dealer, by=rep)

    membership = become_owner(person, code=code)

    assert (membership.role, membership.position, membership.organisation) == (Role.OWNER, Position.OWNER, dealer)
    assert code.expires_at - code.opened_at == dt.timedelta(minutes=30)
    assert told() == {(rep, "owner_made")}


def test_a_new_code_for_the_owner_closes_the_one_before(dealer, rep):
    first, _second = open_owner_code(dealer, by=rep), open_owner_code(dealer, by=rep)

    with pytest.raises(CodeUsedUp):
        become_owner(PersonFactory(), code=first)


def test_a_dealer_with_an_owner_gets_no_other_by_a_code(dealer, rep):
    code = open_owner_code(dealer, by=rep)
    owner = OwnerFactory(at=dealer)

    with pytest.raises(RequestNotAccepted, match="has an owner already"):
        become_owner(PersonFactory(), code=code)
    with pytest.raises(CodeNotOpened, match="has an owner already"):
        open_owner_code(dealer, by=rep)
    with pytest.raises(CodeNotOpened):
        open_owner_code(dealer, by=owner)


def test_an_owner_code_dies_with_the_territory_of_its_rep(dealer, rep):
    code = open_owner_code(dealer, by=rep)
    rep.territories.clear()

    with pytest.raises(CodeUsedUp):
        become_owner(PersonFactory(), code=code)


def test_a_poster_makes_nobody_an_owner(dealer, rep):
    with pytest.raises(CodeUsedUp):
        become_owner(PersonFactory(), code=open_code(dealer, limit=1, days=1, by=rep))


def test_who_shows_the_code_or_looks_after_the_dealer_does_not_become_its_owner(dealer, rep):
    code, admin = open_owner_code(dealer, by=rep), SuperuserFactory()
    colleague = RepFactory(territory=rep.territories.get())

    for person in (rep, colleague):
        with pytest.raises(RequestNotAccepted, match="hold the code out to the owner"):
            become_owner(person, code=code)
    with pytest.raises(RequestNotAccepted, match="hold the code out to the owner"):
        become_owner(admin, code=open_owner_code(dealer, by=admin))
    code = open_owner_code(dealer, by=rep)
    become_owner(PersonFactory(), code=code)
