"""Learners who enrol, answer and finish in the same moment. Each race has its negative control."""

from threading import Event
from time import sleep

import pytest
from django.utils import timezone

from certificates.models import Certificate
from courses.actions import completing, enrol_person, lessons, rebuild_progress
from courses.models import Course, Enrolment, LessonCompletion
from courses.plans import plan_of
from courses.queries import broken_invariants
from learning.api import current_cycle, open_cycle, record_completion
from learning.models import Activity, LearningRecord, Standing
from people.models import Person
from tests.courses.guards import MANY, drop, fresh
from tests.databases import on_postgresql
from tests.factories.courses import answer_check, do_lesson, enrolled, released, short_course
from tests.factories.people import LearnerFactory
from tests.races import run_at_once

pytestmark = [
    pytest.mark.database, pytest.mark.slow, on_postgresql, pytest.mark.usefixtures("committed_db", "no_worker")
]  # fmt: skip


def finish_at_once(enrolment):
    (key,) = plan_of(enrolment.structure).lessons
    return run_at_once(MANY, lambda number: do_lesson(fresh(enrolment), key).completed_at is not None)


def test_many_completions_of_the_last_lesson_are_one_record_and_one_certificate(committed_db):
    enrolment = enrolled(course=released(short_course()))

    assert finish_at_once(enrolment) == [True] * MANY

    assert LessonCompletion.objects.count() == 1
    assert LearningRecord.objects.count() == Certificate.objects.count() == 1
    assert rebuild_progress() == 0
    assert broken_invariants() == {}


def test_without_the_lock_and_the_constraint_there_are_many_completions(committed_db, without_enrolment_lock):
    enrolment = enrolled(course=released(short_course()))
    drop(LessonCompletion, "one_completion_per_enrolment_and_lesson")

    finish_at_once(enrolment)

    assert LessonCompletion.objects.count() > 1


def answer_both_checks_at_once(enrolment):
    """The two check questions of the first lesson, each from a device of its own."""
    key, checks = next(iter(plan_of(enrolment.structure).lessons.items()))
    run_at_once(2, lambda device: answer_check(fresh(enrolment), checks[device]))
    return fresh(enrolment).progress.get(key, {})


def test_two_right_answers_at_once_are_both_in_the_progress(committed_db):
    enrolment = enrolled()

    progress = answer_both_checks_at_once(enrolment)

    assert len(progress["right"]) == 2
    assert progress["done"]
    assert LessonCompletion.objects.count() == 1
    assert rebuild_progress() == 0


def test_without_the_lock_one_of_two_right_answers_is_lost_from_the_progress(committed_db, monkeypatch):
    read = completing.facts_in

    def read_slowly(enrolment):
        facts = read(enrolment)
        sleep(0.1)
        return facts

    def unlocked(enrolment):
        return Enrolment.objects.select_related("person", "course__activity", "structure__version").get(pk=enrolment.pk)

    monkeypatch.setattr(completing, "facts_in", read_slowly)
    monkeypatch.setattr(lessons, "lock_enrolment", unlocked)
    enrolment = enrolled()

    progress = answer_both_checks_at_once(enrolment)

    assert len(progress["right"]) == 1
    assert rebuild_progress() == 1


def enrol_at_once():
    person, course = LearnerFactory(), released()
    return run_at_once(
        MANY,
        lambda number: (
            enrol_person(
                Person.objects.get(pk=person.pk), course=Course.objects.select_related("activity").get(pk=course.pk)
            ).pk
        ),
    )


def test_many_enrolments_at_once_are_one(committed_db):
    assert len(set(enrol_at_once())) == 1

    assert Enrolment.objects.count() == 1


def test_without_the_constraint_many_enrolments_at_once_are_many(committed_db):
    drop(Enrolment, "one_enrolment_per_person_course_cycle")

    enrol_at_once()

    assert Enrolment.objects.count() > 1


@pytest.fixture
def finished_while_a_round_opens(committed_db, monkeypatch):
    """The enrolment of somebody who finishes a course that they had learned elsewhere, with a further round opened for
    them after the last lesson was done and before that is recorded."""
    enrolment = enrolled(course=released(short_course()))
    record_completion(enrolment.person, enrolment.course.activity, completed_at=timezone.now(), source="class")
    (key,) = plan_of(enrolment.structure).lessons
    is_done, is_open = Event(), Event()

    def record_late(*args, **fields):
        is_done.set()
        assert is_open.wait(10)
        return record_completion(*args, **fields)

    def open_meanwhile():
        assert is_done.wait(10)
        open_cycle(Person.objects.get(), Activity.objects.get(), reason="every year")
        is_open.set()

    def finish():
        monkeypatch.setattr(completing, "record_completion", record_late)
        found = run_at_once(2, lambda number: open_meanwhile() if number else do_lesson(fresh(enrolment), key))
        assert not any(isinstance(answer, Exception) for answer in found)
        return fresh(enrolment)

    return finish


def test_completion_counts_for_the_round_that_opens_in_that_moment(finished_while_a_round_opens):
    enrolment = finished_while_a_round_opens()

    assert enrolment.cycle == Standing.objects.get().record.cycle == 1
    assert broken_invariants() == {}


def test_who_reads_the_round_before_it_is_recorded_counts_it_for_another(finished_while_a_round_opens, monkeypatch):
    record = completing._record

    def read_first(enrolment, facts, language):
        cycle = current_cycle(enrolment.person, enrolment.course.activity)
        record(enrolment, facts, language)
        enrolment.cycle = cycle

    monkeypatch.setattr(completing, "_record", read_first)

    enrolment = finished_while_a_round_opens()

    assert (enrolment.cycle, Standing.objects.get().record.cycle) == (0, 1)
