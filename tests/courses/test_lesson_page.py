"""What a process keeps of lesson pages is nobody's own."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.templatetags import courses_blocks, lesson_page
from foundation.kept import Kept
from foundation.templatetags import kept
from tests.factories import courses as make
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db


class Reader:
    """A signed-in learner of one course, on its first lesson."""

    def __init__(self, course, language="en"):
        self.enrolment = make.enrolled(LearnerFactory(), course)
        self.client = Client()
        self.client.force_login(self.enrolment.person)
        self.client.cookies["django_language"] = language
        self.lesson, self.checks = next(iter(make.plan_of(self.enrolment.structure).lessons.items()))

    def url(self, name, *more):
        return reverse(f"courses:{name}", args=[self.enrolment.course.uuid, self.lesson, *more])

    def page(self):
        return self.client.get(self.url("lesson_detail")).content.decode()

    def post(self, name, data, *more):
        return self.client.post(self.url(name, *more), data, HTTP_ACCEPT="application/json")

    def answer(self, check, given):
        return self.post("answer_check_question", {"question_key": check.key, "given": given, "client_uuid": uuid4()})


@pytest.fixture
def course():
    return make.released()


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_fragments", Kept(most=1000))
    monkeypatch.setattr(lesson_page, "_parts", Kept(most=100))


@pytest.fixture
def drawings(monkeypatch):
    """The templates that were drawn to be kept."""
    drawn, draw = [], kept._draw
    monkeypatch.setattr(kept, "_draw", lambda name, values: drawn.append(name) or draw(name, values))
    return drawn


def without_own(html):
    """A page without what every request has of its own."""
    return re.sub(r'name="(csrfmiddlewaretoken|client_uuid)" value="[^"]+"', "", html)


def test_two_who_stand_alike_read_the_same_page_drawn_once(course, drawings):
    first, second = Reader(course), Reader(course)

    pages = [first.page(), second.page()]
    count = len(drawings)
    again = first.page()

    assert without_own(pages[0]) == without_own(pages[1]) == without_own(again)
    assert drawings.count("courses/parts/lesson_body.html") == 1
    assert len(drawings) == count


def test_kept_page_equals_one_drawn_anew(course, monkeypatch):
    reader = Reader(course)
    reader.page()
    from_kept = reader.page()
    monkeypatch.setattr(kept, "_fragments", Kept(most=1000))

    assert without_own(reader.page()) == without_own(from_kept)


def test_right_answer_of_one_shows_the_explanation_to_that_one_only(course):
    one, other = Reader(course), Reader(course)
    before = other.page()
    one.answer(one.checks[0], make.right_answer(one.checks[0]))

    assert "CANARY explains" in one.page()
    assert "CANARY explains" not in other.page()
    assert without_own(other.page()) == without_own(before)


def test_own_numbers_are_on_ones_own_page_only(course):
    one, other = Reader(course), Reader(course)
    one.page()
    one.post("keep_note", {"n-stock": "733733"}, "own")

    assert 'value="733733"' in one.page()
    assert "733733" not in other.page()
    assert not any("733733" in fragment for fragment in kept._fragments._values.values())


def test_each_page_has_tokens_and_request_uuids_of_its_own(course):
    one, other = Reader(course), Reader(course)

    def own(html):
        return set(re.findall(r'name="(?:csrfmiddlewaretoken|client_uuid)" value="([^"]+)"', html))

    first, second, third = own(one.page()), own(one.page()), own(other.page())

    assert len(first) >= 2
    assert not first & second
    assert not first & third


def test_no_hole_is_left_open(course):
    html = Reader(course).page()

    for hole in (courses_blocks.PIECE_HOLE, courses_blocks.CLIENT_UUID_HOLE, kept.CSRF_HOLE):
        assert hole not in html


def test_languages_do_not_mix(course):
    english, chinese = Reader(course, "en"), Reader(course, "zh-hans")

    pages = [english.page(), chinese.page(), english.page()]

    assert "min left" in pages[0]
    assert "min left" not in pages[1]
    assert without_own(pages[2]) == without_own(pages[0])


def test_corrected_words_are_on_the_next_page():
    compiled = make.compiled_course()
    reader = Reader(make.released(compiled))
    reader.page()
    changed = tuple(replace(lesson, title=f"New {lesson.title}") for lesson in compiled.lessons)
    make.released(replace(compiled, lessons=changed))

    assert f"<h1>New {compiled.lessons[1].title}</h1>" in reader.page()
