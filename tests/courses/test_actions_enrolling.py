import uuid

import pytest
from django.utils import timezone

from courses.actions import close_course, enrol_person, keep_note, keep_place
from courses.exceptions import CourseClosed, LessonNotInCourse, NoteNotKept
from courses.models import Enrolment, Note
from foundation.models import AuditLine
from learning.api import open_cycle, record_completion
from tests.factories.courses import completed, enrolled, released, short_course
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]


def first_key(enrolment):
    return uuid.UUID(enrolment.structure.plan["lessons"][0]["key"])


def test_enrolling_begins_the_newest_structure():
    course, person = released(), LearnerFactory()

    enrolment = enrol_person(person, course=course)

    assert (enrolment.person, enrolment.course, enrolment.cycle) == (person, course, 0)
    assert enrolment.structure == course.structure
    assert enrolment.progress == enrolment.place == {}
    assert AuditLine.objects.get(action="enrol_person").object_uuid == enrolment.uuid


def test_enrolling_twice_is_enrolling_once():
    course, person = released(), LearnerFactory()

    assert enrol_person(person, course=course) == enrol_person(person, course=course)

    assert Enrolment.objects.count() == 1
    assert AuditLine.objects.filter(action="enrol_person").count() == 1


def test_closed_course_takes_nobody_new():
    course = released()
    close_course(course.key)
    course.refresh_from_db()

    with pytest.raises(CourseClosed, match="no new learners at the moment"):
        enrol_person(LearnerFactory(), course=course)


def test_closed_course_keeps_whoever_began_it():
    enrolment = enrolled()
    close_course(enrolment.course.key)
    enrolment.course.refresh_from_db()

    assert enrol_person(enrolment.person, course=enrolment.course) == enrolment


def test_new_round_begins_anew_and_leaves_the_old_one():
    course = released(short_course())
    first = completed(enrolled(course=course))
    open_cycle(first.person, course.activity, reason="每年一次")

    second = enrol_person(first.person, course=course)

    assert (second.cycle, second.progress, second.completed_at) == (1, {}, None)
    first.refresh_from_db()
    assert first.completed_at


def test_unfinished_enrolment_is_carried_into_the_new_round():
    course = released(short_course())
    enrolment = enrolled(course=course)
    _recorded_elsewhere(enrolment)
    open_cycle(enrolment.person, course.activity, reason="每年一次")

    again = enrol_person(enrolment.person, course=course)

    assert (again.pk, again.cycle) == (enrolment.pk, 1)


def _recorded_elsewhere(enrolment):
    record_completion(enrolment.person, enrolment.course.activity, completed_at=timezone.now(), source="class")


def test_place_is_kept():
    enrolment = enrolled()
    before = enrolment.active_at

    keep_place(enrolment, lesson_key=first_key(enrolment), section="own")

    enrolment.refresh_from_db()
    assert enrolment.place == {"lesson": str(first_key(enrolment)), "section": "own"}
    assert enrolment.active_at > before


def test_place_in_a_block_that_is_gone_is_the_beginning_of_the_lesson():
    enrolment = enrolled()

    keep_place(enrolment, lesson_key=first_key(enrolment), section="no such block")

    enrolment.refresh_from_db()
    assert enrolment.place["section"] == ""


def test_place_in_a_lesson_of_another_course_is_refused():
    with pytest.raises(LessonNotInCourse):
        keep_place(enrolled(), lesson_key=uuid.uuid4(), section="own")


def test_own_numbers_are_kept_as_typed_and_the_last_ones_stand():
    enrolment = enrolled()
    key = first_key(enrolment)

    keep_note(enrolment, lesson_key=key, block_id="own", value={"stock": "６２万", "sold": "10,360"})
    keep_note(enrolment, lesson_key=key, block_id="own", value={"stock": "620,000"})

    assert Note.objects.get(person=enrolment.person).value == {"stock": "620,000"}


def test_ticks_are_kept_in_the_order_of_the_list():
    enrolment = enrolled()

    note = keep_note(
        enrolment, lesson_key=first_key(enrolment), block_id="tomorrow", value={"ticked": ["two", "one", "two"]}
    )

    assert note.value == {"ticked": ["one", "two"]}


def test_notes_of_two_people_do_not_meet():
    course = released()
    one, other = enrolled(course=course), enrolled(course=course)
    for enrolment, stock in ((one, "1"), (other, "2")):
        keep_note(enrolment, lesson_key=first_key(enrolment), block_id="own", value={"stock": stock})

    assert Note.objects.get(person=one.person).value == {"stock": "1"}


def test_notes_stay_for_the_next_round():
    course = released(short_course())
    first = completed(enrolled(course=course))
    keep_note(first, lesson_key=first_key(first), block_id="own", value={"stock": "1"})
    open_cycle(first.person, course.activity, reason="每年一次")
    second = enrol_person(first.person, course=course)

    keep_note(second, lesson_key=first_key(second), block_id="own", value={"stock": "2"})

    assert Note.objects.get().value == {"stock": "2"}


@pytest.mark.parametrize(
    ("block_id", "value"),
    [
        ("own", {"profit": "1"}),
        ("own", {"stock": 1}),
        ("own", {"stock": ["1"]}),
        ("own", ["1"]),
        ("own", None),
        ("own", {"stock": "1" * 41}),
        ("tomorrow", {"ticked": ["three"]}),
        ("tomorrow", {"ticked": "one"}),
        ("tomorrow", {"ticked": [["one"]]}),
        ("tomorrow", {"ticked": [], "more": 1}),
        ("tomorrow", {}),
        ("tomorrow", []),
        ("text", {"stock": "1"}),
        ("no such block", {"stock": "1"}),
    ],
)
def test_notes_of_another_shape_are_refused_with_a_sentence(block_id, value):
    enrolment = enrolled()

    with pytest.raises(NoteNotKept, match=r"\.$"):
        keep_note(enrolment, lesson_key=first_key(enrolment), block_id=block_id, value=value)

    assert not Note.objects.exists()


def test_note_in_a_lesson_of_another_course_is_refused():
    with pytest.raises(LessonNotInCourse):
        keep_note(enrolled(), lesson_key=uuid.uuid4(), block_id="own", value={})


def test_what_no_database_takes_is_left_out_of_notes():
    enrolment = enrolled()

    note = keep_note(enrolment, lesson_key=first_key(enrolment), block_id="own", value={"stock": "6\x002\ud800"})

    assert note.value == {"stock": "62"}
