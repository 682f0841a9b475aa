import datetime as dt

import pytest
from django.utils import timezone

from foundation.models import AuditLine
from people.enums import Position, Role
from people.joining.actions.codes import CodeNotOpened, close_code, open_code
from people.joining.actions.requests import (
    CodeUsedUp,
    RequestNotAccepted,
    approve_request,
    ask_to_join,
    pass_on_old_requests,
    refuse_request,
    withdraw_request,
)
from people.joining.enums import JoinState
from people.models import JoinCode, JoinRequest, Membership, Person
from people.queries import gaps_in_the_network, organisations_of
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    ManagerFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
)

pytestmark = pytest.mark.django_db


# Codes


def test_owner_opens_a_code_and_closes_it(dealer):
    owner = OwnerFactory(at=dealer)

    code = open_code(dealer, limit=10, days=7, by=owner)

    assert (code.limit, code.uses, code.closed_at) == (10, 0, None)
    assert code.expires_at - code.opened_at == dt.timedelta(days=7)
    close_code(code, by=owner)
    close_code(code, by=owner)
    with pytest.raises(CodeUsedUp, match="Ask for a new one"):
        ask_to_join(PersonFactory(), code=code, position=Position.SALES)
    assert list(AuditLine.objects.values_list("action", flat=True)) == ["open_join_code", "close_join_code"]


@pytest.mark.parametrize("stranger", [LearnerFactory, OwnerFactory])
def test_only_who_leads_or_looks_after_a_dealer_opens_a_code(dealer, stranger):
    other = stranger(at=dealer) if stranger is LearnerFactory else stranger()

    with pytest.raises(CodeNotOpened):
        open_code(dealer, limit=10, days=7, by=other)
    with pytest.raises(CodeNotOpened):
        close_code(JoinCodeFactory(dealer=dealer), by=other)


# Asking


def test_asking_waits_and_tells_those_who_lead_the_dealer(dealer, told):
    owner, manager, person = OwnerFactory(at=dealer), ManagerFactory(at=dealer), PersonFactory()
    OwnerFactory()
    code = JoinCodeFactory(dealer=dealer)

    request = ask_to_join(person, code=code, position=Position.SHOP_GUIDE)

    assert request.is_waiting
    assert not organisations_of(person).exists()
    assert told() == {(owner, "join_asked"), (manager, "join_asked")}


def test_asking_twice_is_one_request_and_one_use(dealer, told):
    OwnerFactory(at=dealer)
    code, person = JoinCodeFactory(dealer=dealer), PersonFactory()

    first, second = (ask_to_join(person, code=code, position=Position.SALES) for _ in range(2))

    assert first == second
    code.refresh_from_db()
    assert code.uses == 1
    assert len(told()) == 1


def test_a_dealer_without_an_owner_has_its_rep_told(dealer, rep, told):
    ask_to_join(PersonFactory(), code=JoinCodeFactory(dealer=dealer), position=Position.SALES)

    assert told() == {(rep, "join_asked")}


@pytest.mark.parametrize("gone", ["left", "shut out"])
def test_an_owner_who_is_gone_counts_for_none(dealer, rep, told, gone):
    owner = OwnerFactory(at=dealer)
    if gone == "left":
        Membership.objects.filter(person=owner).update(valid_until=timezone.localdate() - dt.timedelta(days=1))
    else:
        Person.objects.filter(pk=owner.pk).update(is_active=False)

    ask_to_join(PersonFactory(), code=JoinCodeFactory(dealer=dealer), position=Position.SALES)

    assert told() == {(rep, "join_asked")}


@pytest.mark.parametrize(
    "spoilt",
    [{"uses": 10}, {"closed_at": timezone.now()}, {"expires_at": timezone.now() - dt.timedelta(seconds=1)}],
    ids=["used up", "closed", "expired"],
)
def test_a_code_lets_nobody_ask_after_its_end(dealer, spoilt):
    code = JoinCodeFactory(dealer=dealer)
    JoinCode.objects.filter(pk=code.pk).update(opened_at=timezone.now() - dt.timedelta(days=9), **spoilt)

    with pytest.raises(CodeUsedUp, match="no longer lets anybody in"):
        ask_to_join(PersonFactory(), code=code, position=Position.SALES)
    assert not JoinRequest.objects.exists()


def test_who_works_there_asks_in_vain(dealer):
    code = JoinCodeFactory(dealer=dealer)

    with pytest.raises(RequestNotAccepted, match="there is nothing to ask for"):
        ask_to_join(LearnerFactory(at=dealer), code=code, position=Position.SALES)
    with pytest.raises(RequestNotAccepted, match="Choose what you do"):
        ask_to_join(PersonFactory(), code=code, position=Position.OWNER)


# Answering


def test_approving_lets_in_as_a_learner_in_the_position_that_the_owner_says(dealer, told):
    owner, request = OwnerFactory(at=dealer), JoinRequestFactory(dealer=dealer)

    approve_request(request, by=owner, position=Position.WAREHOUSE)
    approve_request(request, by=owner)

    membership = Membership.objects.get(person=request.person)
    assert (membership.organisation, membership.position, membership.role) == (dealer, "WAREHOUSE", Role.LEARNER)
    request.refresh_from_db()
    assert (request.state, request.answered_by, request.position) == (JoinState.ACCEPTED, owner, "WAREHOUSE")
    assert told() == {(request.person, "join_approved")}


