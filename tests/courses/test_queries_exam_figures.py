import datetime as dt
from dataclasses import replace

import pytest
from django.db.models import Q

from courses.actions import start_attempt, submit_attempt
from courses.enums import QuestionKind
from courses.models import Attempt, AttemptAnswer
from courses.queries import exam_figures, first_attempts_seen_by
from courses.queries.exam_figures import FEWEST
from people.enums import StaffGroup
from tests.factories.courses import (
    answer_exam,
    compiled_course,
    do_lessons,
    enrolled,
    exam_questions,
    released,
    sit_exam,
    without_exam,
    wrong_answer,
)
from tests.factories.people import LearnerFactory, OwnerFactory, RepFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def course():
    """Of one lesson: the way to the exam is short."""
    compiled = compiled_course()
    return released(replace(compiled, lessons=compiled.lessons[:2]))


@pytest.fixture
def admin():
    return StaffFactory(group=StaffGroup.CURRICULUM_ADMINS)


def sit(course, count, *, wrong=()):
    """So many people sit the exam once, each answering questions of these kinds wrongly."""
    sat = []
    for _time in range(count):
        attempt = start_attempt(do_lessons(enrolled(course=course)))
        for question in exam_questions(attempt):
            answer_exam(attempt, question, given=wrong_answer(question) if question.kind in wrong else None)
        sat.append(submit_attempt(attempt, language="zh-hans"))
    return sat


def figures(course, admin, **fields):
    return {row.kind: row for row in exam_figures(course, seen_by=admin, language="en", **fields)}


def test_share_of_right_answers_is_told_by_question_in_the_exams_order(course, admin):
    sit(course, 3)
    sit(course, 2, wrong=[QuestionKind.NUMERIC, QuestionKind.SINGLE])

    rows = exam_figures(course, seen_by=admin, language="en")

    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert {row.kind: row.right_percent for row in rows} == {
        QuestionKind.SINGLE: 60,
        QuestionKind.MULTIPLE: 100,
        QuestionKind.TRUE_FALSE: 100,
        QuestionKind.NUMERIC: 60,
    }
    assert {row.people for row in rows} == {5}


def test_words_are_those_of_the_reader(course, admin):
    sit(course, FEWEST)

    assert "en" in figures(course, admin)[QuestionKind.SINGLE].prompt


def test_choices_are_counted_as_they_were_picked(course, admin):
    sit(course, 4)
    sit(course, 2, wrong=[QuestionKind.SINGLE, QuestionKind.TRUE_FALSE])

    rows = figures(course, admin)

    single = {one.text: (one.count, one.is_right) for one in rows[QuestionKind.SINGLE].picked}
    assert sorted(single.values()) == [(0, False), (0, False), (2, False), (4, True)]
    assert [one.count for one in rows[QuestionKind.TRUE_FALSE].picked] == [4, 2]
    assert [one.count for one in rows[QuestionKind.MULTIPLE].picked if one.is_right] == [6, 6]


def test_typed_numbers_are_never_told(course, admin):
    sit(course, FEWEST, wrong=[QuestionKind.NUMERIC])

    assert figures(course, admin)[QuestionKind.NUMERIC].picked == ()


def test_who_leaves_a_question_out_is_counted_so(course, admin):
    sit(course, 4)
    attempt = start_attempt(do_lessons(enrolled(course=course)))
    submit_attempt(attempt, language="zh-hans")

    row = figures(course, admin)[QuestionKind.SINGLE]

    assert (row.picked[-1].text, row.picked[-1].count) == ("", 1)
    assert row.right_percent == 80


def test_only_the_answer_that_counts_is_counted(course, admin):
    sit(course, 4)
    attempt = start_attempt(do_lessons(enrolled(course=course)))
    for question in exam_questions(attempt):
        answer_exam(attempt, question, given=wrong_answer(question), sequence=1)
    for question in exam_questions(attempt):
        answer_exam(attempt, question, sequence=2)
    submit_attempt(attempt, language="zh-hans")

    row = figures(course, admin)[QuestionKind.SINGLE]

    assert sum(one.count for one in row.picked) == 5
    assert row.right_percent == 100


