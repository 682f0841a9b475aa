import datetime as dt

import pytest
from django.utils import timezone

from people.enums import Role
from people.joining import rules
from people.joining.rules import Standing
from people.models import JoinRequest, Membership

ME, OTHER = 1, 2


def standing(*roles, looks_after=False, administers=False, has_owner=True):
    return Standing(ME, frozenset(roles), looks_after=looks_after, administers=administers, has_owner=has_owner)


LEARNER, OWNER, MANAGER = standing(Role.LEARNER), standing(Role.OWNER), standing(Role.MANAGER)
DEPUTY, ADMIN, STRANGER = standing(Role.DEPUTY), standing(administers=True), standing()
REP, REP_ALONE = standing(looks_after=True), standing(looks_after=True, has_owner=False)
EVERYBODY = {
    "learner": LEARNER,
    "owner": OWNER,
    "manager": MANAGER,
    "deputy": DEPUTY,
    "admin": ADMIN,
    "stranger": STRANGER,
    "rep": REP,
    "rep alone": REP_ALONE,
}


def who(rule):
    return {name for name, one in EVERYBODY.items() if rule(one)}


def test_who_does_what_at_a_dealer():
    runs = {"owner", "manager", "deputy", "admin", "rep alone"}

    assert who(rules.can_run_team) == runs
    assert who(rules.can_open_code) == runs | {"rep"}
    assert who(rules.can_make_owner) == {"rep alone"}


def test_only_owner_and_admins_say_who_manages_and_never_themselves():
    def making(role, person=OTHER):
        return who(lambda one: rules.can_make_manager(one, Membership(person_id=person, role=role)))

    assert making(Role.LEARNER) == making(Role.MANAGER) == {"owner", "admin"}
    assert making(Role.OWNER) == making(Role.DEPUTY) == making(Role.LEARNER, person=ME) == set()


@pytest.mark.parametrize(("hours", "more"), [(47, set()), (48, {"rep"})])
def test_a_request_comes_to_the_rep_after_two_days(hours, more):
    now = timezone.now()
    request = JoinRequest(person_id=OTHER, asked_at=now - dt.timedelta(hours=hours))

    answering = who(lambda one: rules.can_answer_request(one, request, now=now))

    assert answering == {"owner", "manager", "deputy", "admin", "rep alone"} | more


def test_nobody_answers_for_themselves():
    request = JoinRequest(person_id=ME, asked_at=timezone.now() - dt.timedelta(days=9))

    assert who(lambda one: rules.can_answer_request(one, request, now=timezone.now())) == set()


@pytest.mark.parametrize(
    ("role", "closing"),
    [
        (Role.LEARNER, {"owner", "manager", "deputy", "admin", "rep alone"}),
        (Role.MANAGER, {"owner", "deputy", "admin", "rep alone"}),
        (Role.DEPUTY, {"owner", "admin", "rep alone"}),
        (Role.OWNER, set()),
    ],
)
def test_who_closes_whose_membership(role, closing):
    membership = Membership(person_id=OTHER, role=role)

    assert who(lambda one: rules.can_close_membership(one, membership)) == closing
    also_deputy = {role, Role.DEPUTY}
    assert who(lambda one: rules.can_close_membership(one, membership, roles=also_deputy)) == closing - {
        "manager",
        "deputy",
    }
    assert who(lambda one: rules.can_close_membership(one, Membership(person_id=ME, role=role))) == set()


@pytest.mark.parametrize(
    ("role", "may"), [(Role.LEARNER, True), (Role.MANAGER, True), (Role.OWNER, False), (Role.REP, False)]
)
def test_who_leaves_by_a_tap(role, may):
    assert rules.can_leave(ME, Membership(person_id=ME, role=role)) is may
    assert not rules.can_leave(OTHER, Membership(person_id=ME, role=role))
