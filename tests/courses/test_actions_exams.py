import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from certificates.models import Certificate
from courses.actions import (
    flag_question,
    release_course,
    start_attempt,
    submit_attempt,
    submit_if_overdue,
)
from courses.compiled import ExamRules
from courses.exceptions import AnswerNotUnderstood, AttemptClosed, CourseHasNoExam, ExamLocked
from courses.models import Attempt
from courses.queries import broken_invariants
from foundation.models import AuditLine
from learning.models import LearningRecord
from tests.factories.courses import (
    EN,
    ZH,
    answer_exam,
    compiled_course,
    compiled_question,
    do_lessons,
    enrolled,
    exam_questions,
    ready,
    released,
    sit_exam,
    without_exam,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]

UNSHUFFLED = ExamRules(pass_mark=75, attempts_allowed=3, minutes=30, shuffle_questions=False, shuffle_choices=False)


def test_exam_is_locked_until_every_lesson_is_done():
    with pytest.raises(ExamLocked, match="done the remaining 3 lessons"):
        start_attempt(enrolled())


def test_course_without_an_exam_has_no_attempts():
    with pytest.raises(CourseHasNoExam):
        start_attempt(do_lessons(enrolled(course=released(without_exam()))))


def test_attempt_is_made_with_its_order_and_its_end(enrolment):
    attempt = start_attempt(enrolment)

    assert (attempt.number, attempt.is_open, attempt.version) == (1, True, enrolment.structure.version)
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=30)
    assert attempt.closes_at - attempt.deadline_at == timedelta(seconds=30)
    plan = enrolment.structure.plan
    assert sorted(attempt.order["questions"]) == sorted(one["key"] for one in plan["questions"])
    assert {key: sorted(choices) for key, choices in attempt.order["choices"].items()} == {
        one["key"]: list("abcd") for one in plan["questions"] if one["choices"]
    }


def test_attempt_without_a_limit_never_ends():
    attempt = start_attempt(ready(rules=ExamRules(minutes=0)))

    assert attempt.deadline_at is attempt.closes_at is None
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert submit_if_overdue(attempt).is_open


def test_order_is_the_courses_own_if_it_is_not_to_be_shuffled():
    attempt = start_attempt(ready(rules=UNSHUFFLED))

    assert attempt.order["questions"] == [one["key"] for one in attempt.enrolment.structure.plan["questions"]]
    assert set(map(tuple, attempt.order["choices"].values())) == {tuple("abcd")}


def test_order_differs_between_people():
    course = released(compiled_course(questions=tuple(compiled_question() for _number in range(12))))

    attempts = [start_attempt(do_lessons(enrolled(course=course))) for _person in range(3)]

    assert len({tuple(attempt.order["questions"]) for attempt in attempts}) == 3


def test_starting_again_returns_the_open_attempt(enrolment):
    assert start_attempt(enrolment) == start_attempt(enrolment)

    assert Attempt.objects.count() == 1


def test_failed_attempts_are_counted_and_end(enrolment):
    for number in (1, 2, 3):
        assert sit_exam(enrolment, wrong=4).number == number

    with pytest.raises(ExamLocked, match="All 3 attempts are used up"):
        start_attempt(enrolment)


def test_the_only_attempt_is_spoken_of_in_the_singular():
    enrolment = ready(rules=ExamRules(attempts_allowed=1))
    sit_exam(enrolment, wrong=4)

    with pytest.raises(ExamLocked, match="The only attempt is used up"):
        start_attempt(enrolment)


def test_any_number_of_attempts_if_none_is_set():
    enrolment = ready(rules=ExamRules(attempts_allowed=0))

    for number in range(1, 6):
        assert sit_exam(enrolment, wrong=4).number == number


def test_passed_exam_is_not_taken_again(enrolment):
    sit_exam(enrolment)

    with pytest.raises(ExamLocked, match="You have passed this exam"):
        start_attempt(enrolment)


def test_attempt_keeps_the_words_it_began_with(enrolment, attempt):
    compiled = compiled_course(key=enrolment.course.key)
    release_course(compiled)

    attempt.refresh_from_db()
    assert attempt.version.structure == enrolment.structure


@pytest.mark.parametrize(
    ("wrong", "score", "is_passed"), [(0, 100, True), (1, 75, True), (2, 50, False), (4, 0, False)]
)
def test_score_follows_from_the_saved_answers(enrolment, wrong, score, is_passed):
    attempt = sit_exam(enrolment, wrong=wrong)

    assert (attempt.score, attempt.is_passed) == (Decimal(score), is_passed)
    assert sorted(attempt.marks.values()) == [False] * wrong + [True] * (4 - wrong)
    assert not broken_invariants()


def test_unanswered_questions_are_wrong(attempt):
    assert submit_attempt(attempt, language=ZH).score == 0


def test_handing_in_twice_is_handing_in_once(attempt):
    first = submit_attempt(attempt, language=ZH)

    second = submit_attempt(attempt, language=ZH)

    assert (second.submitted_at, second.score) == (first.submitted_at, first.score)
    assert AuditLine.objects.filter(action="submit_attempt").count() == 1


def test_passing_completes_the_course_and_earns_the_certificate(enrolment):
    attempt = sit_exam(enrolment, wrong=1)

    enrolment.refresh_from_db()
    record, certificate = LearningRecord.objects.get(), Certificate.objects.get()
    assert enrolment.completed_at == record.completed_at == attempt.submitted_at
    assert record.score == 75
    assert record.evidence == {"enrolment": str(enrolment.uuid), "attempt": str(attempt.uuid)}
    assert (certificate.holder_person, certificate.credential) == (
        enrolment.person,
        enrolment.course.activity.credential,
    )


def test_failing_earns_nothing(enrolment):
    sit_exam(enrolment, wrong=3)

    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    assert not LearningRecord.objects.exists()
    assert not Certificate.objects.exists()


def test_passing_after_failing_records_the_passed_attempt(enrolment):
    sit_exam(enrolment, wrong=4)
    second = sit_exam(enrolment)

    assert LearningRecord.objects.get().evidence["attempt"] == str(second.uuid)


def test_version_in_the_record_is_the_one_that_was_sat(enrolment):
    attempt = start_attempt(enrolment)
    for question in exam_questions(attempt):
        answer_exam(attempt, question)
    submit_attempt(attempt, language=EN)

    record = LearningRecord.objects.get()
    assert (record.source, record.source_version, record.language) == ("course", "1", EN)


def test_flags_are_kept_on_the_server(attempt):
    first, second = exam_questions(attempt)[:2]
    for question in (second, first, second):
        flag_question(attempt, question_key=uuid.UUID(question.key), is_flagged=True)

    attempt.refresh_from_db()
    assert attempt.flags == [first.key, second.key]

    flag_question(attempt, question_key=uuid.UUID(first.key), is_flagged=False)
    attempt.refresh_from_db()
    assert attempt.flags == [second.key]


def test_foreign_question_is_not_flagged(attempt):
    with pytest.raises(AnswerNotUnderstood):
        flag_question(attempt, question_key=uuid.uuid4(), is_flagged=True)


def test_submitted_attempt_takes_no_flags(attempt):
    key = uuid.UUID(attempt.order["questions"][0])
    submit_attempt(attempt, language=ZH)

    with pytest.raises(AttemptClosed):
        flag_question(attempt, question_key=key, is_flagged=True)
