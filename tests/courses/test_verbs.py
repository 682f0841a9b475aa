"""One verb for each state of a course, the same one on the home page, in the outline and in the catalogue."""

import re

import pytest
from django.urls import reverse

from courses.actions import start_attempt
from courses.models import Course
from courses.plans import plan_of
from tests.factories.courses import (
    completed,
    do_lesson,
    do_lessons,
    enrolled,
    released,
    sit_exam,
    without_exam,
)
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db


def not_begun(person):
    released()


def just_begun(person):
    enrolled(person)


def one_lesson_done(person):
    enrolment = enrolled(person)
    do_lesson(enrolment, next(iter(plan_of(enrolment.structure).lessons)))


def lessons_done(person):
    do_lessons(enrolled(person))


def sitting_the_exam(person):
    start_attempt(do_lessons(enrolled(person)))


def failed_once(person):
    sit_exam(do_lessons(enrolled(person)), wrong=4)


def failed_for_good(person):
    enrolment = do_lessons(enrolled(person))
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)


def passed(person):
    completed(enrolled(person))


def done_without_certificate(person):
    completed(enrolled(person, released(without_exam(certificate=None))))


USED_UP = "3 次考试机会", "All 3 attempts are used up."
STATES = {
    # state: (home and catalogue in Chinese and English), (outline in Chinese and English)
    not_begun: (("开始", "Start"), ("开始", "Start")),
    just_begun: (("接着学", "Carry on"), ("接着学第 1 课", "Carry on with lesson 1")),
    one_lesson_done: (("接着学", "Carry on"), ("接着学第 2 课", "Carry on with lesson 2")),
    lessons_done: (("去考试", "Go to the exam"), ("去考试", "Go to the exam")),
    sitting_the_exam: (("接着考", "Carry on"), ("接着考", "Carry on with the exam")),
    failed_once: (("再考一次", "Try again"), ("再考一次", "Try the exam again")),
    passed: (("看证书", "Certificate"), ("看证书", "See the certificate")),
    done_without_certificate: (("再看", "Review"), None),
}


def words_in(html, pattern):
    """What stands in the first thing like this, without its tags."""
    found = re.search(pattern, html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else None


@pytest.fixture(params=["zh-hans", "en"])
def reader(request, client):
    """A learner who reads this language. `index`: which of the two words to expect."""
    person = LearnerFactory()
    client.force_login(person)
    client.cookies["django_language"] = request.param
    client.index = ["zh-hans", "en"].index(request.param)
    client.person = person
    return client


def page(reader, url):
    return reader.get(url).content.decode()


@pytest.mark.parametrize("come_to", STATES, ids=lambda state: state.__name__)
def test_each_state_has_its_verb_everywhere(reader, come_to):
    come_to(reader.person)
    (short, whole), index = STATES[come_to], reader.index

    home = page(reader, reverse("dashboards:home"))
    catalogue = page(reader, reverse("cms:catalogue"))
    outline = page(reader, Course.objects.get().get_absolute_url())

    rows = words_in(home, r'<span class="row-end">(.*?)</span>')
    assert (words_in(home, r"carry-on-go[^>]*>(.*?)</") or rows) == short[index]
    assert words_in(catalogue, r'course-meta">.*<b>(.*?)</b>') == short[index]
    button = words_in(outline, r'class="button button-wide"[^>]*>(.*?)</(?:a|button)>')
    assert button == (whole[index] if whole else None)


def test_locked_says_why_everywhere(reader):
    failed_for_good(reader.person)

    for url in (reverse("dashboards:home"), reverse("cms:catalogue"), Course.objects.get().get_absolute_url()):
        assert USED_UP[reader.index] in page(reader, url), url
    catalogue = page(reader, reverse("cms:catalogue"))
    assert ("还没开放", "Locked")[reader.index] in catalogue


@pytest.mark.parametrize(
    ("come_to", "lesson", "exam"),
    [
        (just_begun, ("开始", "Start"), None),
        (lessons_done, ("再看", "Review"), ("开始", "Start")),
        (sitting_the_exam, ("再看", "Review"), ("接着考", "Carry on")),
        (failed_once, ("再看", "Review"), ("再考一次", "Try again")),
        (failed_for_good, ("再看", "Review"), ("", "")),
        (passed, ("再看", "Review"), ("再看", "Review")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_rows_of_the_outline_have_the_verb_of_their_own_state(reader, come_to, lesson, exam):
    come_to(reader.person)

    outline = page(reader, Course.objects.get().get_absolute_url())

    ends = [re.sub(r"<[^>]+>", "", end).strip() for end in re.findall(r'row-end">(.*?)</span>', outline, re.DOTALL)]
    assert ends[0] == lesson[reader.index]
    assert (ends[3:] or [None])[0] == (exam[reader.index] if exam else None)


def test_card_for_the_exam_says_what_waits(client):
    person = LearnerFactory(language="zh-hans")
    lessons_done(person)
    client.force_login(person)
    client.cookies["django_language"] = "zh-hans"

    home = page(client, reverse("dashboards:home"))

    assert words_in(home, r'carry-on-title" id="carry">(.*?)</h2>') == "考试"
    assert words_in(home, r"carry-on-go[^>]*>(.*?)</a>") == "去考试"
