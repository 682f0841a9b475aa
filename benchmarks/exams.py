"""Sitting an exam as the phone does it, against posts that insert one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from cms.compiling import compile_course
from cms.models import CoursePage
from cms.sources import sources_of
from courses.api import CompiledCourse, complete_lesson, enrol_person, release_course, start_attempt
from courses.models import Attempt, Course, CourseVersion, Enrolment
from courses.plans import plan_of
from people.models import Person

from .browser import Ask, Browser, facts
from .measuring import Reading, Side, ratio_of

ANSWERS = 10
JSON = "application/json"


def exam_vs_bare(*, is_tiny: bool = False) -> Reading:
    """A whole attempt: its start, its page, ten answers sent by the script, the look over, handing in (which passes and
    completes the course with its certificate), and the result. Every time by somebody who sits it for the first time.
    """
    rounds = 1 if is_tiny else 25
    people = iter(Person.objects.order_by("pk"))
    course = _course_with_short_exam()
    attempt = start_attempt(_ready_for_exam(next(people), course))
    browser = Browser(attempt.enrolment.person)
    bare = browser.post(f"/bare/{uuid4()}/", {"attempt": attempt.pk, "given": '"一"'}, accept=JSON)
    sitting = Sitting(course, people)
    sitting.prepare()
    request_count = sitting.run()
    return ratio_of(
        Side("bare post", lambda: [bare() for _ in range(request_count)], calls=request_count),
        Side("request of an exam", sitting.run, calls=request_count, prepare=sitting.prepare),
        rounds=rounds,
    )


@dataclass
class Sitting:
    """One attempt after the other, each by the next person."""

    course: Course
    people: Iterator[Person]
    ready: list[tuple[Browser, Enrolment]] = field(default_factory=list)

    def prepare(self) -> None:
        person = next(self.people)
        self.ready.append((Browser(person), _ready_for_exam(person, self.course)))

    def run(self) -> int:
        """How many requests it took."""
        browser, enrolment = self.ready.pop()
        started = browser.post(reverse("courses:start_attempt", args=[self.course.uuid]), {})()
        browser.get(started.location)()
        attempt = Attempt.objects.only("uuid").get(enrolment=enrolment)
        for ask in self._answers(browser, attempt, enrolment):
            assert facts(ask())["counts"]  # noqa: S101 - else something else would be measured
        look_over = reverse("courses:submit_attempt", args=[attempt.uuid])
        browser.get(look_over)()
        result = browser.get(browser.post(look_over, {})().location)()
        assert enrolment.course.activity.title_in("zh-hans") in result.body.decode()  # noqa: S101
        return ANSWERS + 5

    def _answers(self, browser: Browser, attempt: Attempt, enrolment: Enrolment) -> Iterator[Ask]:
        path = reverse("courses:answer_exam_question", args=[attempt.uuid])
        for number, question in enumerate(plan_of(enrolment.structure).questions, 1):
            given = question.answer["value"] if isinstance(question.answer, dict) else _as_typed(question.answer)
            fields = {"question_key": question.key, "sequence": number, "client_uuid": uuid4(), "given": given}
            yield browser.post(path, fields, accept=JSON)


def _as_typed(answer: Any) -> Any:
    return str(answer).lower() if isinstance(answer, bool) else answer


def _course_with_short_exam() -> Course:
    """The demo's first course as another one: a lesson without questions, and ten questions in the exam."""
    compiled = compiled_demo_course()
    key, first = uuid4(), compiled.lessons[0].key
    lessons = tuple(
        replace(
            lesson,
            blocks=tuple(block for block in lesson.blocks if block["type"] != "check_question"),
            checks=(),
            feedback={},
            digest="",
        )
        for lesson in compiled.lessons
        if lesson.key == first
    )
    asked = list(dict.fromkeys(question.key for question in compiled.questions))[:ANSWERS]
    questions = tuple(replace(question, lesson=None) for question in compiled.questions if question.key in asked)
    released = release_course(replace(compiled, key=key, lessons=lessons, questions=questions))
    assert isinstance(released, CourseVersion)  # noqa: S101
    return Course.objects.get(key=key)


def compiled_demo_course() -> CompiledCourse:
    page = CoursePage.objects.filter(live=True, alias_of=None, locale__language_code="zh-hans").order_by("pk")[0]
    sources = sources_of(page)
    assert sources is not None  # noqa: S101
    return compile_course(sources)


def _ready_for_exam(person: Person, course: Course) -> Enrolment:
    enrolment = enrol_person(person, course=course)
    for lesson in plan_of(enrolment.structure).lessons:
        complete_lesson(enrolment, lesson_key=UUID(lesson), language=person.language)
    return Enrolment.objects.select_related("course__activity", "structure").get(pk=enrolment.pk)
