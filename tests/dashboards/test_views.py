import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from certificates.enums import CertificateState
from people.enums import Position
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import completed, do_lesson, do_lessons, enrolled, lesson_in_both, released, sit_exam
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OwnerFactory,
    PersonFactory,
    RepFactory,
    StaffFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

HOME, ME = "/", "/me/"


def page_of(client, person, path=HOME, language="zh-hans"):
    client.force_login(person)
    client.cookies["django_language"] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# Home


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_home_leads_strangers_to_the_front_page_in_their_language(client, language):
    client.cookies["django_language"] = language

    response = client.get(HOME)

    assert response.status_code == 302
    assert response.url == f"/{language}/"


@pytest.mark.parametrize(
    ("zone", "greeting", "day"),
    [("Asia/Shanghai", "早上好", "2026年11月24日 星期二"), ("America/New_York", "晚上好", "2026年11月23日 星期一")],
)
def test_home_greets_by_the_clock_of_the_dealer(client, zone, greeting, day):
    learner = LearnerFactory(full_name="周婷", at=DealerFactory(zone=zone))

    with time_machine.travel(dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC), tick=False):
        page = page_of(client, learner)

    assert f"<h1>{greeting}，周婷</h1>" in page
    assert day in page


def test_home_carries_on_at_the_exact_place_with_the_sum_that_waits(client):
    enrolment = enrolled()
    first, second, _third = lesson_keys(enrolment)
    do_lesson(enrolment, first)

    page = page_of(client, enrolment.person)

    card = re.search(r'<section class="carry-on".*?</section>', page, re.DOTALL)[0]
    assert f'href="{reverse("courses:lesson_detail", args=[enrolment.course.uuid, second])}' in card
    assert "620,000 ÷ 10,360" in card
    assert "第 2 课，共 3 课" in card
    assert card.count('class="is-done"') == 1


def lesson_keys(enrolment):
    return [lesson["key"] for lesson in enrolment.structure.plan["lessons"]]


def test_home_offers_the_exam_once_the_lessons_are_done(client):
    enrolment = do_lessons(enrolled())

    card = re.search(r'<section class="carry-on".*?</section>', page_of(client, enrolment.person), re.DOTALL)[0]

    assert f'href="{reverse("courses:exam_detail", args=[enrolment.course.uuid])}"' in card
    assert "4 题" in card


def test_home_of_a_newcomer_starts_the_first_course_with_one_button(client):
    course = released()
    learner = LearnerFactory()

    page = page_of(client, learner)

    assert f'action="{reverse("courses:start_course", args=[course.uuid])}"' in page
    assert "给你的课" in page


def test_home_without_any_course_says_what_will_be_there(client):
    page = page_of(client, LearnerFactory())

    assert "这里会放你的课" in page
    assert "carry-on" not in page
    assert reverse("wagtailadmin_home") not in page


def test_home_of_an_editor_without_courses_leads_to_the_editing_pages(client):
    assert reverse("wagtailadmin_home") in page_of(client, StaffFactory())


def test_home_shows_owners_their_team_and_nothing_of_failed_exams(client):
    dealer = DealerFactory()
    owner = OwnerFactory(at=dealer)
    learner = LearnerFactory(full_name="林晓燕", at=dealer)
    stranger = LearnerFactory(full_name="别家人")
    course = released()
    sit_exam(do_lessons(enrolled(learner, course)), wrong=4)
    enrolled(stranger, course)

    page = page_of(client, owner)

    assert "林晓燕" in page
    assert "开始了 1 门" in page
    assert "通过 1 门" not in page
    assert "别家人" not in page


def test_home_shows_reps_their_dealers_first(client):
    dealer = DealerFactory(name="顺达电器")
    elsewhere = DealerFactory(name="别区电器")
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    enrolled(LearnerFactory(at=dealer))
    LearnerFactory(at=dealer)
    LearnerFactory(at=elsewhere)

    page = page_of(client, rep)

    assert "顺达电器" in page
    assert "2 人，1 人在学" in page
    assert "别区电器" not in page


def test_home_shows_a_long_name_whole(client):
    learner = LearnerFactory(full_name="阿卜杜热依木" * 5)

    assert "阿卜杜热依木" * 5 in page_of(client, learner)


def test_home_speaks_english_with_english_names(client):
    dealer = DealerFactory(name_en="Shunda Appliances")
    learner = LearnerFactory(latin_name="Zhou Ting", at=dealer)

    page = page_of(client, learner, language="en")

    assert "Zhou Ting</h1>" in page
    assert "Shunda Appliances" in page