def test_second_attempts_are_not_counted(course, admin):
    sat = sit(course, FEWEST, wrong=[QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.NUMERIC])
    for attempt in sat:
        sit_exam(attempt.enrolment)

    row = figures(course, admin)[QuestionKind.SINGLE]

    assert (row.people, row.right_percent) == (FEWEST, 0)


def test_open_attempts_are_not_counted(course, admin):
    sit(course, FEWEST)
    start_attempt(do_lessons(enrolled(course=course)))

    assert figures(course, admin)[QuestionKind.SINGLE].people == FEWEST


def test_figures_of_fewer_than_five_people_are_not_told(course, admin):
    sit(course, FEWEST - 1)

    for row in exam_figures(course, seen_by=admin, language="en"):
        assert (row.people, row.right_percent, row.picked, row.median_seconds) == (None, None, (), None)
        assert row.prompt


def test_filter_that_leaves_out_one_person_tells_nothing(course, admin):
    """Else the one person's answers were the difference to the figures without the filter."""
    sat = sit(course, FEWEST + 1)

    all_but_one = figures(course, admin, only=~Q(pk=sat[0].pk))

    assert {row.people for row in all_but_one.values()} == {None}


def test_filter_that_leaves_out_five_people_tells_of_the_others(course, admin):
    left_out = sit(course, FEWEST, wrong=[QuestionKind.SINGLE])
    sit(course, FEWEST)

    rows = figures(course, admin, only=~Q(pk__in=[attempt.pk for attempt in left_out]))

    assert (rows[QuestionKind.SINGLE].people, rows[QuestionKind.SINGLE].right_percent) == (FEWEST, 100)


def test_median_is_of_the_seconds_from_one_answer_to_the_next(course, admin):
    for seconds, attempt in enumerate(sit(course, FEWEST), 1):
        for place, answer in enumerate(AttemptAnswer.objects.filter(attempt=attempt).order_by("sequence", "pk"), 1):
            moment = attempt.started_at + dt.timedelta(seconds=10 * seconds * place)
            AttemptAnswer.objects.filter(pk=answer.pk).update(saved_at=moment)

    assert {row.median_seconds for row in figures(course, admin).values()} == {30}


def test_answers_to_a_question_that_was_put_otherwise_are_not_counted(admin):
    compiled = compiled_course()
    course = released(compiled)
    sit(course, FEWEST)
    turned = [
        replace(question, answer=not question.answer) if question.kind == QuestionKind.TRUE_FALSE else question
        for question in compiled.questions
    ]
    course = released(replace(compiled, questions=tuple(turned)))

    rows = figures(course, admin)

    assert rows[QuestionKind.TRUE_FALSE].people is None
    assert rows[QuestionKind.SINGLE].people == FEWEST


def test_course_without_an_exam_has_no_figures(admin):
    assert exam_figures(released(without_exam()), seen_by=admin, language="en") == []


@pytest.mark.parametrize("factory", [LearnerFactory, OwnerFactory, RepFactory, StaffFactory])
def test_nobody_but_those_who_administer_sees_figures(course, factory):
    sit(course, FEWEST)

    person = factory()

    assert not first_attempts_seen_by(person).exists()
    assert {row.people for row in exam_figures(course, seen_by=person, language="en")} == {None}


def test_figures_take_as_many_queries_for_six_people_as_for_twelve(course, admin, django_assert_num_queries):
    sit(course, 6)
    exam_figures(course, seen_by=admin, language="en")
    for _more in range(2):
        with django_assert_num_queries(4):
            exam_figures(course, seen_by=admin, language="en")
        sit(course, 6)

    assert Attempt.objects.count() == 18
