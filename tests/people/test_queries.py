import datetime as dt

import pytest
import time_machine

from people import queries
from people.enums import Position, Role, StaffGroup
from people.models import Person
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    ManufacturerFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    SpecialistFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEW_YEAR_IN_CHINA = dt.datetime(2025, 12, 31, 16, 0, tzinfo=dt.UTC)  # 1 January 00:00 in Shanghai, still 2025 in London
MINUTE = dt.timedelta(minutes=1)


def test_membership_opens_and_closes_at_midnight_of_its_organisations_zone():
    first, last = dt.date(2026, 1, 1), dt.date(2026, 1, 31)
    shanghai = MembershipFactory(organisation__zone="Asia/Shanghai", valid_from=first, valid_until=last)
    london = MembershipFactory(organisation__zone="Europe/London", valid_from=first, valid_until=last)
    los_angeles = MembershipFactory(organisation__zone="America/Los_Angeles", valid_from=first, valid_until=last)

    def open_at(moment):
        return set(queries.memberships_open(moment))

    assert open_at(NEW_YEAR_IN_CHINA - MINUTE) == set()
    assert open_at(NEW_YEAR_IN_CHINA) == {shanghai}
    assert open_at(NEW_YEAR_IN_CHINA + dt.timedelta(hours=16)) == {shanghai, london, los_angeles}
    assert open_at(NEW_YEAR_IN_CHINA + dt.timedelta(days=31)) == {london, los_angeles}
    assert open_at(NEW_YEAR_IN_CHINA + dt.timedelta(days=31, hours=8)) == {los_angeles}


def test_membership_is_open_on_a_named_day_whatever_the_zone():
    day = dt.date(2026, 1, 1)
    held = MembershipFactory.create_batch(2, valid_from=day, valid_until=day)

    assert set(queries.memberships_open(day)) == set(held)
    assert not queries.memberships_open(day + dt.timedelta(days=1))
    assert not queries.memberships_open(day - dt.timedelta(days=1))


def test_organisations_of_a_person_are_those_of_the_day():
    person = PersonFactory()
    old = MembershipFactory(person=person, valid_until=dt.date(2025, 6, 30)).organisation
    new = MembershipFactory(person=person, valid_from=dt.date(2025, 7, 1)).organisation
    MembershipFactory()

    assert list(queries.organisations_of(person, on=dt.date(2025, 6, 30))) == [old]
    assert list(queries.organisations_of(person, on=dt.date(2025, 7, 1))) == [new]
    assert list(queries.organisations_of(person)) == [new]


def test_main_organisation_is_where_one_has_worked_longest():
    person = PersonFactory()
    MembershipFactory(person=person, valid_from=dt.date(2025, 1, 1))
    oldest = MembershipFactory(person=person, valid_from=dt.date(2024, 1, 1))

    assert queries.main_organisation_of(person) == oldest.organisation


def test_nobody_has_a_main_organisation_without_a_membership():
    assert queries.main_organisation_of(PersonFactory()) is None


@pytest.mark.parametrize("factory", [OwnerFactory, ManagerFactory, DeputyFactory])
def test_leaders_see_everyone_at_their_dealer_and_nobody_elsewhere(factory):
    dealer = DealerFactory()
    leader, colleague = factory(at=dealer), LearnerFactory(at=dealer)
    stranger = LearnerFactory()

    assert set(queries.people_visible_to(leader)) == {leader, colleague}
    assert stranger not in queries.people_visible_to(leader)


@pytest.mark.parametrize("factory", [LearnerFactory, SpecialistFactory, PersonFactory])
def test_others_see_themselves_only(factory):
    person = factory()
    for membership in person.memberships.all():
        MembershipFactory(organisation=membership.organisation)

    assert set(queries.people_visible_to(person)) == {person}


