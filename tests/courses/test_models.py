"""What the database itself refuses, whoever writes, and how rows are called in lists and logs."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from courses.actions import keep_note, start_attempt, submit_attempt
from courses.models import (
    Attempt,
    AttemptAnswer,
    CheckAnswer,
    Course,
    CourseVersion,
    Enrolment,
    LessonCompletion,
    Note,
    Structure,
)
from courses.plans import plan_of
from tests.factories.courses import (
    ZH,
    answer_check,
    answer_exam,
    do_lessons,
    enrolled,
    exam_questions,
    sit_exam,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def enrolment():
    return do_lessons(enrolled())


@pytest.fixture
def attempt(enrolment):
    return start_attempt(enrolment)


def twin(row, **fields):
    """The same row once more, as a script that knows nothing of actions might write it."""
    again = type(row).objects.get(pk=row.pk)
    again.pk = None
    for name, value in fields.items():
        setattr(again, name, value)
    return again


def refused(name):
    """SQLite names the columns of a unique constraint, PostgreSQL the constraint."""
    return pytest.raises(IntegrityError, match=name)


def test_nobody_has_two_enrolments_in_one_round(enrolment):
    with refused("one_enrolment_per_person_course_cycle|enrolment.cycle"), transaction.atomic():
        twin(enrolment, uuid=uuid.uuid4()).save()

    twin(enrolment, uuid=uuid.uuid4(), cycle=1).save()
    assert Enrolment.objects.count() == 2


def test_lesson_is_done_once_in_an_enrolment(enrolment):
    with refused("one_completion_per_enrolment_and_lesson|lesson_key"), transaction.atomic():
        twin(LessonCompletion.objects.first()).save()


@pytest.mark.parametrize("is_conflict", [True, False])
def test_one_request_is_one_answer_that_counts(enrolment, is_conflict):
    answer = twin(CheckAnswer.objects.first(), is_conflict=is_conflict)
    count = CheckAnswer.objects.count()

    if is_conflict:
        answer.save()
    else:
        with refused("one_check_answer_per_client_uuid|client_uuid"), transaction.atomic():
            answer.save()

    assert CheckAnswer.objects.count() == count + is_conflict


def test_one_request_is_one_answer_in_an_exam(attempt):
    answer_exam(attempt, exam_questions(attempt)[0])

    with refused("one_attempt_answer_per_client_uuid|client_uuid"), transaction.atomic():
        twin(AttemptAnswer.objects.get()).save()


def test_nobody_has_two_open_attempts(attempt):
    with refused("one_open_attempt|enrolment_id"), transaction.atomic():
        twin(attempt, uuid=uuid.uuid4(), number=2).save()


def test_attempts_of_an_enrolment_are_numbered_once(enrolment):
    sit_exam(enrolment, wrong=4)

    with refused("one_attempt_per_number|number"), transaction.atomic():
        twin(Attempt.objects.get(), uuid=uuid.uuid4()).save()


@pytest.mark.parametrize(
    "fields", [{"score": None}, {"is_passed": None}, {"submitted_at": None}], ids=lambda fields: next(iter(fields))
)
def test_an_attempt_is_handed_in_with_its_score_or_not_at_all(enrolment, fields):
    sit_exam(enrolment)

    with refused("submitted_attempt_has_a_score"), transaction.atomic():
        Attempt.objects.update(**fields)


def test_an_attempt_ends_after_it_began_and_closes_after_that(attempt):
    before = attempt.started_at - timedelta(seconds=1)

    for fields in ({"deadline_at": before}, {"closes_at": before}, {"closes_at": None}, {"deadline_at": None}):
        with refused("attempt_closes_after_its_deadline"), transaction.atomic():
            Attempt.objects.update(**fields)


def test_a_person_has_one_note_in_a_block(enrolment):
    lesson_key = uuid.UUID(next(iter(plan_of(enrolment.structure).lessons)))
    note = keep_note(enrolment, lesson_key=lesson_key, block_id="own", value={"stock": "1"})

    with refused("one_note_per_person_and_block|block_id"), transaction.atomic():
        twin(note).save()


def test_an_open_course_has_something_to_begin(enrolment):
    with refused("open_course_has_a_structure"), transaction.atomic():
        Course.objects.update(structure=None)


def test_versions_and_structures_of_a_course_are_there_once(enrolment):
    with refused("one_course_version_per_number|number"), transaction.atomic():
        twin(CourseVersion.objects.get()).save()
    with refused("one_structure_per_digest|digest"), transaction.atomic():
        twin(Structure.objects.get()).save()


@pytest.mark.parametrize("of", ["course", "structure", "person"])
def test_what_somebody_learned_from_is_not_deleted(enrolment, of):
    with pytest.raises(ProtectedError):
        getattr(enrolment, of).delete()

    assert Enrolment.objects.exists()


def test_attempt_leads_to_itself_while_open_and_to_its_result_afterwards(attempt):
    assert attempt.get_absolute_url() == f"/learn/attempts/{attempt.uuid}/"

    handed_in = submit_attempt(attempt, language=ZH)

    assert handed_in.get_absolute_url() == f"/learn/attempts/{attempt.uuid}/result/"


def test_rows_are_called_by_what_tells_them_apart(enrolment, attempt):
    question = exam_questions(attempt)[0]
    answer_exam(attempt, question, sequence=7)
    first_key, checks = next(iter(plan_of(enrolment.structure).lessons.items()))
    answer_check(enrolment, checks[0])
    course, version = enrolment.course, CourseVersion.objects.get()
    note = Note(person=enrolment.person, block_id="own")

    assert str(enrolment) == f"{enrolment.person} · {course}"
    assert str(attempt) == f"{enrolment.pk} #1"
    assert str(AttemptAnswer.objects.get()) == f"{attempt.pk} {question.key} 7"
    assert first_key in {str(row).split()[1] for row in LessonCompletion.objects.all()}
    assert str(CheckAnswer.objects.last()) == f"{enrolment.pk} {checks[0].key}"
    assert str(version) == f"{course} v1"
    assert str(version.structure).startswith(f"{course.pk} {version.structure.digest[:8]}")
    assert str(version.lessons.filter(language=ZH).order_by("pk").first()) == f"第1 ({ZH})"
    assert str(version.questions.filter(language=ZH).order_by("pk").first()).endswith(f"({ZH})")
    assert str(note) == f"{enrolment.person_id} own"
