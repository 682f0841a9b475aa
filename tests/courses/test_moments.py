"""When something happened: the server's time, or what code tells."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.models import Certificate
from courses.actions import (
    complete_lesson,
    enrol_person,
    keep_note,
    keep_place,
    start_attempt,
    submit_attempt,
    submit_if_overdue,
)
from courses.exceptions import MomentNotPossible
from courses.models import Attempt, AttemptAnswer, CheckAnswer, Enrolment, LessonCompletion, Note
from courses.plans import plan_of
from courses.queries import broken_invariants, lesson_etag, lesson_shown
from learning.models import LearningRecord
from tests.factories.courses import (
    ZH,
    answer_check,
    answer_exam,
    do_lessons,
    enrolled,
    exam_questions,
    released,
    short_course,
)
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]

MONTH_AGO = timezone.now() - timedelta(days=30)
MINUTE = timedelta(minutes=1)


def begun(course=None, at=MONTH_AGO):
    return enrol_person(LearnerFactory(), course=course or released(), at=at)


def first_lesson(enrolment):
    return next(iter(plan_of(enrolment.structure).lessons.items()))


def ready(at=MONTH_AGO):
    """All lessons done at that moment."""
    enrolment = begun(at=at)
    for key, checks in plan_of(enrolment.structure).lessons.items():
        for check in checks:
            answer_check(enrolment, check, at=at)
        complete_lesson(enrolment, lesson_key=uuid.UUID(key), language=ZH, at=at)
    return enrolment


def test_enrolment_begins_when_it_is_told_to_have():
    enrolment = begun()

    assert enrolment.started_at == enrolment.active_at == MONTH_AGO


def test_without_being_told_it_is_now():
    before = timezone.now()

    enrolment = enrolled()

    assert before <= enrolment.started_at <= timezone.now()


def test_right_answer_and_lesson_are_of_the_moment_told():
    enrolment = begun()
    key, checks = first_lesson(enrolment)

    for number, check in enumerate(checks, 1):
        answer_check(enrolment, check, at=MONTH_AGO + number * MINUTE)

    enrolment.refresh_from_db()
    last = MONTH_AGO + len(checks) * MINUTE
    assert list(CheckAnswer.objects.order_by("pk").values_list("answered_at", flat=True)) == [
        MONTH_AGO + MINUTE,
        MONTH_AGO + 2 * MINUTE,
    ]
    assert LessonCompletion.objects.get().completed_at == enrolment.active_at == last
    assert enrolment.progress[key]["done"] == last.isoformat()


def test_course_record_and_certificate_are_of_the_moment_told():
    enrolment = begun(released(short_course()))
    (key,) = plan_of(enrolment.structure).lessons
    before = timezone.now()

    complete_lesson(enrolment, lesson_key=uuid.UUID(key), language=ZH, at=MONTH_AGO + MINUTE)

    enrolment.refresh_from_db()
    record, certificate = LearningRecord.objects.get(), Certificate.objects.get()
    assert enrolment.completed_at == record.completed_at == MONTH_AGO + MINUTE
    assert certificate.issued_on == timezone.localdate(MONTH_AGO + MINUTE)
    assert record.recorded_at >= before, "the record says itself when it was written"


def test_exam_runs_by_the_moments_told():
    enrolment = ready()
    begun_at = MONTH_AGO + MINUTE

    attempt = start_attempt(enrolment, at=begun_at)
    for number, question in enumerate(exam_questions(attempt), 1):
        answer_exam(attempt, question, at=begun_at + number * MINUTE)
    handed_in = submit_attempt(attempt, language=ZH, at=begun_at + 10 * MINUTE)

    enrolment.refresh_from_db()
    assert attempt.deadline_at == begun_at + 30 * MINUTE
    assert handed_in.score == 100
    assert handed_in.submitted_at == enrolment.completed_at == enrolment.active_at == begun_at + 10 * MINUTE
    assert not AttemptAnswer.objects.filter(is_late=True).exists()
    assert broken_invariants() == {}


def test_answer_told_after_the_end_is_late():
    attempt = start_attempt(ready(), at=MONTH_AGO)

    saved = answer_exam(attempt, exam_questions(attempt)[0], at=attempt.closes_at + MINUTE)

    assert not saved.counts
    assert submit_attempt(attempt, language=ZH, at=attempt.closes_at + MINUTE).submitted_at == attempt.closes_at


def test_attempt_left_open_in_the_past_ended_with_its_time():
    enrolment = ready()
    attempt = start_attempt(enrolment, at=MONTH_AGO)

    closed = submit_if_overdue(attempt)

    enrolment.refresh_from_db()
    assert closed.submitted_at == enrolment.active_at == attempt.closes_at


def test_time_that_ran_out_is_not_when_the_person_was_last_active():
    """The beat hands in minutes or days later: that is not something the person did."""
    attempt = start_attempt(do_lessons(enrolled()))
    hour_ago = timezone.now() - timedelta(hours=1)
    Enrolment.objects.update(active_at=hour_ago - MINUTE)
    Attempt.objects.update(started_at=hour_ago - MINUTE, deadline_at=hour_ago, closes_at=hour_ago)
    attempt.refresh_from_db()

    submit_if_overdue(attempt)

    assert Enrolment.objects.get().active_at == hour_ago


def test_place_and_note_are_of_the_moment_told():
    enrolment = begun()
    key = uuid.UUID(first_lesson(enrolment)[0])

    keep_note(enrolment, lesson_key=key, block_id="own", value={"stock": "60"}, at=MONTH_AGO + MINUTE)
    keep_place(enrolment, lesson_key=key, section="own", at=MONTH_AGO + 2 * MINUTE)

    assert Note.objects.get().changed_at == MONTH_AGO + MINUTE
    assert Enrolment.objects.get().active_at == MONTH_AGO + 2 * MINUTE


def test_note_changed_again_says_when():
    enrolment = enrolled()
    key = uuid.UUID(first_lesson(enrolment)[0])
    keep_note(enrolment, lesson_key=key, block_id="own", value={"stock": "60"})
    first = Note.objects.get().changed_at

    keep_note(enrolment, lesson_key=key, block_id="own", value={"stock": "61"})

    assert Note.objects.get().changed_at > first


def acts(enrolment, at):
    """Every action in an enrolment, at this moment."""
    key, checks = first_lesson(enrolment)
    lesson_key = uuid.UUID(key)
    last = uuid.UUID(list(plan_of(enrolment.structure).lessons)[-1])
    return {
        "answer": lambda: answer_check(enrolment, checks[0], at=at),
        "lesson": lambda: complete_lesson(enrolment, lesson_key=last, language=ZH, at=at),
        "note": lambda: keep_note(enrolment, lesson_key=lesson_key, block_id="own", value={"stock": "1"}, at=at),
        "place": lambda: keep_place(enrolment, lesson_key=lesson_key, section="own", at=at),
    }


@pytest.mark.parametrize("act", ["answer", "lesson", "note", "place"])
@pytest.mark.parametrize("offset", [-MINUTE, timedelta(days=31)], ids=["before what is kept", "still to come"])
def test_impossible_moment_is_refused_and_nothing_is_kept(act, offset):
    enrolment = begun()

    with pytest.raises(MomentNotPossible, match="cannot have happened then"):
        acts(enrolment, MONTH_AGO + offset)[act]()

    assert Enrolment.objects.get().active_at == MONTH_AGO
    assert not CheckAnswer.objects.exists()
    assert not LessonCompletion.objects.exists()
    assert not Note.objects.exists()


def test_nothing_can_be_told_in_before_what_was_done_since():
    """The enrolment in hand may be old: what counts is what is kept."""
    enrolment = begun()
    stale = Enrolment.objects.get()
    acts(enrolment, MONTH_AGO + 5 * MINUTE)["answer"]()

    with pytest.raises(MomentNotPossible):
        acts(stale, MONTH_AGO + MINUTE)["place"]()


def test_enrolment_cannot_be_told_to_begin_tomorrow():
    with pytest.raises(MomentNotPossible):
        begun(at=timezone.now() + timedelta(days=1))

    assert not Enrolment.objects.exists()


def test_attempt_cannot_begin_before_the_lessons_were_done():
    enrolment = ready(at=MONTH_AGO)

    with pytest.raises(MomentNotPossible):
        start_attempt(enrolment, at=MONTH_AGO - MINUTE)

    assert not Attempt.objects.exists()


def test_answer_cannot_be_older_than_its_attempt():
    attempt = start_attempt(ready(), at=MONTH_AGO)

    with pytest.raises(MomentNotPossible):
        answer_exam(attempt, exam_questions(attempt)[0], at=MONTH_AGO - MINUTE)


def test_attempt_cannot_be_handed_in_before_its_last_answer():
    attempt = start_attempt(ready(), at=MONTH_AGO)
    answer_exam(attempt, exam_questions(attempt)[0], at=MONTH_AGO + 5 * MINUTE)

    with pytest.raises(MomentNotPossible):
        submit_attempt(attempt, language=ZH, at=MONTH_AGO + 4 * MINUTE)

    assert Attempt.objects.get().is_open


def etag_of_lesson(key):
    enrolment = Enrolment.objects.get()
    return lesson_etag(enrolment, lesson_shown(enrolment, lesson_key=key, language=ZH), language=ZH)


def test_what_is_told_makes_the_lesson_new_to_browsers():
    enrolment = begun()
    key = first_lesson(enrolment)[0]
    before = etag_of_lesson(key)

    acts(enrolment, MONTH_AGO + MINUTE)["answer"]()

    assert etag_of_lesson(key) != before
