"""Pages of those who lead a dealer, of its rep, and of those who wait."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.actions.memberships import today_at
from people.joining.enums import JoinState
from people.models import Invitation, JoinCode
from people.queries import deputies_of, organisations_of
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    LearnerFactory,
    OwnerFactory,
    RepFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealer():
    return DealerFactory(name_en="Sample Shop")


@pytest.fixture
def owner(dealer):
    return OwnerFactory(at=dealer, full_name="王姐", latin_name="Wang Jie")


@pytest.fixture
def at_owner(client, owner):
    client.cookies["django_language"] = "en"
    client.force_login(owner)
    return client


def url(name, thing):
    return reverse(f"people:{name}", args=[thing.uuid])


def test_owner_opens_a_code_and_gets_a_poster(at_owner, dealer, settings):
    settings.SITE_URL = "https://uni.example"

    answer = at_owner.post(url("open_join_code", dealer), {"limit": "10", "days": "7"}, follow=True)

    code, page = JoinCode.objects.get(), answer.content.decode()
    assert f"https://uni.example/join/{code.code}/" in page
    assert str(code) in page
    assert "<svg" in page.partition("poster-code")[2]
    assert "0 of 10 people" in page
    closed = at_owner.post(url("close_join_code", code), follow=True)
    assert "lets nobody in any more" in closed.content.decode()


def test_a_code_is_opened_for_offered_numbers_only(at_owner, dealer):
    answer = at_owner.post(url("open_join_code", dealer), {"limit": "30000", "days": "7"})

    assert answer.status_code == 200
    assert not JoinCode.objects.exists()


def test_owner_answers_a_request(at_owner, dealer, owner):
    asked = JoinRequestFactory(dealer=dealer)
    page = url("answer_join_request", asked)
    assert "Let in" in at_owner.get(page).content.decode()

    answer = at_owner.post(page, {"answer": "approve", "position": "FINANCE"}, follow=True)

    assert "Wang Jie" in answer.content.decode()
    assert dealer in organisations_of(asked.person)
    late = at_owner.post(page, {"answer": "refuse", "reason": "x"}, follow=True)
    assert "before you" in late.content.decode()


def test_a_refusal_without_a_reason_comes_back(at_owner, dealer):
    asked = JoinRequestFactory(dealer=dealer)

    answer = at_owner.post(url("answer_join_request", asked), {"answer": "refuse", "reason": ""})

    assert "This field is required" in answer.content.decode()
    at_owner.post(url("answer_join_request", asked), {"answer": "refuse", "reason": "不认识"})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (JoinState.REFUSED, "不认识")


def test_the_rep_reads_a_young_request_and_cannot_answer_it(client, dealer, owner):
    client.cookies["django_language"] = "en"
    client.force_login(RepFactory(territory=TerritoryFactory(dealers=[dealer])))
    asked = JoinRequestFactory(dealer=dealer)

    page = client.get(url("answer_join_request", asked)).content.decode()
    client.post(url("answer_join_request", asked), {"answer": "approve", "position": "SALES"})

    assert "it comes to the rep" in page
    assert "Let in" not in page
    asked.refresh_from_db()
    assert asked.is_waiting


def test_owner_invites_by_name_and_takes_it_back(at_owner, dealer):
    page = url("invite_person", dealer)
    typed = {"full_name": "小周", "login": "139 0000 0077", "position": "SALES"}

    answer = at_owner.post(page, typed, follow=True)

    invitation = Invitation.objects.get()
    assert invitation.person.phone == "+8613900000077"
    assert "The invitation to 小周" in answer.content.decode()
    at_owner.post(url("withdraw_invitation", invitation))
    invitation.refresh_from_db()
    assert invitation.state == JoinState.WITHDRAWN
    wrong = at_owner.post(page, typed | {"login": "12"})
    assert 'value="小周"' in wrong.content.decode()


@pytest.mark.parametrize(("answer", "is_in"), [("accept", True), ("decline", False), ("", False)])
def test_who_is_invited_answers_with_one_tap(client, answer, is_in):
    invitation = InvitationFactory()
    client.force_login(invitation.person)
    assert client.get(url("answer_invitation", invitation)).status_code == 200

    client.post(url("answer_invitation", invitation), {"answer": answer})

    assert organisations_of(invitation.person).exists() is is_in


def test_owner_sets_the_last_day_of_somebody(at_owner, dealer):
    membership = LearnerFactory(at=dealer).memberships.get()
    page, yesterday = url("close_membership", membership), today_at(dealer) - dt.timedelta(days=1)

    early = at_owner.post(page, {"last_day": "2001-01-01"})
    answer = at_owner.post(page, {"last_day": yesterday.isoformat()}, follow=True)

    assert "cannot come before the first" in early.content.decode()
    assert "Last day:" in answer.content.decode()
    assert "Move the last day" not in answer.content.decode()
    membership.refresh_from_db()
    assert membership.valid_until == yesterday


def test_owner_of_the_dealer_is_not_closed_here(at_owner, owner):
    assert at_owner.get(url("close_membership", owner.memberships.get())).status_code == 404


def test_a_guide_leaves_and_is_told_that_the_record_stays(client, dealer):
    guide = LearnerFactory(at=dealer)
    client.cookies["django_language"] = "en"
    client.force_login(guide)
    page = url("leave_dealer", guide.memberships.get())
    assert client.get(page).status_code == 200

    answer = client.post(page, follow=True)

    assert "what you learned stays yours" in answer.content.decode()
    assert not organisations_of(guide).exists()


def test_an_owner_is_told_to_ask_the_rep(at_owner, owner):
    page = url("leave_dealer", owner.memberships.get())

    assert "ask your rep" in at_owner.post(page, follow=True).content.decode()


def test_whoever_asked_withdraws(client):
    asked = JoinRequestFactory()
    client.cookies["django_language"] = "en"
    client.force_login(asked.person)

    answer = client.post(url("withdraw_join_request", asked), follow=True)

    assert "You took this back" in answer.content.decode()


def test_the_page_of_a_request_says_who_answers(client, dealer, owner):
    asked = JoinRequestFactory(dealer=dealer)
    client.force_login(asked.person)

    assert "王姐" in client.get(url("join_request", asked)).content.decode()


def test_the_code_for_a_first_owner_is_its_reps_alone(client):
    dealer = DealerFactory()
    territory = TerritoryFactory(dealers=[dealer])
    rep, colleague = RepFactory(territory=territory), RepFactory(territory=territory)
    client.force_login(rep)

    poster = client.post(url("open_owner_code", dealer)).url

    assert client.get(poster).status_code == 200
    client.force_login(colleague)
    assert client.get(poster).status_code == 404
    assert client.get(url("join_code_poster", JoinCodeFactory(dealer=dealer))).status_code == 200


# Deputies


def test_the_owner_names_a_deputy_until_a_day_and_ends_it(at_owner, dealer):
    guide = LearnerFactory(at=dealer, full_name="老赵", latin_name="Lao Zhao")
    page = url("deputies", dealer)
    last = today_at(dealer) + dt.timedelta(days=7)

    named = at_owner.post(page, {"person": guide.uuid, "valid_until": last.isoformat()}, follow=True)

    assert "Lao Zhao stands in for you" in named.content.decode()
    deputy = deputies_of(dealer).get()
    assert (deputy.person, deputy.valid_until) == (guide, last)
    end = reverse("people:end_deputy", args=[dealer.uuid, deputy.uuid])
    for _ in range(2):
        assert at_owner.post(end).url == page
    assert not deputies_of(dealer).exists()


def test_the_team_page_leads_the_owner_from_a_person_to_naming_them_and_from_a_deputy_to_the_end(
    at_owner, dealer, client
):
    guide, deputy = LearnerFactory(at=dealer), DeputyFactory(at=dealer, latin_name="Ma Yu")
    team, page = reverse("dashboards:team_of_dealer", args=[dealer.uuid]), url("deputies", dealer)
    of_guide = reverse("people:close_membership", args=[guide.memberships.get().uuid])

    to_name = f"{page}?who={guide.uuid}"
    assert to_name in at_owner.get(of_guide).content.decode()
    assert f'value="{guide.uuid}" selected' in at_owner.get(to_name).content.decode()
    assert f'href="{page}" aria-label="Deputy: change Ma Yu"' in at_owner.get(team).content.decode()

    client.force_login(deputy)
    assert to_name not in client.get(of_guide).content.decode()
    assert "Deputy: change" not in client.get(team).content.decode()


def test_a_deputy_is_one_of_the_own_staff_and_has_a_last_day_that_is_possible(at_owner, dealer):
    guide, page = LearnerFactory(at=dealer), url("deputies", dealer)

    foreign = at_owner.post(page, {"person": LearnerFactory().uuid, "valid_until": "2026-01-01"})
    late = at_owner.post(page, {"person": guide.uuid, "valid_until": "2099-01-01"})

    assert "Select a valid choice" in foreign.content.decode()
    assert "Choose such a day" in late.content.decode()
    assert not deputies_of(dealer).exists()


def test_deputies_page_asks_the_same_number_of_times(at_owner, dealer):
    counts = []
    for _ in (1, 2):
        for _ in range(5):
            LearnerFactory(at=dealer)
            DeputyFactory(at=dealer)
        with CaptureQueriesContext(connection) as asked:
            at_owner.get(url("deputies", dealer))
        counts.append(len(asked))

    assert counts[0] == counts[1]