def test_owner_sees_neither_the_dealer_above_nor_the_one_below():
    above = DealerFactory()
    own = DealerFactory(parent=above)
    below = DealerFactory(parent=own)
    owner = OwnerFactory(at=own)
    others = [OwnerFactory(at=above), LearnerFactory(at=below)]

    assert set(queries.people_visible_to(owner)) == {owner}
    assert set(queries.organisations_visible_to(owner)) == {own}
    assert set(queries.memberships_visible_to(others[0])) == set(others[0].memberships.all())
    assert set(queries.dealers_led_by(owner)) == {own}


@pytest.mark.parametrize("factory", [RepFactory, FieldManagerFactory])
def test_reps_and_field_managers_see_the_people_of_their_territories(factory):
    mine, other = DealerFactory(), DealerFactory()
    rep = factory(territory=TerritoryFactory(dealers=[mine]))
    RepFactory(territory=TerritoryFactory(dealers=[other]))
    learner = LearnerFactory(at=mine)
    LearnerFactory(at=other)

    assert set(queries.people_visible_to(rep)) == {rep, learner}
    assert set(queries.organisations_visible_to(rep)) == {ManufacturerFactory(), mine}
    assert set(queries.dealers_looked_after_by(rep)) == {mine}
    assert set(queries.territories_visible_to(rep)) == set(rep.territories.all())


def test_dealer_in_two_territories_of_a_rep_is_listed_once():
    dealer = DealerFactory()
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    TerritoryFactory(dealers=[dealer], people=[rep])

    assert list(queries.dealers_looked_after_by(rep)) == [dealer]


@pytest.mark.parametrize("group", sorted(StaffGroup.SEEING_EVERYONE))
def test_those_who_administer_see_everyone(group):
    staff = StaffFactory(group=group)
    LearnerFactory()
    TerritoryFactory()

    assert queries.is_seeing_everyone(staff)
    assert queries.people_visible_to(staff).count() == Person.objects.count()
    assert queries.organisations_visible_to(staff).count() == 2
    assert queries.memberships_visible_to(staff).count() == 2
    assert queries.territories_visible_to(staff).count() == 1


@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.INSTRUCTORS])
def test_those_who_write_courses_see_themselves_only(group):
    staff = StaffFactory(group=group)
    LearnerFactory()

    assert set(queries.people_visible_to(staff)) == {staff}
    assert not queries.is_seeing_everyone(staff)


def test_superuser_sees_everyone():
    LearnerFactory()

    assert queries.people_visible_to(SuperuserFactory()).count() == Person.objects.count()


def test_leader_who_left_sees_nobody_from_the_day_after_the_last():
    dealer = DealerFactory()
    leader, colleague = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    leader.memberships.update(valid_until=dt.date(2026, 3, 31))

    with time_machine.travel(dt.datetime(2026, 3, 31, 15, 59, tzinfo=dt.UTC), tick=False):
        assert set(queries.people_visible_to(leader)) == {leader, colleague}
    with time_machine.travel(dt.datetime(2026, 3, 31, 16, 0, tzinfo=dt.UTC), tick=False):
        assert set(queries.people_visible_to(leader)) == {leader}
        assert not queries.organisations_visible_to(leader)
        assert not queries.dealers_led_by(leader)


def test_colleague_who_left_is_seen_no_more():
    dealer = DealerFactory()
    owner, gone = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    gone.memberships.update(valid_until=dt.date(2024, 6, 30))

    assert set(queries.people_visible_to(owner)) == {owner}


def test_rep_who_became_a_specialist_sees_the_territory_no_more():
    dealer = DealerFactory()
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    LearnerFactory(at=dealer)
    rep.memberships.update(valid_until=dt.date(2024, 6, 30))
    MembershipFactory(
        person=rep, organisation=ManufacturerFactory(), role=Role.SPECIALIST, position=Position.HEADQUARTERS
    )

    assert set(queries.people_visible_to(rep)) == {rep}
    assert not queries.dealers_looked_after_by(rep)


