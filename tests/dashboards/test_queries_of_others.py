import datetime as dt

import pytest

from dashboards.queries import home_of
from people.enums import Position, Role, StaffGroup
from people.joining.enums import JoinState
from tests.factories.courses import completed, do_lesson, do_lessons, enrolled, released, short_course, sit_exam
from tests.factories.joining import JoinRequestFactory
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
)
from tests.factories.privacy import NoticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def home(person):
    return home_of(person, language="en")


def row_of(found, person):
    (team,) = found.teams
    return next(row for row in team.rows if row.person == person)


@pytest.mark.parametrize("factory", [OwnerFactory, ManagerFactory, DeputyFactory])
def test_leaders_see_what_each_person_of_their_dealer_began_did_and_passed(factory):
    dealer = DealerFactory()
    leader, learner, newcomer = factory(at=dealer), LearnerFactory(at=dealer), LearnerFactory(at=dealer)
    completed(enrolled(learner))
    completed(enrolled(learner, released(short_course())))
    enrolled(learner)

    found = home(leader)

    assert [team.dealer for team in found.teams] == [dealer]
    assert {row.person for row in found.teams[0].rows} == {leader, learner, newcomer}
    row = row_of(found, learner)
    assert (row.started, row.done, row.passed) == (3, 2, 1)
    assert row.positions == ("shop guide",)
    row = row_of(found, newcomer)
    assert (row.started, row.done, row.passed) == (0, 0, 0)


def test_failed_attempt_cannot_be_told_from_none():
    dealer = DealerFactory()
    owner, failed, waiting = OwnerFactory(at=dealer), LearnerFactory(at=dealer), LearnerFactory(at=dealer)
    course = released()
    sit_exam(do_lessons(enrolled(failed, course)), wrong=4)
    do_lessons(enrolled(waiting, course))

    found = home(owner)

    one, other = row_of(found, failed), row_of(found, waiting)
    assert (one.started, one.done, one.passed) == (other.started, other.done, other.passed) == (1, 0, 0)
    assert set(vars(one)) == {"person", "positions", "started", "done", "passed"}


@pytest.mark.parametrize("factory", [OwnerFactory, ManagerFactory, DeputyFactory])
def test_leaders_see_at_home_who_waits_at_their_dealer_and_who_waits_longest_first(factory):
    dealer = DealerFactory()
    leader = factory(at=dealer)
    newer = JoinRequestFactory(dealer=dealer)
    older = JoinRequestFactory(dealer=dealer, asked_at=newer.asked_at - dt.timedelta(hours=1))
    JoinRequestFactory(dealer=dealer, state=JoinState.WITHDRAWN, answered_at=newer.asked_at)
    JoinRequestFactory(dealer=DealerFactory(parent=dealer))

    assert home(leader).joiners == [older, newer]


def test_rep_sees_at_home_who_waits_where_nobody_leads_or_since_two_days():
    led, leaderless, foreign = DealerFactory.create_batch(3)
    OwnerFactory(at=led)
    rep = RepFactory(territory=TerritoryFactory(dealers=[led, leaderless]))
    at_leaderless, fresh = JoinRequestFactory(dealer=leaderless), JoinRequestFactory(dealer=led)
    old = JoinRequestFactory(dealer=led, asked_at=fresh.asked_at - dt.timedelta(hours=49))
    JoinRequestFactory(dealer=foreign)

    assert home(rep).joiners == [old, at_leaderless]


def test_home_shows_four_of_those_who_wait():
    dealer = DealerFactory()
    JoinRequestFactory.create_batch(5, dealer=dealer)

    assert len(home(OwnerFactory(at=dealer)).joiners) == 4


def test_learner_and_who_waits_answer_nobody():
    dealer = DealerFactory()
    asked = JoinRequestFactory(dealer=dealer)

    assert home(LearnerFactory(at=dealer)).joiners == home(asked.person).joiners == []


