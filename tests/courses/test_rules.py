import pytest

from courses import rules
from courses.enums import ExamState, Feedback
from courses.models import Course
from courses.plans import Plan
from tests.factories.courses import compiled_course, without_exam

PLAN = Plan.from_compiled(compiled_course())
FIRST, SECOND, THIRD = PLAN.lessons
DONE = {key: {"right": [], "done": "2026-11-21T08:00:00+00:00"} for key in PLAN.lessons}


@pytest.mark.parametrize(("is_open", "structure_id", "may"), [(True, 1, True), (False, 1, False), (True, None, False)])
def test_open_released_courses_take_people(is_open, structure_id, may):
    assert rules.can_enrol(Course(is_open=is_open, structure_id=structure_id)) is may


def test_missing_lessons_come_in_order():
    assert rules.lessons_missing(PLAN, {}) == [FIRST, SECOND, THIRD]
    assert rules.lessons_missing(PLAN, {SECOND: DONE[SECOND], FIRST: {"right": ["x"], "done": None}}) == [FIRST, THIRD]
    assert rules.lessons_missing(PLAN, DONE) == []


def test_open_checks_are_numbered_from_one():
    single, number = PLAN.lessons[FIRST]

    assert rules.checks_open(PLAN, {}, FIRST) == [1, 2]
    assert rules.checks_open(PLAN, {FIRST: {"right": [single.key], "done": None}}, FIRST) == [2]
    assert rules.checks_open(PLAN, {FIRST: {"right": [number.key, single.key], "done": None}}, FIRST) == []
    assert rules.checks_open(PLAN, {}, THIRD) == []


@pytest.mark.parametrize(("allowed", "used", "left"), [(3, 0, 3), (3, 2, 1), (3, 3, 0), (3, 4, 0), (0, 9, None)])
def test_attempts_left(allowed, used, left):
    assert rules.attempts_left(allowed, used) == left


@pytest.mark.parametrize(
    ("done", "is_open", "used", "passed", "state"),
    [
        (False, False, 0, False, ExamState.LOCKED),
        (True, False, 0, False, ExamState.READY),
        (True, True, 1, False, ExamState.UNDER_WAY),
        (False, True, 1, False, ExamState.UNDER_WAY),
        (True, True, 3, False, ExamState.UNDER_WAY),
        (True, False, 2, False, ExamState.FAILED),
        (True, False, 3, False, ExamState.USED_UP),
        (True, False, 3, True, ExamState.PASSED),
        (False, False, 1, True, ExamState.PASSED),
    ],
)
def test_state_of_the_exam(done, is_open, used, passed, state):
    found = rules.exam_state(
        is_lessons_done=done, has_open_attempt=is_open, attempts_used=used, has_passed=passed, attempts_allowed=3
    )

    assert found == state


@pytest.mark.parametrize("state", ExamState)
def test_feedback_is_due_by_its_rule(state):
    assert not rules.is_feedback_due(Feedback.NEVER, state)
    assert rules.is_feedback_due(Feedback.AFTER_SUBMISSION, state)
    assert rules.is_feedback_due(Feedback.AFTER_PASS, state) is (state in {ExamState.PASSED, ExamState.USED_UP})


def test_course_is_done_with_its_lessons_and_its_exam():
    assert not rules.is_course_done(PLAN, DONE, has_passed=False)
    assert rules.is_course_done(PLAN, DONE, has_passed=True)
    assert not rules.is_course_done(PLAN, {}, has_passed=True)


def test_course_without_an_exam_is_done_with_its_lessons():
    plan = Plan.from_compiled(without_exam())
    done = {key: {"right": [], "done": "2026-11-21T08:00:00+00:00"} for key in plan.lessons}

    assert rules.is_course_done(plan, done, has_passed=False)