def test_refusing_needs_a_reason_which_the_person_reads(dealer, told):
    owner, request = OwnerFactory(at=dealer), JoinRequestFactory(dealer=dealer)

    with pytest.raises(RequestNotAccepted, match="Say why"):
        refuse_request(request, by=owner, reason="  ")
    refuse_request(request, by=owner, reason="不认识你")
    refuse_request(request, by=owner, reason="别的")

    request.refresh_from_db()
    assert (request.state, request.reason) == (JoinState.REFUSED, "不认识你")
    assert not organisations_of(request.person).exists()
    assert told() == {(request.person, "join_refused")}


def test_what_is_answered_stays_answered(dealer):
    owner, request = OwnerFactory(at=dealer), JoinRequestFactory(dealer=dealer)
    refuse_request(request, by=owner, reason="不认识你")

    with pytest.raises(RequestNotAccepted, match="before you"):
        approve_request(request, by=owner)
    withdraw_request(request, by=request.person)

    request.refresh_from_db()
    assert request.state == JoinState.REFUSED


def test_the_rep_answers_while_there_is_no_owner_and_what_is_two_days_old(dealer, rep):
    request = JoinRequestFactory(dealer=dealer)
    OwnerFactory(at=dealer)

    with pytest.raises(RequestNotAccepted, match="48 hours"):
        approve_request(request, by=rep)
    JoinRequest.objects.filter(pk=request.pk).update(asked_at=timezone.now() - dt.timedelta(hours=48))
    approve_request(request, by=rep)
    ownerless = JoinRequestFactory(dealer=DealerFactory())
    rep.territories.get().dealers.add(ownerless.dealer)
    approve_request(ownerless, by=rep)

    assert set(organisations_of(request.person)) == {dealer}
    assert set(organisations_of(ownerless.person)) == {ownerless.dealer}


@pytest.mark.parametrize("other", [LearnerFactory, OwnerFactory, RepFactory])
def test_nobody_else_answers(dealer, other):
    OwnerFactory(at=dealer)
    request = JoinRequestFactory(dealer=dealer)
    stranger = LearnerFactory(at=dealer) if other is LearnerFactory else other()

    for act in (approve_request, refuse_request):
        with pytest.raises(RequestNotAccepted):
            act(request, by=stranger, **({"reason": "x"} if act is refuse_request else {}))
    with pytest.raises(RequestNotAccepted):
        approve_request(request, by=request.person)


def test_somebody_whom_an_admin_entered_meanwhile_is_not_entered_twice(dealer):
    owner, request = OwnerFactory(at=dealer), JoinRequestFactory(dealer=dealer)
    Membership.objects.create(
        person=request.person, organisation=dealer, position=Position.SALES, valid_from=timezone.localdate()
    )

    approve_request(request, by=owner)

    assert Membership.objects.filter(person=request.person).count() == 1


def test_who_asked_may_withdraw_and_ask_again(dealer):
    code, person = JoinCodeFactory(dealer=dealer), PersonFactory()
    request = ask_to_join(person, code=code, position=Position.SALES)

    withdraw_request(request, by=PersonFactory())
    request.refresh_from_db()
    assert request.is_waiting
    withdraw_request(request, by=person)
    again = ask_to_join(person, code=code, position=Position.SALES)

    assert again != request
    assert again.is_waiting


# What waits too long


def test_what_waits_for_two_days_is_told_to_the_rep_once(dealer, rep, told):
    OwnerFactory(at=dealer)
    young, old = JoinRequestFactory(dealer=dealer), JoinRequestFactory(dealer=dealer)
    JoinRequest.objects.filter(pk=old.pk).update(asked_at=timezone.now() - dt.timedelta(hours=49))

    assert pass_on_old_requests() == 1
    assert pass_on_old_requests() == 1

    assert told() == {(rep, "join_grown_old")}
    assert rep.messages.get().variables["person"] == old.person.full_name != young.person.full_name


# What admins are told


def test_who_is_joining_is_no_gap_in_the_network(dealer):
    PersonFactory()
    JoinRequestFactory(dealer=dealer, join_code=JoinCodeFactory(dealer=dealer, opened_by=OwnerFactory(at=dealer)))
    InvitationFactory(dealer=dealer, invited_by=OwnerFactory(at=dealer))

    assert gaps_in_the_network().working_nowhere == 1


def test_who_asks_again_and_again_uses_a_code_once_and_tells_the_owner_three_times_a_day(dealer, time_machine):
    owner, code, person = OwnerFactory(at=dealer), JoinCodeFactory(dealer=dealer), PersonFactory()
    for end in ("withdrawn", "refused", "withdrawn"):
        asked = ask_to_join(person, code=code, position=Position.SALES)
        if end == "refused":
            refuse_request(asked, by=owner, reason="?")
        else:
            withdraw_request(asked, by=person)

    with pytest.raises(RequestNotAccepted, match="ask again tomorrow"):
        ask_to_join(person, code=code, position=Position.SALES)

    code.refresh_from_db()
    assert (code.uses, owner.messages.filter(kind="people.join_asked").count()) == (1, 3)
    time_machine.move_to(timezone.now() + dt.timedelta(days=1, minutes=1))
    withdraw_request(ask_to_join(person, code=code, position=Position.SALES), by=person)
    close_code(code, by=owner)
    with pytest.raises(CodeUsedUp):
        ask_to_join(person, code=code, position=Position.SALES)
