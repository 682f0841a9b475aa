import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CheckAnswer, Enrolment, Note
from tests.factories import courses as make
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def learner(client):
    person = LearnerFactory()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return person


@pytest.fixture
def enrolment(learner):
    return make.enrolled(learner)


def lessons_of(enrolment):
    return list(make.plan_of(enrolment.structure).lessons)


def url(name, enrolment, *more, lesson=0):
    return reverse(f"courses:{name}", args=[enrolment.course.uuid, lessons_of(enrolment)[lesson], *more])


def check_of(enrolment, lesson=0, number=0):
    return list(make.plan_of(enrolment.structure).lessons.values())[lesson][number]


def answered(client, enrolment, check, given, **extra):
    data = {"question_key": check.key, "given": given, "client_uuid": uuid4()}
    return client.post(url("answer_check_question", enrolment), data | extra.pop("data", {}), **extra)


def test_lesson_takes_four_queries_whatever_the_size_of_the_course(client, learner, django_assert_num_queries):
    for lesson_count in (1, 30):
        lessons = tuple(lesson for number in range(1, lesson_count + 1) for lesson in make.lesson_in_both(number))
        enrolment = make.enrolled(learner, make.released(lessons=lessons))
        client.get(url("lesson_detail", enrolment))

        with django_assert_num_queries(4):
            response = client.get(url("lesson_detail", enrolment))

        assert response.status_code == 200


def test_whoever_has_not_begun_is_led_to_the_outline(client, learner):
    course = make.released()
    lesson_key = next(iter(make.plan_of(course.structure).lessons))

    response = client.get(reverse("courses:lesson_detail", args=[course.uuid, lesson_key]))

    assert response.url == course.get_absolute_url()


def test_foreign_lesson_and_lesson_of_another_course_are_not_there(client, enrolment):
    other = make.released(make.short_course())
    foreign = next(iter(make.plan_of(other.structure).lessons))
    stranger = Client()
    stranger.force_login(PersonFactory())

    assert client.get(reverse("courses:lesson_detail", args=[enrolment.course.uuid, foreign])).status_code == 404
    assert stranger.get(url("lesson_detail", enrolment)).status_code == 404


@pytest.mark.parametrize("name", ["complete_lesson", "answer_check_question", "keep_place"])
def test_nobody_acts_in_a_course_that_they_have_not_begun(name, enrolment):
    other = Client()
    other.force_login(LearnerFactory())
    data = {"question_key": check_of(enrolment).key, "given": "b", "section": "own"}

    response = other.post(url(name, enrolment), data)

    assert response.status_code == 404
    assert not CheckAnswer.objects.exists()


def test_unchanged_lesson_is_not_sent_again_and_a_changed_one_is(client, enrolment):
    first = client.get(url("lesson_detail", enrolment))
    again = client.get(url("lesson_detail", enrolment), HTTP_IF_NONE_MATCH=first["ETag"])
    client.post(url("keep_note", enrolment, "own"), {"n-stock": "500"}, **JSON)
    changed = client.get(url("lesson_detail", enrolment), HTTP_IF_NONE_MATCH=first["ETag"])

    assert first["Cache-Control"] == "private, must-revalidate, max-age=0"
    assert again.status_code == 304
    assert changed.status_code == 200
    assert 'value="500"' in changed.content.decode()