def test_dealer_that_moves_to_another_territory_is_seen_by_the_other_rep_at_once():
    dealer = DealerFactory()
    learner = LearnerFactory(at=dealer)
    mine, other = TerritoryFactory(dealers=[dealer]), TerritoryFactory()
    rep, colleague = RepFactory(territory=mine), RepFactory(territory=other)

    mine.dealers.remove(dealer)
    other.dealers.add(dealer)

    assert learner not in queries.people_visible_to(rep)
    assert learner in queries.people_visible_to(colleague)


def test_ones_own_memberships_stay_visible_when_they_are_past():
    person = LearnerFactory()
    past = MembershipFactory(person=person, valid_until=dt.date(2024, 6, 30))
    MembershipFactory()

    assert set(queries.memberships_visible_to(person)) == set(person.memberships.all())
    assert past in queries.memberships_visible_to(person)


def test_leader_sees_of_a_colleague_only_what_they_do_at_the_own_dealer():
    dealer = DealerFactory()
    owner, colleague = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    elsewhere = MembershipFactory(person=colleague, organisation=OrganisationFactory())

    assert elsewhere not in queries.memberships_visible_to(owner)
    assert queries.memberships_visible_to(owner).count() == 2


@pytest.mark.parametrize("count", [1, 30])
def test_every_door_is_one_query(count, django_assert_num_queries):
    dealers = DealerFactory.create_batch(count)
    rep = RepFactory(territory=TerritoryFactory(dealers=dealers))
    for dealer in dealers:
        LearnerFactory(at=dealer)

    for door in (
        queries.people_visible_to,
        queries.organisations_visible_to,
        queries.memberships_visible_to,
        queries.territories_visible_to,
    ):
        with django_assert_num_queries(1):
            assert [str(row) for row in door(rep)]


def test_nothing_is_broken_in_an_ordinary_network():
    above = DealerFactory()
    OwnerFactory(at=DealerFactory(parent=DealerFactory(parent=above)))
    TerritoryFactory(dealers=[above], people=[RepFactory()])

    assert queries.broken_invariants() == {}


def test_what_is_broken_in_the_network_is_found():
    first = DealerFactory()
    second = DealerFactory(parent=first)
    type(first).objects.filter(pk=first.pk).update(parent=second)
    DealerFactory(parent=second)
    MembershipFactory(role=Role.REP)
    TerritoryFactory(dealers=[ManufacturerFactory()])

    assert queries.broken_invariants() == {
        "memberships whose role does not fit their organisation": 1,
        "territories with a manufacturer in them": 1,
        "organisations in a circle of suppliers": 3,
    }


def test_gaps_in_the_network_are_counted():
    dealer = DealerFactory()
    OwnerFactory(at=dealer)
    TerritoryFactory(dealers=[dealer], people=[RepFactory()])
    empty = DealerFactory()
    LearnerFactory(at=empty)
    TerritoryFactory(dealers=[empty], people=[PersonFactory()])

    gaps = queries.gaps_in_the_network()

    assert (gaps.leaderless, gaps.not_looked_after, gaps.working_nowhere) == (1, 1, 1)


def test_people_who_work_at_a_dealer_are_counted_once():
    dealer, empty = DealerFactory(), DealerFactory()
    learner = LearnerFactory(at=dealer)
    MembershipFactory(person=learner, organisation=dealer, position=Position.WAREHOUSE)
    MembershipFactory(organisation=dealer, valid_until=dt.date(2024, 12, 31))

    counted = queries.with_people_count(type(dealer).objects.all())

    assert {organisation: organisation.people_count for organisation in counted} == {dealer: 1, empty: 0}


@pytest.mark.parametrize("typed", ["WANG@example.com", "139 0000 0001", "uuid"])
def test_person_is_found_by_what_an_admin_types(typed):
    person = PersonFactory(email="wang@example.com", phone="+8613900000001")

    assert queries.person_named(str(person.uuid) if typed == "uuid" else typed) == person
    assert queries.person_named("13900000009") is None
