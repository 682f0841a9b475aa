"""Exams begun, answered and handed in from many devices in the same moment. Each race has its negative control."""

import uuid
from time import sleep

import pytest

from certificates.models import Certificate
from courses.actions import exams, grant_attempts, rebuild_progress, start_attempt, submit_attempt
from courses.models import Attempt, AttemptAnswer, AttemptGrant
from courses.queries import broken_invariants
from foundation.models import AuditLine
from learning.models import LearningRecord
from tests.courses.guards import MANY, drop, fresh
from tests.databases import on_postgresql
from tests.factories.courses import ZH, answer_exam, do_lessons, enrolled, exam_questions, ready, sit_exam, wrong_answer
from tests.factories.people import SuperuserFactory
from tests.races import run_at_once

pytestmark = [
    pytest.mark.database, pytest.mark.slow, on_postgresql, pytest.mark.usefixtures("committed_db", "no_worker")
]  # fmt: skip


def submit_at_once(attempt):
    return run_at_once(MANY, lambda number: submit_attempt(fresh(attempt), language=ZH).score)


def ready_to_submit():
    attempt = start_attempt(do_lessons(enrolled()))
    for question in exam_questions(attempt):
        answer_exam(attempt, question)
    return attempt


def test_an_exam_handed_in_by_many_at_once_is_one_score_one_record_and_one_certificate(committed_db):
    attempt = ready_to_submit()

    assert submit_at_once(attempt) == [100] * MANY

    assert AuditLine.objects.filter(action="submit_attempt").count() == 1
    assert LearningRecord.objects.count() == Certificate.objects.count() == 1
    assert rebuild_progress() == 0
    assert broken_invariants() == {}


def test_without_locks_an_exam_is_handed_in_many_times(committed_db, without_enrolment_lock, without_attempt_lock):
    attempt = ready_to_submit()

    submit_at_once(attempt)

    assert AuditLine.objects.filter(action="submit_attempt").count() > 1


def grant_at_once():
    enrolment, admin = ready(), SuperuserFactory()
    for _attempt in range(3):
        sit_exam(enrolment, wrong=4)
    run_at_once(8, lambda number: grant_attempts(fresh(enrolment), count=1, reason="ill", by=fresh(admin)))
    return AttemptGrant.objects.count()


def test_further_attempts_given_by_many_at_once_are_given_once(committed_db):
    assert grant_at_once() == 1


def test_without_the_lock_they_are_given_several_times(committed_db, without_enrolment_lock):
    assert grant_at_once() > 1


def start_at_once(enrolment):
    return run_at_once(MANY, lambda number: start_attempt(fresh(enrolment)).number)


def test_two_devices_starting_together_are_in_one_attempt(committed_db):
    assert start_at_once(do_lessons(enrolled())) == [1] * MANY

    assert Attempt.objects.count() == 1


def test_without_the_lock_the_constraint_alone_lets_one_begin(committed_db, without_enrolment_lock):
    start_at_once(do_lessons(enrolled()))

    assert Attempt.objects.count() == 1


def test_without_the_lock_and_the_constraints_there_are_several_attempts(committed_db, without_enrolment_lock):
    enrolment = do_lessons(enrolled())
    drop(Attempt, "one_open_attempt", "one_attempt_per_number")

    start_at_once(enrolment)

    assert Attempt.objects.filter(submitted_at=None).count() > 1


def answer_from_two_devices(attempt):
    """One that has been off line for long, and one that came later: it numbers on from higher."""
    questions = exam_questions(attempt)

    def answer_all(device):
        for _again in range(5):
            for place, question in enumerate(questions):
                given = wrong_answer(question) if device == 0 else None
                answer_exam(fresh(attempt), question, given, sequence=100 * device + place)
                sleep(0.001)

    assert run_at_once(2, answer_all) == [None, None]
    return questions


def test_answers_of_two_devices_come_to_one_result_however_they_interleave(committed_db):
    attempt = start_attempt(do_lessons(enrolled()))

    answer_from_two_devices(attempt)

    assert submit_attempt(attempt, language=ZH).score == 100
    assert AttemptAnswer.objects.count() == 2 * 5 * 4


def test_by_order_of_arrival_the_result_would_be_chance(committed_db):
    """The negative control: of some answers the one that counts is not the one that came last."""
    attempt = start_attempt(do_lessons(enrolled()))

    answer_from_two_devices(attempt)

    arrived = list(AttemptAnswer.objects.order_by("pk").values_list("sequence", flat=True))
    assert arrived != sorted(arrived)


def answer_while_handing_in(attempt, monkeypatch):
    marked = exams.marks_of

    def marked_slowly(attempt):
        score = marked(attempt)
        sleep(0.2)
        return score

    monkeypatch.setattr(exams, "marks_of", marked_slowly)
    question = exam_questions(attempt)[0]

    def act(device):
        if device == 0:
            return submit_attempt(fresh(attempt), language=ZH)
        sleep(0.1)
        return answer_exam(fresh(attempt), question).counts

    return run_at_once(2, act)[1]


def test_an_answer_that_comes_while_marking_is_late_and_does_not_count(committed_db, monkeypatch):
    attempt = start_attempt(do_lessons(enrolled()))

    assert answer_while_handing_in(attempt, monkeypatch) is False

    assert AttemptAnswer.objects.get().is_late
    assert broken_invariants() == {}


def test_without_the_lock_an_answer_is_promised_to_count_and_does_not(committed_db, monkeypatch, without_attempt_lock):
    attempt = start_attempt(do_lessons(enrolled()))

    assert answer_while_handing_in(attempt, monkeypatch) is True

    assert "attempts whose score is not that of their answers" in broken_invariants()


def test_one_answer_sent_many_times_at_once_is_kept_once(committed_db):
    attempt = start_attempt(do_lessons(enrolled()))
    question, client_uuid = exam_questions(attempt)[0], uuid.uuid4()

    saved = run_at_once(
        MANY, lambda number: answer_exam(fresh(attempt), question, client_uuid=client_uuid, sequence=1).saved_at
    )

    assert len(set(saved)) == 1
    assert AttemptAnswer.objects.count() == 1
