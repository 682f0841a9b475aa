import uuid
from datetime import timedelta

import pytest
import time_machine

from courses.actions import (
    answer_exam_question,
    exams,
    start_attempt,
    submit_attempt,
    submit_if_overdue,
    submit_overdue_attempts,
)
from courses.compiled import ExamRules
from courses.enums import QuestionKind
from courses.exceptions import AnswerConflict, AnswerNotUnderstood, ExamLocked
from courses.models import Attempt, AttemptAnswer
from courses.queries import broken_invariants
from courses.tasks import submit_overdue_attempts as submit_overdue_attempts_task
from learning.models import LearningRecord
from tests.factories.courses import (
    ZH,
    answer_exam,
    do_lessons,
    enrolled,
    exam_questions,
    question_of,
    ready,
    released,
    wrong_answer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("in_english")]

UNSHUFFLED = ExamRules(pass_mark=75, attempts_allowed=3, minutes=30, shuffle_questions=False, shuffle_choices=False)


def test_answer_is_saved_as_given(attempt):
    number = question_of(attempt, QuestionKind.NUMERIC)

    saved = answer_exam(attempt, number, " 1,640 元")

    answer = AttemptAnswer.objects.get()
    assert (answer.given, answer.sequence, answer.is_late) == ("1,640 元", 1, False)
    assert (saved.counts, saved.notice, saved.answered_count, saved.next_sequence) == (True, "", 1, 2)


def test_saving_never_says_right_or_wrong(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)

    right, wrong = answer_exam(attempt, question), answer_exam(attempt, question, wrong_answer(question))

    assert {field for field in vars(right) if getattr(right, field) != getattr(wrong, field)} == {
        "saved_at",
        "next_sequence",
    }


def test_unreadable_number_is_kept_and_says_what_to_write(attempt):
    number = question_of(attempt, QuestionKind.NUMERIC)

    saved = answer_exam(attempt, number, "一千六")

    assert saved.counts
    assert "Write digits only" in saved.notice
    assert AttemptAnswer.objects.get().given == "一千六"


def test_every_answer_is_kept_and_the_last_counts(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)
    for given in ("a", "b", "c", "b"):
        answer_exam(attempt, question, given)

    attempt = submit_attempt(attempt, language=ZH)

    assert AttemptAnswer.objects.count() == 4
    assert attempt.marks[question.key] is True


def test_late_phone_does_not_undo_what_was_answered_since(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)
    answer_exam(attempt, question, "b", sequence=5)

    saved = answer_exam(attempt, question, "a", sequence=4)

    assert saved.next_sequence == 6
    assert submit_attempt(attempt, language=ZH).marks[question.key] is True


def test_equal_sequences_are_decided_by_what_came_last(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)
    answer_exam(attempt, question, "a", sequence=1)
    answer_exam(attempt, question, "b", sequence=1)

    assert submit_attempt(attempt, language=ZH).marks[question.key] is True


@pytest.mark.parametrize("sequence", [-5, 10**12])
def test_absurd_sequences_are_bounded(attempt, sequence):
    question = question_of(attempt, QuestionKind.SINGLE)

    answer_exam(attempt, question, sequence=sequence)

    assert 0 <= AttemptAnswer.objects.get().sequence <= 1_000_000


def test_cleared_answer_is_no_answer(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)
    answer_exam(attempt, question)

    saved = answer_exam(attempt, question, "")

    assert saved.answered_count == 0
    assert submit_attempt(attempt, language=ZH).marks[question.key] is False


def test_same_request_again_is_kept_once(attempt):
    question, client_uuid = question_of(attempt, QuestionKind.SINGLE), uuid.uuid4()

    saved = [answer_exam(attempt, question, client_uuid=client_uuid, sequence=1) for _again in range(3)]

    assert saved[0] == saved[1] == saved[2]
    assert AttemptAnswer.objects.count() == 1


def test_same_request_again_without_a_sequence_is_kept_once(attempt):
    question, client_uuid = question_of(attempt, QuestionKind.SINGLE), uuid.uuid4()

    for _again in range(2):
        answer_exam(attempt, question, client_uuid=client_uuid)

    assert AttemptAnswer.objects.count() == 1


def test_other_answer_under_one_uuid_is_kept_and_refused(attempt):
    question, client_uuid = question_of(attempt, QuestionKind.SINGLE), uuid.uuid4()
    answer_exam(attempt, question, "b", client_uuid=client_uuid)

    for _again in range(2):
        with pytest.raises(AnswerConflict):
            answer_exam(attempt, question, "a", client_uuid=client_uuid, sequence=9)

    assert list(AttemptAnswer.objects.order_by("pk").values_list("given", "is_conflict")) == [("b", False), ("a", True)]
    assert submit_attempt(attempt, language=ZH).marks[question.key] is True


