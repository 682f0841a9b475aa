import uuid

import pytest

from courses.actions import complete_lesson
from courses.exceptions import AnswerConflict, AnswerNotUnderstood, LessonHasOpenQuestions, LessonNotInCourse
from courses.models import CheckAnswer, LessonCompletion
from courses.plans import plan_of
from learning.models import LearningRecord
from tests.factories.courses import (
    EN,
    ZH,
    answer_check,
    do_lesson,
    do_lessons,
    enrolled,
    released,
    short_course,
    without_exam,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def enrolment():
    return enrolled()


def lessons_of(enrolment):
    return [(uuid.UUID(key), checks) for key, checks in plan_of(enrolment.structure).lessons.items()]


@pytest.fixture
def lesson(enrolment):
    """(key, (single, number)) of the first lesson."""
    return lessons_of(enrolment)[0]


def test_right_answer_is_kept_and_counts(enrolment, lesson):
    key, (single, _number) = lesson

    result = answer_check(enrolment, single)

    enrolment.refresh_from_db()
    assert result.is_right
    assert result.explanation.startswith("CANARY explains")
    assert (result.open_checks, result.is_lesson_done) == (1, False)
    assert enrolment.progress == {str(key): {"right": [single.key], "done": None}}
    assert CheckAnswer.objects.get().given == "b"


def test_wrong_answer_is_kept_and_says_what_it_overlooks(enrolment, lesson):
    _key, (single, _number) = lesson

    result = answer_check(enrolment, single, "a")

    enrolment.refresh_from_db()
    assert result.is_right is False
    assert result.choice_feedback == {"a": "CANARY feedback a"}
    assert result.open_checks == 2
    assert enrolment.progress == {}
    assert CheckAnswer.objects.get().is_right is False


def test_feedback_is_for_what_was_answered_only(enrolment, lesson):
    _key, (single, number) = lesson

    result = answer_check(enrolment, single, "a")

    assert "feedback b" not in repr(result)
    assert number.key not in repr(result)


def test_explanation_comes_in_the_language_of_the_page(enrolment, lesson):
    _key, (single, _number) = lesson

    assert answer_check(enrolment, single, language=EN).explanation.endswith(EN)
    assert answer_check(enrolment, single, language=ZH).explanation.endswith(ZH)


def test_once_right_stays_right(enrolment, lesson):
    key, (single, _number) = lesson
    answer_check(enrolment, single)

    result = answer_check(enrolment, single, "a")

    enrolment.refresh_from_db()
    assert result.is_right is False
    assert enrolment.progress[str(key)]["right"] == [single.key]


def test_lesson_is_done_with_its_last_question_right(enrolment, lesson):
    key, (single, number) = lesson
    answer_check(enrolment, number)

    result = answer_check(enrolment, single, language=EN)

    enrolment.refresh_from_db()
    completion = LessonCompletion.objects.get()
    assert result.is_lesson_done
    assert enrolment.progress[str(key)] == {
        "right": [single.key, number.key],
        "done": completion.completed_at.isoformat(),
    }
    assert completion.language == EN


def test_number_that_cannot_be_read_is_kept_and_says_what_to_write(enrolment, lesson):
    _key, (_single, number) = lesson

    result = answer_check(enrolment, number, "五十四天")

    assert result.is_right is None
    assert "Write digits only" in result.notice
    assert result.explanation == ""
    assert CheckAnswer.objects.get().given == "五十四天"


@pytest.mark.parametrize("typed", ["54", "５４", "54天", "54 days", "53.6"])
def test_number_is_right_in_either_language_and_within_its_tolerance(enrolment, lesson, typed):
    _key, (_single, number) = lesson

    assert answer_check(enrolment, number, typed).is_right


def test_same_request_again_gives_the_same_result_and_is_kept_once(enrolment, lesson):
    _key, (single, _number) = lesson
    client_uuid = uuid.uuid4()

    results = [answer_check(enrolment, single, client_uuid=client_uuid) for _again in range(3)]

    assert results[0] == results[1] == results[2]
    assert CheckAnswer.objects.count() == 1


def test_other_answer_under_one_uuid_is_kept_and_refused(enrolment, lesson):
    _key, (single, number) = lesson
    client_uuid = uuid.uuid4()
    answer_check(enrolment, single, "a", client_uuid=client_uuid)

    for _again in range(2):
        with pytest.raises(AnswerConflict, match="Another answer was saved"):
            answer_check(enrolment, single, "b", client_uuid=client_uuid)
    with pytest.raises(AnswerConflict):
        answer_check(enrolment, number, client_uuid=client_uuid)

    enrolment.refresh_from_db()
    assert enrolment.progress == {}
    kept = CheckAnswer.objects.order_by("pk").values_list("given", "is_conflict")
    assert list(kept) == [("a", False), ("b", True), ("54", True)]


def test_two_people_may_use_one_uuid():
    course, client_uuid = released(), uuid.uuid4()
    for _person in range(2):
        enrolment = enrolled(course=course)
        _key, (single, _number) = lessons_of(enrolment)[0]
        assert answer_check(enrolment, single, client_uuid=client_uuid).is_right


@pytest.mark.parametrize("given", ["", []])
def test_no_answer_is_no_answer(enrolment, lesson, given):
    key, (single, _number) = lesson

    with pytest.raises(AnswerNotUnderstood, match="Give an answer first"):
        answer_check(enrolment, single, given, lesson_key=key)

    assert not CheckAnswer.objects.exists()


def test_question_of_another_lesson_is_refused(enrolment, lesson):
    key, _checks = lesson
    _other, (truth,) = lessons_of(enrolment)[1]

    with pytest.raises(AnswerNotUnderstood, match="not part of what you are answering"):
        answer_check(enrolment, truth, lesson_key=key)


def test_lesson_of_another_course_is_refused(enrolment, lesson):
    _key, (single, _number) = lesson

    with pytest.raises(LessonNotInCourse):
        answer_check(enrolment, single, lesson_key=uuid.uuid4())
    with pytest.raises(LessonNotInCourse):
        complete_lesson(enrolment, lesson_key=uuid.uuid4(), language=ZH)


def test_foreign_choice_is_refused(enrolment, lesson):
    _key, (single, _number) = lesson

    with pytest.raises(AnswerNotUnderstood, match="does not belong"):
        answer_check(enrolment, single, "z")


def test_lesson_without_questions_is_done_by_its_button(enrolment):
    key, _checks = lessons_of(enrolment)[2]

    given = complete_lesson(enrolment, lesson_key=key, language=ZH)

    enrolment.refresh_from_db()
    assert enrolment.progress[str(key)]["done"]
    assert given.progress == enrolment.progress
    assert given.completed_at is None


def test_button_says_which_questions_are_open(enrolment, lesson):
    key, (single, _number) = lesson

    with pytest.raises(LessonHasOpenQuestions, match="Questions 1, 2 of this lesson"):
        complete_lesson(enrolment, lesson_key=key, language=ZH)

    answer_check(enrolment, single)
    with pytest.raises(LessonHasOpenQuestions, match="Question 2 of this") as refusal:
        complete_lesson(enrolment, lesson_key=key, language=ZH)
    assert refusal.value.numbers == (2,)
    assert not LessonCompletion.objects.exists()


def test_button_again_changes_nothing(enrolment):
    key, _checks = lessons_of(enrolment)[2]
    complete_lesson(enrolment, lesson_key=key, language=ZH)
    first = LessonCompletion.objects.get().completed_at

    complete_lesson(enrolment, lesson_key=key, language=EN)

    assert LessonCompletion.objects.get().completed_at == first


def test_course_without_an_exam_is_done_with_its_last_lesson():
    enrolment = enrolled(course=released(without_exam()))
    keys = [key for key, _checks in lessons_of(enrolment)]
    for key in keys[:2]:
        do_lesson(enrolment, key)

    given = complete_lesson(enrolment, lesson_key=keys[2], language=EN)

    enrolment.refresh_from_db()
    record = LearningRecord.objects.get()
    assert given.completed_at is not None
    assert record.completed_at == enrolment.completed_at
    assert (record.person, record.activity) == (enrolment.person, enrolment.course.activity)
    assert (record.source, record.source_version, record.language, record.score) == ("course", "1", EN, None)
    assert record.evidence == {"enrolment": str(enrolment.uuid)}
    assert record.organisation == enrolment.person.memberships.get().organisation


def test_last_check_question_completes_the_course_in_the_same_request():
    enrolment = enrolled(course=released(without_exam()))
    (first, _checks), (_second, (truth,)), (third, _none) = lessons_of(enrolment)
    do_lesson(enrolment, first)
    do_lesson(enrolment, third)

    result = answer_check(enrolment, truth)

    assert result.is_course_done
    assert LearningRecord.objects.count() == 1


def test_course_with_an_exam_is_not_done_with_its_lessons(enrolment):
    do_lessons(enrolment)

    assert enrolment.completed_at is None
    assert not LearningRecord.objects.exists()


def test_reviewing_a_done_course_records_nothing_more():
    enrolment = do_lessons(enrolled(course=released(short_course())))
    done_at = enrolment.completed_at

    do_lessons(enrolment)

    assert enrolment.completed_at == done_at
    assert LearningRecord.objects.count() == 1