@pytest.mark.parametrize("cookie", [("django_language", "zh-hans"), ("theme", "dark")])
def test_language_and_theme_are_other_pages(client, enrolment, cookie):
    first = client.get(url("lesson_detail", enrolment))
    client.cookies[cookie[0]] = cookie[1]

    assert client.get(url("lesson_detail", enrolment), HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_parts_have_the_anchors_that_places_are_kept_by(client, enrolment):
    html = client.get(url("lesson_detail", enrolment)).content.decode()

    parts = re.findall(r'class="lesson-part" id="([^"]+)"', html)
    assert parts == ["owner", "text", "own", "tomorrow", "q1"]
    for anchor in ("owner", "text", "own", "tomorrow", "q1", "q2"):
        assert f'id="{anchor}"' in html


def test_place_is_kept_and_the_outline_leads_back_to_it(client, enrolment):
    response = client.post(url("keep_place", enrolment), {"section": "own"}, **JSON)

    assert response.status_code == 200
    assert f"{url('lesson_detail', enrolment)}#own" in client.get(enrolment.course.get_absolute_url()).content.decode()


@pytest.mark.database
def test_button_ends_a_lesson_without_questions_once_however_often_it_is_pressed(client, enrolment):
    for _press in range(2):
        response = client.post(url("complete_lesson", enrolment, lesson=2))

    assert response.url == url("lesson_detail", enrolment, lesson=2) + "#lesson-end"
    assert enrolment.lesson_completions.count() == 1
    assert "This lesson is done." in client.get(url("lesson_detail", enrolment, lesson=2)).content.decode()


def test_button_does_not_end_a_lesson_with_open_questions(client, enrolment):
    response = client.post(url("complete_lesson", enrolment), follow=True)

    html = response.content.decode()
    assert "are still open" in html
    assert url("complete_lesson", enrolment) not in html
    assert not enrolment.lesson_completions.exists()


def test_plain_form_comes_back_to_its_question_with_the_answer_and_why(client, enrolment):
    check = check_of(enrolment)

    response = answered(client, enrolment, check, "a")
    page = client.get(response.url).content.decode()
    later = client.get(response.url).content.decode()

    assert response.url.endswith("#check-q1")
    assert "Not yet." in page
    assert f"CANARY explains {check.key} en" in page
    assert re.search(r'value="a" checked', page)
    assert "CANARY" not in later


def test_script_gets_the_question_with_its_feedback_and_the_end_of_the_lesson(client, enrolment):
    first, second = make.plan_of(enrolment.structure).lessons[lessons_of(enrolment)[0]]

    wrong = answered(client, enrolment, first, "a", **JSON).json()
    right = answered(client, enrolment, first, "b", **JSON).json()
    last = answered(client, enrolment, second, "５４ days", **JSON).json()

    assert (wrong["is_right"], right["is_right"], last["is_right"]) == (False, True, True)
    assert set(last["parts"]) == {"check-q2", "lesson-end", "lesson-ends"}
    assert "1 question of this lesson is still open" in right["parts"]["lesson-end"]
    assert "This lesson is done." in last["parts"]["lesson-end"]


def test_number_that_cannot_be_read_is_not_judged(client, enrolment):
    answer = answered(client, enrolment, check_of(enrolment, number=1), "viele", **JSON).json()

    assert answer["is_right"] is None
    assert "is not a number" in answer["parts"]["check-q2"]
    assert 'value="viele"' in answer["parts"]["check-q2"]
    assert "CANARY" not in str(answer)


@pytest.mark.database
def test_same_request_twice_is_one_answer_and_another_answer_under_it_a_conflict(client, enrolment):
    data = {"client_uuid": uuid4()}
    first = answered(client, enrolment, check_of(enrolment), "a", data=data, **JSON)
    again = answered(client, enrolment, check_of(enrolment), "a", data=data, **JSON)
    other = answered(client, enrolment, check_of(enrolment), "b", data=data, **JSON)

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert "Load the page again" in other.json()["notice"]
    assert CheckAnswer.objects.filter(is_conflict=False).count() == 1


@pytest.mark.parametrize("given", ["", "z"])
def test_answer_that_cannot_be_one_is_refused_with_a_sentence(client, enrolment, given):
    by_script = answered(client, enrolment, check_of(enrolment), given, **JSON)
    by_form = answered(client, enrolment, check_of(enrolment), given, follow=True)

    assert by_script.status_code == 400
    assert by_script.json()["notice"] in by_form.content.decode()


@pytest.mark.database
def test_own_numbers_are_kept_as_typed_and_shown_to_nobody_else(client, enrolment):
    colleague = make.enrolled(LearnerFactory(), enrolment.course)
    other = Client()
    other.force_login(colleague.person)

    answer = client.post(url("keep_note", enrolment, "own"), {"n-stock": "５００", "n-sold": ""}, **JSON)

    assert answer.json()["notice"].startswith("Saved ")
    assert Note.objects.get().value == {"stock": "５００", "sold": ""}
    assert 'value="５００"' in client.get(url("lesson_detail", enrolment)).content.decode()
    assert "５００" not in other.get(url("lesson_detail", enrolment)).content.decode()


def test_ticks_are_kept_and_taken_back(client, enrolment):
    client.post(url("keep_note", enrolment, "tomorrow"), {"checklist": "1", "ticked": ["one", "two"]})
    client.post(url("keep_note", enrolment, "tomorrow"), {"checklist": "1", "ticked": ["two"]})

    html = client.get(url("lesson_detail", enrolment)).content.decode()
    assert Note.objects.get().value == {"ticked": ["two"]}
    assert 'value="two" checked' in html
    assert 'value="one" checked' not in html


def test_note_on_a_block_that_takes_none_is_refused(client, enrolment):
    response = client.post(url("keep_note", enrolment, "text"), {"n-stock": "1"}, **JSON)

    assert response.status_code == 400
    assert not Note.objects.exists()


def test_missing_translation_is_labelled_and_keeps_its_language(client, learner):
    course = make.released(lessons=(make.compiled_lesson(title="只有中文"),), questions=())
    enrolment = make.enrolled(learner, course)

    html = client.get(url("lesson_detail", enrolment)).content.decode()

    assert "This is in Chinese" in html
    assert '<article class="lesson" lang="zh-Hans">' in html


def test_posts_without_a_token_are_refused(learner, enrolment):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)

    response = strict.post(url("keep_place", enrolment), {"section": "own"})

    assert response.status_code == 403
    assert Enrolment.objects.get().place == {}


def test_token_from_the_cookie_is_enough_for_scripts(learner, enrolment):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    strict.get(url("lesson_detail", enrolment))

    response = strict.post(
        url("keep_place", enrolment), {"section": "own"}, headers={"X-CSRFToken": strict.cookies["csrftoken"].value}
    )

    assert response.status_code == 302
    assert Enrolment.objects.get().place["section"] == "own"


@pytest.mark.parametrize("name", ["complete_lesson", "answer_check_question", "keep_place"])
def test_acts_are_posts_only(client, enrolment, name):
    assert client.get(url(name, enrolment)).status_code == 405
