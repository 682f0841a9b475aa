import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.actions import rebuild_progress, start_attempt, submit_if_overdue
from courses.exceptions import CoursesError
from courses.models import Enrolment
from courses.plans import plan_of
from courses.queries import broken_invariants
from learning.api import open_cycle, record_completion
from learning.models import LearningRecord, Standing
from tests.factories.courses import (
    ZH,
    answer_check,
    answer_exam,
    completed,
    do_lesson,
    do_lessons,
    enrolled,
    exam_questions,
    released,
    right_answer,
    short_course,
    sit_exam,
    wrong_answer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def kept(enrolment):
    enrolment.refresh_from_db()
    return enrolment.progress, enrolment.completed_at


def test_rebuilding_mends_what_was_spoilt():
    enrolment = completed(enrolled())
    before = kept(enrolment)
    Enrolment.objects.update(progress={"made": "up"}, completed_at=None)

    assert rebuild_progress() == 1

    assert kept(enrolment) == before


def test_rebuilding_takes_back_what_no_fact_supports():
    enrolment = enrolled()
    Enrolment.objects.update(completed_at=timezone.now())

    assert rebuild_progress() == 1

    assert kept(enrolment) == ({}, None)


def test_rebuilding_what_is_right_changes_nothing():
    completed(enrolled())
    enrolled()

    assert rebuild_progress() == 0


def test_rebuilding_nothing_is_fine():
    assert rebuild_progress() == 0


def test_rebuilding_leaves_when_somebody_was_last_active():
    enrolment = completed(enrolled())
    active_at = enrolment.active_at
    Enrolment.objects.update(progress={})

    rebuild_progress()

    enrolment.refresh_from_db()
    assert enrolment.active_at == active_at


@pytest.mark.parametrize("count", [1, 30])
def test_rebuilding_takes_a_constant_number_of_queries(count, django_assert_max_num_queries):
    course = released(short_course())
    for _person in range(count):
        enrolment = enrolled(course=course)
        (key,) = plan_of(enrolment.structure).lessons
        enrolment.lesson_completions.create(lesson_key=key, language=ZH)

    with django_assert_max_num_queries(10):
        assert rebuild_progress() == count


steps = st.lists(
    st.one_of(
        st.tuples(st.just("check"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("lesson"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("exam"), st.integers(0, 4), st.booleans()),
    ),
    max_size=10,
)


@pytest.mark.slow
@given(steps)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rebuilt_progress_equals_kept_progress_whatever_was_done(taken):
    enrolment = enrolled(course=released())
    for step in taken:
        _take(enrolment, *step)

    before = kept(enrolment)

    assert rebuild_progress() == 0
    assert kept(enrolment) == before
    assert (before[1] is not None) == LearningRecord.objects.filter(person=enrolment.person).exists()
    assert not broken_invariants()


def _take(enrolment, kind, number, is_right):
    plan = plan_of(enrolment.structure)
    key = list(plan.lessons)[min(number, 2)]
    try:
        if kind == "exam":
            _ = sit_exam(enrolment, wrong=0 if is_right else number)
        elif kind == "lesson":
            _ = do_lesson(enrolment, key)
        else:
            for check in plan.lessons[key][:1]:
                answer_check(enrolment, check, right_answer(check) if is_right else wrong_answer(check))
    except CoursesError:
        return


def test_completion_in_a_round_opened_meanwhile_counts_for_that_round():
    enrolment = enrolled(course=released(short_course()))
    record_completion(enrolment.person, enrolment.course.activity, completed_at=timezone.now(), source="class")
    open_cycle(enrolment.person, enrolment.course.activity, reason="每年一次")

    do_lessons(enrolment)

    assert (enrolment.cycle, enrolment.completed_at is not None) == (1, True)
    assert Standing.objects.get().record.cycle == 1
    assert not broken_invariants()


def test_each_round_has_its_own_record_and_certificate():
    course = released(short_course())
    first = completed(enrolled(course=course))
    open_cycle(first.person, course.activity, reason="每年一次")

    completed(enrolled(first.person, course))

    assert sorted(LearningRecord.objects.values_list("cycle", flat=True)) == [0, 1]
    assert first.person.certificates.count() == 2


def test_course_done_elsewhere_is_recorded_once():
    enrolment = enrolled(course=released(short_course()))
    record_completion(enrolment.person, enrolment.course.activity, completed_at=timezone.now(), source="class")

    do_lessons(enrolment)

    assert enrolment.completed_at
    assert LearningRecord.objects.get().source == "class"


def test_date_of_completion_is_that_of_the_last_thing_needed():
    enrolment = do_lessons(enrolled())
    attempt = start_attempt(enrolment)
    for question in exam_questions(attempt):
        answer_exam(attempt, question)
    with time_machine.travel(attempt.closes_at + timedelta(hours=5)):
        submit_if_overdue(attempt)

    enrolment.refresh_from_db()
    assert enrolment.completed_at == attempt.closes_at
    assert rebuild_progress() == 0


def test_completed_enrolment_without_a_record_breaks_an_invariant():
    enrolled()
    Enrolment.objects.update(completed_at=timezone.now())

    assert broken_invariants() == {"completed enrolments without a learning record": 1}


def test_changed_score_breaks_an_invariant():
    attempt = sit_exam(do_lessons(enrolled()))
    type(attempt).objects.update(score=1)

    assert broken_invariants() == {"attempts whose score is not that of their answers": 1}


def test_answer_counted_after_handing_in_breaks_an_invariant():
    attempt = sit_exam(do_lessons(enrolled()))
    attempt.answers.update(saved_at=attempt.submitted_at + timedelta(seconds=1))

    assert broken_invariants() == {"attempts with answers counted after they were handed in": 1}


def test_gap_in_versions_breaks_an_invariant():
    course = released()
    course.versions.update(number=3)

    assert broken_invariants() == {"courses with gaps in their versions": 1}


def test_enrolment_on_another_course_breaks_an_invariant():
    enrolment = enrolled()
    Enrolment.objects.filter(pk=enrolment.pk).update(structure=released().structure)

    assert broken_invariants() == {"enrolments on a structure of another course": 1}


def test_structure_without_words_breaks_an_invariant():
    enrolment = enrolled()
    type(enrolment.structure).objects.update(version=None)

    assert broken_invariants() == {"structures without words of their own": 1}


def test_uuid_of_a_lesson_that_is_not_there_is_ignored_by_the_read_model():
    enrolment = enrolled()
    enrolment.lesson_completions.create(lesson_key=uuid.uuid4(), language="en")

    assert rebuild_progress() == 0
    assert kept(enrolment) == ({}, None)