def test_owner_sees_nobody_of_another_dealer_above_below_or_beside():
    own = DealerFactory(parent=DealerFactory())
    owner = OwnerFactory(at=own)
    for dealer in (own.parent, DealerFactory(parent=own), DealerFactory()):
        enrolled(LearnerFactory(at=dealer))

    found = home(owner)

    assert [row.person for row in found.teams[0].rows] == [owner]


def test_colleague_who_left_is_not_in_the_team():
    dealer = DealerFactory()
    owner, gone = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    gone.memberships.update(valid_until=dt.date(2024, 12, 31))

    assert [row.person for row in home(owner).teams[0].rows] == [owner]


def test_person_in_two_positions_stands_in_the_team_once():
    dealer = DealerFactory()
    owner, learner = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    MembershipFactory(person=learner, organisation=dealer, position=Position.WAREHOUSE)
    completed(enrolled(learner, released(short_course())))

    row = row_of(home(owner), learner)

    assert row.positions == ("shop guide", "warehouse")
    assert (row.started, row.done) == (1, 1)


def test_owner_of_two_dealers_has_two_teams():
    first, second = DealerFactory(), DealerFactory()
    owner = OwnerFactory(at=first)
    MembershipFactory(person=owner, organisation=second, role=Role.OWNER, position=Position.OWNER)
    learner = LearnerFactory(at=second)
    enrolled(learner)

    teams = {team.dealer: [row.person for row in team.rows] for team in home(owner).teams}

    assert teams[first] == [owner]
    assert set(teams[second]) == {owner, learner}


def test_learner_has_no_team_and_no_dealers():
    learner = LearnerFactory()
    LearnerFactory(at=learner.memberships.get().organisation)

    found = home(learner)

    assert (found.teams, found.dealers, found.decisions) == ([], [], [])


@pytest.mark.parametrize("factory", [RepFactory, FieldManagerFactory])
def test_field_force_sees_its_dealers_with_counts(factory):
    busy, quiet, foreign = DealerFactory.create_batch(3)
    rep = factory(territory=TerritoryFactory(dealers=[busy, quiet]))
    course, short = released(), released(short_course())
    learner, colleague = LearnerFactory(at=busy), LearnerFactory(at=busy)
    completed(enrolled(learner, course))
    completed(enrolled(learner, short))
    do_lesson(enrolled(colleague, course), str(first_lesson(course)))
    enrolled(LearnerFactory(at=foreign), course)

    rows = {row.dealer: row for row in home(rep).dealers}

    assert set(rows) == {busy, quiet}
    row = rows[busy]
    assert (row.people, row.learning, row.done, row.passed) == (2, 2, 2, 1)
    row = rows[quiet]
    assert (row.people, row.learning, row.done, row.passed) == (0, 0, 0, 0)


def first_lesson(course):
    return course.structure.plan["lessons"][0]["key"]


@pytest.mark.parametrize("make", [SuperuserFactory, lambda: StaffFactory(group=StaffGroup.PLATFORM_ADMINS)])
def test_admin_sees_what_needs_a_decision(make):
    admin = make()
    DealerFactory()
    led = DealerFactory()
    owner = OwnerFactory(at=led)
    TerritoryFactory(dealers=[led], people=[RepFactory()])
    PersonFactory()
    PersonFactory(is_active=False)

    titles = [(decision.count, decision.title) for decision in home(admin).decisions]

    assert titles == [
        (1, "No privacy notice is published"),
        (1, "1 dealer has nobody who leads it"),
        (1, "1 dealer has no rep"),
        (1, "1 person can sign in and works nowhere"),
    ]
    assert home(owner).decisions == []


def test_nothing_to_decide_is_not_shown():
    NoticeFactory()

    assert home(SuperuserFactory()).decisions == []


@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.CURRICULUM_ADMINS, StaffGroup.INSTRUCTORS])
def test_others_of_headquarters_decide_nothing_about_the_network(group):
    DealerFactory()

    assert home(StaffFactory(group=group)).decisions == []
