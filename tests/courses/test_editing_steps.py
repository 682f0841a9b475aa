"""Words flow at once, structure waits: whatever editors do, and in whatever order."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.actions import close_course, correct_lesson, correct_question, release_course
from courses.compiled import CompiledCourse, ExamRules
from courses.enums import QuestionKind
from courses.models import Course, CourseVersion, Enrolment, Structure
from courses.plans import Plan, plan_of
from courses.queries import broken_invariants, course_rows, lesson_shown, what_waits
from tests.factories.courses import (
    EN,
    WORDS,
    ZH,
    compiled_lesson,
    compiled_question,
    enrolled,
    lesson_in_both,
    single_check,
    truth_check,
)
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class Desk:
    """An editor's desk: what publishing a lesson, or the course, came to."""

    def __init__(self) -> None:
        self.lessons = [compiled_lesson(title=f"第 {number} 课") for number in (1, 2, 3)]
        self.course = CompiledCourse(key=uuid.uuid4(), words={ZH: WORDS[ZH]}, lessons=tuple(self.lessons))

    def publish(self, lesson):
        """The version's number, the reason why it waits, or None."""
        correction = correct_lesson(self.course.key, lesson, revisions={})
        return correction.version.number if correction.version else correction.reason or None

    def publish_course(self):
        version = release_course(self.course)
        return version and version.number


def test_a_week_of_editing_before_anything_waits():
    """The run that the release rule was tried on."""
    desk = Desk()

    assert all("not released yet" in desk.publish(lesson) for lesson in desk.lessons)
    assert desk.publish_course() == 1
    assert desk.publish_course() is None
    assert desk.publish(replace(desk.lessons[0], title="改了标题")) == 2
    assert desk.publish(desk.lessons[0]) == 3
    first, third = CourseVersion.objects.filter(number__in=(1, 3)).order_by("number")
    assert first.digest == third.digest


def test_a_week_of_editing_while_something_waits():
    desk = Desk()
    desk.publish_course()
    fourth = compiled_lesson(title="第 4 课")
    asked = compiled_lesson(desk.lessons[2].key, title="第 3 课", checks=[single_check(desk.lessons[2].key)])
    mended = replace(desk.lessons[1], title="没有错字")

    assert "new in the course" in desk.publish(fourth)
    assert "check questions of this lesson changed" in desk.publish(asked)
    assert desk.publish(mended) == 2

    desk.course = replace(desk.course, lessons=(desk.lessons[0], mended, asked, fourth))
    assert len(what_waits(desk.course)) == 2
    assert desk.publish_course() == 3
    assert what_waits(desk.course) == []


def test_a_week_of_translating_and_taking_back():
    desk = Desk()
    desk.publish_course()

    english = [compiled_lesson(one.key, language=EN, title="Lesson") for one in desk.lessons]
    assert [desk.publish(one) for one in english] == [2, 3, 4]

    desk.course = replace(desk.course, lessons=(desk.lessons[0], english[0], desk.lessons[2], english[2]))
    assert [one.reason for one in what_waits(desk.course)] == ["The lesson was taken out."]
    assert desk.publish_course() == 5
    close_course(desk.course.key)
    assert Course.objects.get().structure.version.number == 5
    assert broken_invariants() == {}


def lesson_as(key, version, asks):
    """One of a few states of one lesson."""
    checks = {0: (), 1: (single_check(key),), 2: (single_check(key, answer="c"), truth_check(key))}[asks]
    return compiled_lesson(key, title=f"第 {version} 稿", checks=checks)


KEYS = [uuid.UUID(int=number) for number in range(1, 4)]
QUESTION = uuid.UUID(int=99)
lesson_states = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
steps = st.one_of(
    st.tuples(st.just("lesson"), lesson_states),
    st.tuples(st.just("question"), st.tuples(st.sampled_from("bc"), st.integers(0, 1))),
    st.tuples(st.just("course"), st.lists(lesson_states, min_size=1, max_size=3, unique_by=lambda one: one[0])),
    st.tuples(st.just("learner"), st.none()),
    st.tuples(st.just("rules"), st.sampled_from([60, 80])),
)


@pytest.mark.slow
@given(st.lists(steps, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_editors_do_learners_keep_what_they_began(taken):
    key = uuid.uuid4()
    course = CompiledCourse(
        key=key, words=WORDS, lessons=(lesson_as(KEYS[0], 0, 0),), questions=(compiled_question(key=QUESTION),)
    )
    release_course(course)
    began: dict[int, tuple[int, str]] = {}

    for kind, facts in taken:
        course = _edit(course, kind, facts, began)

    numbers = CourseVersion.objects.filter(course__key=key).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    for enrolment in Enrolment.objects.filter(course__key=key).select_related("structure__version", "course"):
        structure_id, digest = began[enrolment.pk]
        assert (enrolment.structure_id, plan_of(enrolment.structure).digest) == (structure_id, digest)
        for lesson_key in plan_of(enrolment.structure).lessons:
            assert lesson_shown(enrolment, lesson_key=lesson_key, language=EN).is_fallback
    assert Structure.objects.filter(course__key=key, version=None).count() == 0
    assert broken_invariants() == {}


def _edit(course, kind, facts, began):
    match kind:
        case "lesson":
            correct_lesson(course.key, lesson_as(KEYS[facts[0]], facts[1], facts[2]), revisions={1: facts[1]})
        case "question":
            answer, words = facts
            question = compiled_question(QuestionKind.SINGLE, QUESTION, answer=answer, prompt=f"问法 {words}")
            correct_question(course.key, question, revisions={2: words})
        case "course":
            course = replace(course, lessons=tuple(lesson_as(KEYS[place], *state) for place, *state in facts))
            release_course(course)
            assert what_waits(course) == []
        case "rules":
            course = replace(course, rules=ExamRules(pass_mark=facts))
            release_course(course)
            released = Course.objects.select_related("structure").get(key=course.key)
            assert plan_of(released.structure) == Plan.from_compiled(course)
        case _:
            enrolment = enrolled(course=Course.objects.select_related("activity", "structure").get(key=course.key))
            began[enrolment.pk] = enrolment.structure_id, enrolment.structure.digest
    return course


def test_lists_show_what_is_released_and_not_what_waits():
    lessons = lesson_in_both(1)
    course = CompiledCourse(key=uuid.uuid4(), words=WORDS, lessons=lessons)
    release_course(course)
    person = LearnerFactory()

    correct_lesson(course.key, compiled_lesson(title="等着的课"), revisions={})

    (row,) = course_rows(person, language=ZH)
    assert row.lesson_count == 1