@pytest.mark.parametrize("make", [LearnerFactory, OwnerFactory])
def test_who_sees_this_stands_on_every_page_of_ones_learning(client, make):
    """Home, outline, result and certificate; to owners also beside their team."""
    dealer = DealerFactory()
    person = make(at=dealer)
    seer = ManagerFactory(at=dealer, full_name="看得见的人")
    enrolment = completed(enrolled(person))
    attempt, certificate = enrolment.attempts.get(), person.certificates.get()
    client.force_login(person)
    result = reverse("courses:attempt_result", args=[attempt.uuid])

    pages = ["/", enrolment.course.get_absolute_url(), result, certificate.get_absolute_url()]
    found = [client.get(page).content.decode().count(f">{seer.full_name}（") for page in pages]

    assert found == [2 if make is OwnerFactory else 1, 1, 1, 1]


@pytest.mark.database
@pytest.mark.parametrize("course_count", [1, 30])
def test_home_asks_at_most_ten_times(client, django_assert_max_num_queries, course_count):
    learner = LearnerFactory()
    for _ in range(course_count):
        course = released(lessons=(*lesson_in_both(1), *lesson_in_both(2)), questions=())
        do_lesson(enrolment := enrolled(learner, course), lesson_keys(enrolment)[0])
    page_of(client, learner)

    with django_assert_max_num_queries(10):
        page_of_again = client.get(HOME)

    assert page_of_again.status_code == 200


def test_home_does_not_ask_for_the_groups_of_whoever_is_in_none(client, django_assert_max_num_queries):
    page_of(client, LearnerFactory())

    with django_assert_max_num_queries(10) as asked:
        client.get(HOME)

    assert not [one["sql"] for one in asked.captured_queries if 'FROM "auth_group"' in one["sql"]]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", [HOME, ME])
def test_pages_are_for_reading(client, path, method):
    client.force_login(PersonFactory())

    assert getattr(client, method)(path).status_code == 405


# Me


def test_me_is_for_those_who_signed_in(client):
    response = client.get(ME)

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={ME}"


def test_me_names_dealer_and_position(client):
    dealer = DealerFactory(name="顺达电器")
    person = PersonFactory(full_name="周婷")
    MembershipFactory(person=person, organisation=dealer, position=Position.WAREHOUSE)

    page = page_of(client, person, ME)

    assert "<h1>周婷</h1>" in page
    assert f"顺达电器&nbsp;· {Position.WAREHOUSE.label}" in page


@pytest.mark.parametrize("make_person", [LearnerFactory, RepFactory])
def test_me_says_who_sees_what_and_speaks_of_owners_only_at_dealers(client, make_person):
    person = make_person()
    is_at_dealer = make_person is LearnerFactory

    page = page_of(client, person, ME, language="en")

    assert "Those who run the university at headquarters" in page
    assert ("Your dealer’s owner and manager, your rep" in page) == is_at_dealer


def test_me_shows_the_phone_number_as_people_write_it(client):
    person = LearnerFactory(phone="+8613900000017")

    page = page_of(client, person, ME)

    assert "139 0000 0017" in page


def test_me_lists_own_certificates_and_says_which_no_longer_count(client):
    person = LearnerFactory()
    valid = CertificateFactory(holder=person)
    revoked = CertificateFactory(holder=person, state=CertificateState.REVOKED)
    someone_elses = CertificateFactory()

    page = page_of(client, person, ME)

    assert valid.get_absolute_url() in page
    assert revoked.get_absolute_url() in page
    assert someone_elses.get_absolute_url() not in page
    assert page.count("badge-warning") == 1


def test_me_without_certificates_says_how_to_get_one(client):
    page = page_of(client, LearnerFactory(), ME)

    assert "这里会放你的证书" in page
    assert reverse("cms:catalogue") in page


def test_me_offers_both_languages_by_their_own_names_and_a_theme(client):
    page = page_of(client, LearnerFactory(), ME, language="en")

    assert re.search(r'value="zh-hans" lang="zh-Hans" aria-pressed="false">中文<', page)
    assert re.search(r'value="en" lang="en" aria-pressed="true">English<', page)
    assert "<theme-choice hidden>" in page


def test_me_leads_editors_to_the_admin_and_nobody_else(client):
    assert reverse("wagtailadmin_home") in page_of(client, StaffFactory(), ME)
    assert reverse("wagtailadmin_home") not in page_of(client, OwnerFactory(), ME)


@pytest.mark.parametrize("certificate_count", [1, 30])
def test_me_asks_the_same_number_of_times(client, django_assert_num_queries, certificate_count):
    person = LearnerFactory()
    for _ in range(certificate_count):
        CertificateFactory(holder=person)
    page_of(client, person, ME)  # what pages look like is kept for a while

    with django_assert_num_queries(6):
        response = client.get(ME)

    assert response.content.decode().count('class="row-mark') >= certificate_count
