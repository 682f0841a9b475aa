"""The edges of a lesson: the longest note, the language that is not there, ids that belong elsewhere."""

import json
import uuid

import pytest
from django.urls import reverse

from courses.actions import close_course, complete_lesson, correct_lesson, enrolling, keep_note, keep_place
from courses.exceptions import LessonNotInCourse, NoteNotKept
from courses.models import CheckAnswer, Enrolment, LessonCompletion, Note
from courses.plans import plan_of
from courses.queries import course_shown, courses_visible_to, lesson_shown
from tests.factories.courses import (
    EN,
    ZH,
    answer_check,
    check_block,
    compiled_course,
    compiled_lesson,
    do_lesson,
    enrolled,
    lesson_in_both,
    number_check,
    released,
    single_check,
)
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]


def first_key(enrolment):
    return uuid.UUID(next(iter(plan_of(enrolment.structure).lessons)))


def calculator(names):
    fields = [{"name": name} for name in names]
    return {"id": "own", "type": "calculator", "value": {"title": "算", "fields": fields, "outputs": []}}


@pytest.fixture
def enrolment():
    return enrolled()


@pytest.mark.parametrize("length", [0, 1, enrolling.LONGEST_ENTRY])
def test_an_entry_of_a_note_may_be_forty_characters_long(enrolment, length):
    keep_note(enrolment, lesson_key=first_key(enrolment), block_id="own", value={"stock": "九" * length})

    assert Note.objects.get().value == {"stock": "九" * length}


def test_a_longer_entry_is_refused_and_the_note_before_stands(enrolment):
    keep_note(enrolment, lesson_key=first_key(enrolment), block_id="own", value={"stock": "60"})

    with pytest.raises(NoteNotKept, match="40 characters"):
        keep_note(enrolment, lesson_key=first_key(enrolment), block_id="own", value={"stock": "6" * 41})

    assert Note.objects.get().value == {"stock": "60"}


def test_a_note_of_too_many_entries_is_refused_as_a_whole():
    names = [f"field{number:03}" for number in range(100)]
    lesson = compiled_lesson(blocks=(calculator(names),))
    enrolment = enrolled(course=released(compiled_course(lessons=(lesson,), questions=())))
    value = dict.fromkeys(names, "1" * 40)
    assert len(json.dumps(value)) > enrolling.LONGEST_NOTE

    with pytest.raises(NoteNotKept):
        keep_note(enrolment, lesson_key=lesson.key, block_id="own", value=value)

    keep_note(enrolment, lesson_key=lesson.key, block_id="own", value=dict.fromkeys(names[:60], "1" * 40))
    assert len(Note.objects.get().value) == 60


def test_a_note_may_be_emptied_again(enrolment):
    for value in ({"ticked": ["one", "two"]}, {"ticked": []}):
        keep_note(enrolment, lesson_key=first_key(enrolment), block_id="tomorrow", value=value)

    assert Note.objects.get().value == {"ticked": []}


def test_a_note_is_kept_in_a_block_that_only_the_other_language_has():
    key = uuid.uuid4()
    lessons = (
        compiled_lesson(key),
        compiled_lesson(key, language=EN, blocks=(calculator(["stock"]) | {"id": "english"},)),
    )
    enrolment = enrolled(course=released(compiled_course(lessons=lessons, questions=())))

    keep_note(enrolment, lesson_key=key, block_id="english", value={"stock": "1"})

    assert lesson_shown(enrolment, lesson_key=key, language=EN).notes == {"english": {"stock": "1"}}


def test_explanation_falls_back_to_the_language_there_is():
    key = uuid.uuid4()
    check = single_check(key)
    lesson = compiled_lesson(key, language=EN, checks=(check,))
    enrolment = enrolled(course=released(compiled_course(lessons=(lesson,), questions=())))

    result = answer_check(enrolment, check, language=ZH)

    assert result.is_right
    assert result.explanation.endswith(EN)


def test_lesson_done_in_one_language_is_done_in_the_other(enrolment):
    do_lesson(enrolment, first_key(enrolment))
    enrolment.refresh_from_db()

    shown = [lesson_shown(enrolment, lesson_key=first_key(enrolment), language=language) for language in (ZH, EN)]

    assert [one.state for one in shown] == ["DONE", "DONE"]
    assert LessonCompletion.objects.count() == 1


def test_unit_of_either_language_may_be_typed_along():
    key = uuid.uuid4()
    check = number_check(key)
    lessons = tuple(
        compiled_lesson(key, language=language, blocks=(check_block(check, language, unit),), checks=(check,))
        for language, unit in ((ZH, "天"), (EN, "days"))
    )
    enrolment = enrolled(course=released(compiled_course(lessons=lessons, questions=())))

    assert answer_check(enrolment, check, "54 Days", language=ZH).is_right
    assert answer_check(enrolment, check, "５４天", language=EN).is_right


def test_lessons_of_a_closed_course_stay_open_to_whoever_began(enrolment):
    close_course(enrolment.course.key)

    do_lesson(enrolment, first_key(enrolment))

    shown = course_shown(courses_visible_to(enrolment.person).get(), enrolment.person, language=ZH)
    assert (shown.is_open, shown.lessons_done) == (False, 1)


def test_closed_course_is_not_there_for_anybody_else(enrolment):
    close_course(enrolment.course.key)

    assert not courses_visible_to(LearnerFactory()).exists()


def test_place_in_a_block_that_a_correction_took_away_leads_to_the_lesson():
    compiled = compiled_course(lessons=lesson_in_both(1), questions=())
    enrolment = enrolled(course=released(compiled))
    key = compiled.lessons[0].key
    keep_place(enrolment, lesson_key=key, section="own")
    for language in (ZH, EN):
        kept = tuple(block for block in compiled.lessons[0].blocks if block["id"] != "own")
        correct_lesson(compiled.key, compiled_lesson(key, language=language, blocks=kept), revisions={})

    person = enrolment.person
    shown = course_shown(courses_visible_to(person).get(), person, language=ZH)

    assert shown.current.section is None
    assert shown.url.endswith(f"/lessons/{key}/")


def test_button_in_a_lesson_of_another_course_is_refused(enrolment):
    foreign = first_key(enrolled())

    with pytest.raises(LessonNotInCourse, match="not part of your course"):
        complete_lesson(enrolment, lesson_key=foreign, language=ZH)

    assert not LessonCompletion.objects.exists()


@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "not-a-uuid", "../../etc", "%00"])
def test_lessons_that_never_were_are_not_there(client, enrolment, key):
    client.force_login(enrolment.person)
    there = reverse("courses:lesson_detail", args=[enrolment.course.uuid, first_key(enrolment)])

    assert client.get(there.replace(str(first_key(enrolment)), key)).status_code == 404


@pytest.mark.parametrize("question_key", ["", "x", "x" * 5000, "'; drop table", "\x00"])
def test_odd_question_keys_are_refused_with_a_sentence(client, enrolment, question_key):
    client.force_login(enrolment.person)
    there = reverse("courses:answer_check_question", args=[enrolment.course.uuid, first_key(enrolment)])

    response = client.post(there, {"question_key": question_key, "given": "b"}, headers={"Accept": "application/json"})

    assert response.status_code == 400
    assert not CheckAnswer.objects.exists()


def test_answers_of_one_person_change_nothing_for_another_in_the_same_course(enrolment):
    other = enrolled(LearnerFactory(), enrolment.course)

    do_lesson(enrolment, first_key(enrolment))

    assert Enrolment.objects.get(pk=other.pk).progress == {}
