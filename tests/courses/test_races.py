"""What holds when many act in the same moment. Each race has its negative control: unguarded, it is lost."""

import hashlib
import uuid
from dataclasses import replace
from time import sleep

import pytest
from celery import current_app
from django.db import connection

from certificates.models import Certificate
from courses.actions import (
    completing,
    enrol_person,
    exams,
    lessons,
    rebuild_progress,
    release_course,
    releasing,
    start_attempt,
    store_lesson_file,
    submit_attempt,
)
from courses.models import (
    Attempt,
    AttemptAnswer,
    Course,
    CourseVersion,
    Enrolment,
    LessonCompletion,
    LessonFile,
    Structure,
)
from courses.plans import plan_of
from courses.queries import broken_invariants
from foundation.models import AuditLine
from learning.models import LearningRecord
from people.models import Person
from tests.databases import on_postgresql
from tests.factories.courses import (
    ZH,
    answer_check,
    answer_exam,
    compiled_course,
    do_lesson,
    do_lessons,
    enrolled,
    exam_questions,
    released,
    short_course,
    wrong_answer,
)
from tests.factories.people import LearnerFactory
from tests.races import run_at_once

pytestmark = [pytest.mark.database, pytest.mark.slow, on_postgresql, pytest.mark.usefixtures("committed_db")]

MANY = 32
A_WHILE = 0.02


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)


@pytest.fixture
def without_enrolment_lock(monkeypatch):
    """Reads what was read with a lock, and dwells where others may come between."""

    def unlocked(enrolment):
        read = Enrolment.objects.select_related("person", "course__activity", "structure__version").get(pk=enrolment.pk)
        sleep(A_WHILE)
        return read

    for module in (completing, exams, lessons):
        monkeypatch.setattr(module, "lock_enrolment", unlocked)


@pytest.fixture
def without_attempt_lock(monkeypatch):
    def unlocked(attempt):
        return Attempt.objects.select_related("enrolment__course__activity", "version__structure").get(pk=attempt.pk)

    monkeypatch.setattr(exams, "lock_attempt", unlocked)


def drop(model, *names):
    """The copy of the database is thrown away afterwards."""
    with connection.schema_editor() as editor:
        for constraint in model._meta.constraints:
            if constraint.name in names:
                editor.remove_constraint(model, constraint)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def finish_at_once(enrolment):
    (key,) = plan_of(enrolment.structure).lessons
    return run_at_once(MANY, lambda number: do_lesson(fresh(enrolment), key).is_course_done)


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
    read = completing.facts_of

    def read_slowly(enrolments):
        facts = read(enrolments)
        sleep(0.1)
        return facts

    def unlocked(enrolment):
        return Enrolment.objects.select_related("person", "course__activity", "structure__version").get(pk=enrolment.pk)

    monkeypatch.setattr(completing, "facts_of", read_slowly)
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


def release_at_once(compiled):
    """Each with another title for the first lesson. Without a certificate, whose definition has a lock of its own."""

    def release(number):
        lesson = replace(compiled.lessons[0], title=f"第 {number} 稿")
        version = release_course(replace(compiled, lessons=(lesson, *compiled.lessons[1:])))
        return version and version.number

    return run_at_once(8, release)


def test_versions_released_at_once_are_numbered_without_a_gap(committed_db):
    found = release_at_once(compiled_course(certificate=None))

    assert sorted(found) == list(range(1, 9))
    assert Structure.objects.count() == 1
    assert Structure.objects.get().version.number == 8
    assert broken_invariants() == {}


def test_equal_courses_released_at_once_are_one_version(committed_db):
    compiled = compiled_course()

    found = run_at_once(8, lambda number: release_course(compiled))

    assert sorted(one is None for one in found) == [False] + [True] * 7
    assert CourseVersion.objects.count() == 1


def test_without_the_lock_versions_clash(committed_db, monkeypatch):
    def unlocked(key):
        read = Course.objects.select_related("activity", "structure").get(key=key)
        sleep(A_WHILE)
        return read

    compiled = compiled_course(certificate=None)
    release_course(compiled)
    monkeypatch.setattr(releasing, "lock_course", unlocked)
    drop(CourseVersion, "one_course_version_per_number")

    release_at_once(compiled)

    numbers = list(CourseVersion.objects.values_list("number", flat=True))
    assert len(numbers) > len(set(numbers))


def test_equal_files_stored_at_once_are_one_file(committed_db, tmp_path, monkeypatch):
    storage = LessonFile._meta.get_field("file").storage
    for cached in ("base_location", "location"):
        monkeypatch.setitem(storage.__dict__, cached, str(tmp_path))

    stored = run_at_once(
        8, lambda number: store_lesson_file(b"60", name=f"{number}.pdf", content_type="application/pdf").sha256
    )

    assert set(stored) == {hashlib.sha256(b"60").hexdigest()}
    assert LessonFile.objects.count() == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
