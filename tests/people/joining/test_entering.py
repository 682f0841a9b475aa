"""From the poster to the request, page by page."""

import pytest
from django.urls import reverse

from people.enums import Role
from people.joining.actions.codes import open_owner_code
from people.models import JoinRequest, Membership, Person, SignInCode
from tests.factories.joining import JoinCodeFactory
from tests.factories.people import DealerFactory, LearnerFactory, PersonFactory, RepFactory, TerritoryFactory
from tests.people.signing_in.browsers import Browser, body_of, newest_digits, statements, wrong_digits

pytestmark = pytest.mark.django_db

PROVE, PHONE = "/join/prove/", "+8613900000077"
TYPED = {"full_name": "周 婷", "login": "139 0000 0077", "position": "SHOP_GUIDE"}


@pytest.fixture
def browser():
    return Browser()


@pytest.fixture
def code():
    return JoinCodeFactory(dealer=DealerFactory(name="样本店", name_en="Sample Shop"))


def page_of(code):
    return reverse("people:join_dealer", args=[code.code])


def test_somebody_new_is_in_the_list_of_those_who_wait_after_two_pages(browser, code):
    assert "Sample Shop" in browser.get(page_of(code)).content.decode()
    assert browser.post(page_of(code), TYPED).url == PROVE
    assert not Person.objects.filter(phone=PHONE).exists()

    answer = browser.post(PROVE, {"code": newest_digits()})

    asked = JoinRequest.objects.get()
    assert answer.url == reverse("people:join_request", args=[asked.uuid])
    assert (asked.person.phone, asked.person.full_name, asked.dealer) == (PHONE, "周 婷", code.dealer)
    assert browser.is_in
    assert "Now it is their turn" in browser.get(answer.url).content.decode()
    assert "You asked to join Sample Shop" in browser.get("/").content.decode()


def test_a_code_may_be_typed_as_it_is_printed(browser, code):
    answer = browser.post("/join/", {"code": f"{code.code[:4].lower()} {code.code[4:]}"})

    assert answer.url == page_of(code)
    assert "eight letters and digits" in browser.post("/join/", {"code": "12"}).content.decode()


def test_somebody_known_joins_with_the_same_account(browser, code):
    known = LearnerFactory(phone=PHONE, full_name="周婷")
    browser.post(page_of(code), TYPED)

    answer = browser.post(PROVE, {"code": newest_digits()}, follow=True)

    assert answer.redirect_chain[-1][0] == page_of(code)
    assert not JoinRequest.objects.exists()
    asked = browser.post(page_of(code), {"position": "SALES"})
    assert JoinRequest.objects.get().person == known
    assert asked.url == reverse("people:join_request", args=[JoinRequest.objects.get().uuid])
    assert Person.objects.filter(phone=PHONE).count() == 1


def test_whether_a_number_is_known_is_not_to_be_seen_before_it_is_shown(code):
    PersonFactory(phone="+8613900000078")
    Browser().post(page_of(code), TYPED | {"login": "13900000079"})  # the first one makes the counters
    pages, asked = [], []
    for login in ("13900000077", "13900000078"):
        browser = Browser()
        browser.get(page_of(code))
        with statements() as sql:
            answer = browser.post(page_of(code), TYPED | {"login": login})
        asked.append(sql)
        pages.append(body_of(browser.get(answer.url)).replace(login[-2:], ""))

    assert pages[0] == pages[1]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_wrong_code_and_one_that_is_over_look_the_same(code, signed_in):
    browser = Browser()
    if signed_in:
        browser.force_login(PersonFactory())
    code.closed_at = code.opened_at
    code.save()

    over, wrong = browser.get(page_of(code)), browser.get("/join/AAAABBBB/")

    assert over.status_code == wrong.status_code == 404
    assert body_of(over).replace(page_of(code), "") == body_of(wrong).replace("/join/AAAABBBB/", "")
    assert "样本店" not in over.content.decode()


