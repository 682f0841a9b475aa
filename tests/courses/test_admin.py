"""Further attempts in the admin, and what the learner then sees."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import AttemptGrant
from people.enums import StaffGroup
from tests.factories.courses import enrolled, ready, sit_exam
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db
BUTTON = "Give further attempts"


@pytest.fixture
def admin(client):
    admin = StaffFactory(group=StaffGroup.CURRICULUM_ADMINS, language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


@pytest.fixture
def used_up():
    enrolment = ready()
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)
    return enrolment


def address(name, enrolment):
    return reverse(f"enrolment:{name}", args=[enrolment.pk])


def seen_by_learner(enrolment, name):
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(enrolment.person)
    browser.cookies["django_language"] = "en"
    args = [] if name == "dashboards:home" else [enrolment.course.uuid]
    return browser.get(reverse(name, args=args)).content.decode()


def test_learner_reads_whom_to_ask_is_given_an_attempt_and_finds_it_everywhere(client, admin, used_up):
    exam_page = seen_by_learner(used_up, "courses:exam_detail")
    assert "All 3 attempts are used up" in exam_page
    assert "ask whoever runs the courses at headquarters" in exam_page
    page = client.get(address("grant_attempts", used_up)).content.decode()
    assert "The right answers have been shown to this learner" in page

    answer = client.post(address("grant_attempts", used_up), {"count": 2, "reason": "The line was down"}, follow=True)

    assert f"{used_up.person.full_name} has 2 further attempts." in answer.content.decode()
    assert AttemptGrant.objects.get().granted_by == admin
    exam_page = seen_by_learner(used_up, "courses:exam_detail")
    assert "You have been given 2 further attempts." in exam_page
    assert "The line was down" in exam_page
    assert "<b>2 attempts left.</b>" in exam_page
    assert "Headquarters has given you another attempt." in seen_by_learner(used_up, "courses:course_detail")
    assert "Headquarters has given you another attempt." in seen_by_learner(used_up, "dashboards:home")


def test_page_of_the_enrolment_tells_what_was_given_and_by_whom(client, admin, used_up):
    client.post(address("grant_attempts", used_up), {"count": 1, "reason": "The line was down"})

    page = client.get(address("inspect", used_up)).content.decode()
    history = client.get(address("history", used_up)).content.decode()

    assert "1 on " in page
    assert ": The line was down" in page
    assert BUTTON not in page
    assert "1 further attempt given: The line was down" in history
    assert admin.full_name in history


def test_button_is_there_only_when_no_attempt_is_left(client, admin, used_up):
    assert BUTTON in client.get(address("inspect", used_up)).content.decode()
    assert BUTTON not in client.get(address("inspect", enrolled())).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"count": 1, "reason": " "}, {"count": 0, "reason": "ill"}, {"count": 99, "reason": "ill"}, {"reason": "ill"}],
)
def test_bad_input_comes_back_in_the_form(client, admin, used_up, typed):
    answer = client.post(address("grant_attempts", used_up), typed)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert typed["reason"] in answer.content.decode()
    assert not AttemptGrant.objects.exists()


def test_second_click_is_told_that_there_is_an_attempt(client, admin, used_up):
    typed = {"count": 1, "reason": "ill"}
    client.post(address("grant_attempts", used_up), typed)

    answer = client.post(address("grant_attempts", used_up), typed).content.decode()

    assert "has an attempt left or has passed" in answer
    assert AttemptGrant.objects.count() == 1


@pytest.mark.parametrize("group", [StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.INSTRUCTORS])
def test_other_staff_give_nothing(client, used_up, group):
    client.force_login(StaffFactory(group=group))

    answer = client.post(address("grant_attempts", used_up), {"count": 1, "reason": "ill"})

    assert answer.status_code in (302, 403, 404)
    assert not AttemptGrant.objects.exists()