def test_question_of_another_exam_is_refused(attempt):
    with pytest.raises(AnswerNotUnderstood, match="not part of what you are answering"):
        answer_exam_question(attempt, question_key=uuid.uuid4(), given="a", client_uuid=uuid.uuid4())


def test_foreign_choice_is_refused(attempt):
    with pytest.raises(AnswerNotUnderstood, match="does not belong"):
        answer_exam(attempt, question_of(attempt, QuestionKind.SINGLE), "z")


def test_answer_in_the_grace_counts(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)

    with time_machine.travel(attempt.deadline_at + timedelta(seconds=29), tick=False):
        saved = answer_exam(attempt, question)

    assert saved.counts
    assert submit_attempt(attempt, language=ZH).marks[question.key] is True


def test_answer_after_the_grace_is_kept_and_does_not_count_and_says_so(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)
    answer_exam(attempt, question, "a")

    with time_machine.travel(attempt.closes_at + timedelta(seconds=1), tick=False):
        saved = answer_exam(attempt, question, "b")
        attempt = submit_if_overdue(attempt)

    assert not saved.counts
    assert "kept, but it does not count" in saved.notice
    assert AttemptAnswer.objects.filter(is_late=True, given="b").exists()
    assert attempt.marks[question.key] is False


def test_answer_after_handing_in_is_kept_and_does_not_count(attempt):
    question = question_of(attempt, QuestionKind.SINGLE)
    submit_attempt(attempt, language=ZH)

    saved = answer_exam(attempt, question)

    attempt.refresh_from_db()
    assert not saved.counts
    assert attempt.marks[question.key] is False
    assert not broken_invariants()


def test_overdue_attempt_ends_at_its_end_whenever_that_is_noticed(attempt):
    for question in exam_questions(attempt):
        answer_exam(attempt, question)

    with time_machine.travel(attempt.closes_at + timedelta(days=3)):
        attempt = submit_if_overdue(attempt)

    assert attempt.submitted_at == attempt.closes_at
    assert attempt.is_passed
    record = LearningRecord.objects.get()
    assert record.completed_at == attempt.closes_at
    assert record.language == attempt.enrolment.person.language


def test_attempt_in_time_is_left_open(attempt):
    with time_machine.travel(attempt.closes_at, tick=False):
        assert submit_if_overdue(attempt).is_open


def test_overdue_attempts_are_handed_in_by_the_clock():
    course = released()
    overdue = [start_attempt(do_lessons(enrolled(course=course))) for _person in range(2)]
    with time_machine.travel(overdue[1].closes_at + timedelta(minutes=1)):
        in_time = start_attempt(do_lessons(enrolled(course=course)))

        assert submit_overdue_attempts() == 2
        assert submit_overdue_attempts() == 0

    assert set(Attempt.objects.filter(submitted_at=None)) == {in_time}


def test_task_hands_in_overdue_attempts(attempt):
    with time_machine.travel(attempt.closes_at + timedelta(minutes=1)):
        submit_overdue_attempts_task()

    attempt.refresh_from_db()
    assert not attempt.is_open


def test_starting_after_the_time_ran_out_hands_in_the_old_attempt_and_begins_a_new_one(enrolment, attempt):
    with time_machine.travel(attempt.closes_at + timedelta(minutes=1)):
        second = start_attempt(enrolment)

    attempt.refresh_from_db()
    assert (attempt.is_passed, second.number) == (False, 2)


@pytest.mark.parametrize(("is_right", "sentence"), [(True, "You have passed"), (False, "The only attempt is used up")])
def test_old_attempt_stays_handed_in_even_if_no_other_may_be_started(is_right, sentence):
    enrolment = ready(rules=ExamRules(attempts_allowed=1, minutes=30))
    attempt = start_attempt(enrolment)
    for question in exam_questions(attempt):
        answer_exam(attempt, question, None if is_right else wrong_answer(question))

    with time_machine.travel(attempt.closes_at + timedelta(minutes=1)), pytest.raises(ExamLocked, match=sentence):
        start_attempt(enrolment)

    attempt.refresh_from_db()
    assert attempt.is_passed is is_right


def test_attempts_left_open_break_an_invariant(attempt):
    with time_machine.travel(attempt.closes_at + timedelta(minutes=6)):
        assert broken_invariants() == {"attempts open after their end": 1}


def test_attempt_that_cannot_be_handed_in_holds_up_no_other(monkeypatch, caplog):
    course = released()
    broken, sound = (start_attempt(do_lessons(enrolled(course=course))) for _person in range(2))
    marks_of = exams.marks_of

    def failing(attempt):
        if attempt.pk == broken.pk:
            raise RuntimeError("no marks today")
        return marks_of(attempt)

    monkeypatch.setattr(exams, "marks_of", failing)
    with time_machine.travel(sound.closes_at + timedelta(minutes=1)):
        assert submit_overdue_attempts() == 1

    assert set(Attempt.objects.filter(submitted_at=None)) == {broken}
    assert str(broken.uuid) in caplog.text
