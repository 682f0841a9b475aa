import datetime as dt
import re

import pytest
from django.urls import reverse

from people.actions.memberships import end_membership, today_at
from people.enums import Role, StaffGroup
from tests.factories.courses import do_lessons, enrolled, released, short_course, sit_exam
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealer():
    return DealerFactory(name_en="Sample Shop")


def team_of(client, person, dealer, language="en"):
    client.force_login(person)
    client.cookies["django_language"] = language
    return client.get(reverse("dashboards:team_of_dealer", args=[dealer.uuid]))


def fill(dealer, count):
    for number in range(count):
        learner = LearnerFactory(at=dealer)
        enrolled(learner, released(short_course()))
        JoinRequestFactory(dealer=dealer)
        InvitationFactory(dealer=dealer)
        JoinCodeFactory(dealer=dealer)
        gone = LearnerFactory(at=dealer)
        end_membership(gone.memberships.get(), valid_until=today_at(dealer) - dt.timedelta(days=number + 1))


@pytest.mark.parametrize("count", [1, 30])
def test_team_page_query_count_is_constant(client, dealer, django_assert_num_queries, count):
    owner = OwnerFactory(at=dealer)
    fill(dealer, count)
    team_of(client, owner, dealer)

    with django_assert_num_queries(QUERIES):
        response = client.get(reverse("dashboards:team_of_dealer", args=[dealer.uuid]))

    team = response.context["team"]
    assert len(team.members) == count + 1
    assert len(team.waiting) == len(team.invited) == count
    assert len(team.left) == min(count, 20)


QUERIES = 13


@pytest.mark.parametrize(
    ("factory", "language", "called", "heading"),
    [
        (RepFactory, "en", "Dealers", "Dealers"),
        (FieldManagerFactory, "zh-hans", "经销商", "经销商"),
        (OwnerFactory, "en", "Team", "Teams"),
        (DeputyFactory, "zh-hans", "团队", "团队"),
    ],
)
def test_navigation_and_list_are_called_by_what_whoever_looks_has(client, factory, language, called, heading):
    dealers = [DealerFactory(), DealerFactory()]
    if factory in (RepFactory, FieldManagerFactory):
        person = factory(territory=TerritoryFactory(dealers=dealers), language=language)
    else:
        person = factory(at=dealers[0], language=language)
        MembershipFactory(person=person, organisation=dealers[1], role=Role.MANAGER)
    client.force_login(person)
    client.cookies["django_language"] = language

    body = client.get(reverse("dashboards:team")).content.decode()

    assert set(re.findall(r'href="/team/"[^>]*>.*?<span>(.*?)</span>', body, re.DOTALL)) == {called}
    assert f"<h1>{heading}</h1>" in body
    assert f"<title>{heading}" in body


def test_team_page_says_who_is_in_who_waits_and_who_left(client, dealer):
    owner, guide = OwnerFactory(at=dealer), LearnerFactory(at=dealer, latin_name="Zhou Ting")
    passed = do_lessons(enrolled(guide))
    sit_exam(passed)
    sit_exam(do_lessons(enrolled(guide)), wrong=4)
    asked = JoinRequestFactory(dealer=dealer)
    gone = LearnerFactory(at=dealer, latin_name="Lin Fang")
    end_membership(gone.memberships.get(), valid_until=today_at(dealer) - dt.timedelta(days=1))
    other = LearnerFactory()

    response = team_of(client, owner, dealer)

    team, page = response.context["team"], response.content.decode()
    rows = {member.row.person: member.row for member in team.members}
    assert set(rows) == {owner, guide}
    assert (rows[guide].started, rows[guide].done, rows[guide].passed) == (2, 1, 1)
    assert [one.request for one in team.waiting] == [asked]
    assert "Lin Fang" in page.partition("Who left")[2]
    assert other.latin_name not in page


def test_somebody_who_left_shows_nothing_learned(client, dealer):
    owner, guide = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    do_lessons(enrolled(guide))
    end_membership(guide.memberships.get(), valid_until=today_at(dealer) - dt.timedelta(days=1))

    page = team_of(client, owner, dealer).content.decode()

    assert guide.latin_name in page
    assert "1 course begun" not in page


def test_who_sees_this_names_those_who_do(client, dealer):
    owner, manager = OwnerFactory(at=dealer), ManagerFactory(at=dealer)
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    stranger = RepFactory(territory=TerritoryFactory())

    response = team_of(client, owner, dealer)

    assert [seer.person for seer in response.context["team"].seers] == [owner, manager, rep]
    assert f"{rep.latin_name} (rep)" in response.content.decode()
    assert stranger.latin_name not in response.content.decode()


def test_one_s_own_page_names_those_who_see_one_s_learning(client, dealer):
    owner, guide = OwnerFactory(at=dealer), LearnerFactory(at=dealer)
    client.force_login(guide)
    client.cookies["django_language"] = "en"

    assert f"{owner.latin_name} (owner)" in client.get("/me/").content.decode()


def test_the_rep_of_a_dealer_without_an_owner_runs_its_team(client, dealer):
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    LearnerFactory(at=dealer)

    alone = team_of(client, rep, dealer).context["team"]
    OwnerFactory(at=dealer)
    with_owner = team_of(client, rep, dealer).context["team"]

    assert (alone.may_run, alone.may_make_owner) == (True, True)
    assert [bool(member.changeable) for member in alone.members] == [True]
    assert (with_owner.may_run, with_owner.may_make_owner) == (False, False)
    assert not any(member.changeable for member in with_owner.members)


def test_team_leads_to_the_only_one_or_lists_them(client):
    dealers = [DealerFactory(), DealerFactory()]
    rep = RepFactory(territory=TerritoryFactory(dealers=dealers))
    owner = OwnerFactory(at=dealers[0])

    client.force_login(owner)
    assert client.get("/team/").url == reverse("dashboards:team_of_dealer", args=[dealers[0].uuid])
    client.force_login(rep)
    assert set(client.get("/team/").context["teams"]) == set(dealers)
    client.force_login(StaffFactory(group=StaffGroup.PLATFORM_ADMINS))
    assert set(client.get("/team/").context["teams"]) == set(dealers)
    client.force_login(LearnerFactory(at=dealers[0]))
    assert client.get("/team/").status_code == 404