def test_trying_codes_is_stopped_by_network_and_counts_only_wrong_ones(code):
    browser = Browser()
    for _ in range(25):
        assert browser.get(page_of(code)).status_code == 200
    for _ in range(20):
        assert browser.get("/join/AAAABBBB/").status_code == 404

    assert browser.get("/join/AAAABBBB/").status_code == 429
    assert browser.get(page_of(code)).status_code == 429
    assert Browser().get(page_of(code)).status_code == 200


def test_wrong_digits_enter_nobody_and_five_end_the_code(browser, code):
    browser.post(page_of(code), TYPED)

    for _ in range(5):
        answer = browser.post(PROVE, {"code": wrong_digits()})
    last = browser.post(PROVE, {"code": newest_digits()})

    assert "wrong five times" in answer.content.decode()
    assert "no longer works" in last.content.decode()
    assert not Person.objects.filter(phone=PHONE).exists()
    assert not browser.is_in


def test_what_was_typed_is_kept_when_one_goes_back(browser, code):
    browser.post(page_of(code), TYPED)

    page = browser.get(page_of(code)).content.decode()
    again = browser.post(page_of(code), TYPED)

    assert 'value="周 婷"' in page
    assert "less than a minute ago" in again.content.decode()
    assert 'value="周 婷"' in again.content.decode()


def test_a_name_that_nobody_can_print_is_refused_at_once(browser, code):
    answer = browser.post(page_of(code), TYPED | {"full_name": "周\ue000"})

    assert answer.status_code == 200
    assert "private set" in answer.content.decode()
    assert not SignInCode.objects.exists()


def test_the_digits_work_in_the_browser_that_asked_only(code):
    Browser().post(page_of(code), TYPED)

    answer = Browser().post(PROVE, {"code": newest_digits()})

    assert answer.url == "/join/"
    assert not Person.objects.filter(phone=PHONE).exists()


def test_a_code_that_was_used_up_meanwhile_still_enters_the_person_and_says_so(browser, code):
    browser.post(page_of(code), TYPED)
    code.uses = code.limit
    code.save()

    answer = browser.post(PROVE, {"code": newest_digits()}, follow=True)

    assert browser.is_in
    assert not JoinRequest.objects.exists()
    assert "This code lets nobody in" in answer.content.decode()


def test_the_first_owner_leads_the_dealer_after_two_pages(browser):
    dealer = DealerFactory()
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    code = open_owner_code(dealer, by=rep)

    page = browser.get(page_of(code)).content.decode()
    browser.post(page_of(code), {"full_name": "王老板", "login": "13900000077"})
    browser.post(PROVE, {"code": newest_digits()})

    assert "position" not in page
    membership = Membership.objects.get(organisation=dealer)
    assert (membership.role, membership.person.full_name) == (Role.OWNER, "王老板")
    assert browser.get("/team/", follow=True).status_code == 200


def test_somebody_signed_in_becomes_the_first_owner_by_one_tap(browser):
    dealer = DealerFactory()
    code = open_owner_code(dealer, by=RepFactory(territory=TerritoryFactory(dealers=[dealer])))
    person = PersonFactory()
    browser.force_login(person)

    browser.get(page_of(code))
    answer = browser.post(page_of(code))

    assert answer.url == "/"
    assert person.memberships.get().role == Role.OWNER
    assert browser.post(page_of(code)).status_code == 404


def test_a_dealer_s_code_sends_no_flood_of_messages_to_strangers(code, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join_code_sent": "2/h/key"}
    logins = [f"139 0000 00{number}" for number in (81, 82, 83)]

    answers = [Browser().post(page_of(code), TYPED | {"login": login}).status_code for login in logins]

    assert answers == [302, 302, 200]


def test_a_position_must_be_chosen(browser, code):
    page = browser.post(page_of(code), TYPED | {"position": ""}).content.decode()

    assert "Choose one." in page
    assert 'value="周 婷"' in page
