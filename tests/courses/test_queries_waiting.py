import uuid
from dataclasses import replace

import pytest
from django.utils import translation

from courses.actions import correct_lesson, release_course
from courses.compiled import ExamRules
from courses.enums import WaitingKind
from courses.queries import what_waits
from tests.factories.courses import (
    EN,
    ZH,
    compiled_course,
    compiled_lesson,
    compiled_question,
    lesson_in_both,
    released,
    single_check,
    truth_check,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def found(compiled):
    return [(one.kind, one.title, one.reason) for one in what_waits(compiled)]


def test_nothing_waits_right_after_release():
    compiled = compiled_course()
    released(compiled)

    assert found(compiled) == []


def test_whole_course_waits_before_its_first_release():
    compiled = compiled_course()

    assert found(compiled) == [(WaitingKind.COURSE, "Inventory Management", "The course is not released yet.")]


def test_new_lesson_is_listed_in_the_editors_language():
    compiled = compiled_course()
    released(compiled)
    more = replace(compiled, lessons=(*compiled.lessons, *lesson_in_both(4)))

    assert found(more) == [(WaitingKind.LESSON, "Lesson 4", "The lesson is new.")]
    with translation.override(ZH):
        assert what_waits(more)[0].title == "第4"


def test_lesson_taken_out_is_listed_by_its_released_title():
    compiled = compiled_course()
    released(compiled)

    fewer = replace(compiled, lessons=compiled.lessons[2:], questions=())

    assert (WaitingKind.LESSON, "Lesson 1", "The lesson was taken out.") in found(fewer)


def test_moved_lessons_are_listed_once():
    compiled = compiled_course()
    released(compiled)
    moved = replace(compiled, lessons=(*compiled.lessons[2:4], *compiled.lessons[:2], *compiled.lessons[4:]))

    assert found(moved) == [(WaitingKind.COURSE, "Inventory Management", "The lessons stand in another order.")]


def test_changed_check_questions_are_listed_until_the_course_is_published():
    compiled = compiled_course()
    released(compiled)
    key = compiled.lessons[4].key
    lessons = [compiled_lesson(key, language=one, title="3", checks=[truth_check(key)]) for one in (ZH, EN)]
    changed = replace(compiled, lessons=(*compiled.lessons[:4], *lessons))
    correct_lesson(compiled.key, lessons[0], revisions={})

    assert found(changed) == [(WaitingKind.LESSON, "3", "Its check questions changed.")]

    release_course(changed)
    assert found(changed) == []


def test_words_that_did_not_flow_are_listed():
    compiled = compiled_course(lessons=(compiled_lesson(title="一", digest="a" * 64),), questions=())
    released(compiled)
    ahead = replace(compiled, lessons=(replace(compiled.lessons[0], digest="b" * 64),))

    assert found(ahead) == [(WaitingKind.LESSON, "一", "Its newest words are not out yet.")]


def test_words_are_not_compared_without_a_digest():
    compiled = compiled_course(lessons=(compiled_lesson(title="一", digest="a" * 64),), questions=())
    released(compiled)

    assert found(replace(compiled, lessons=(replace(compiled.lessons[0], digest="", sum="9"),))) == []


def test_outdated_translation_is_listed():
    key = uuid.uuid4()
    written = compiled_lesson(key, title="一", checks=[single_check(key)])
    outdated = compiled_lesson(key, language=EN, title="One", checks=[truth_check(key)])
    compiled = compiled_course(lessons=(written, outdated), questions=())
    released(compiled)

    assert [(kind, title) for kind, title, _reason in found(compiled)] == [(WaitingKind.LESSON, "One")]
    assert "asks other questions than the original" in found(compiled)[0][2]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"answer": "c"}, "Its answers changed."),
        ({"lesson": None}, "It points to another lesson."),
        ({"digest": "f" * 64}, "Its newest words are not out yet."),
    ],
)
def test_changed_question_is_listed(change, reason):
    compiled = compiled_course()
    question = replace(compiled.questions[0], prompt="哪个？")
    compiled = replace(compiled, questions=(question,))
    released(compiled)

    changed = replace(compiled, questions=(replace(question, **change),))

    assert found(changed) == [(WaitingKind.QUESTION, "哪个？", reason)]


def test_new_and_removed_questions_are_listed():
    old, new = compiled_question(prompt="旧"), compiled_question(prompt="新")
    compiled = compiled_course(questions=(old,))
    released(compiled)

    changed = found(replace(compiled, questions=(new,)))

    assert changed == [
        (WaitingKind.QUESTION, "新", "The question is new."),
        (WaitingKind.QUESTION, "旧", "The question was taken out."),
    ]


def test_outdated_translation_of_a_question_is_listed():
    key = uuid.uuid4()
    questions = (compiled_question(key=key), compiled_question(key=key, language=EN, answer="c", prompt="Which?"))
    compiled = compiled_course(questions=questions)
    released(compiled)

    assert [(kind, title) for kind, title, _reason in found(compiled)] == [(WaitingKind.QUESTION, "Which?")]


def test_rules_and_order_of_questions_and_words_of_the_course_are_listed():
    first, second = compiled_question(), compiled_question()
    compiled = compiled_course(questions=(first, second))
    released(compiled)
    changed = replace(
        compiled,
        questions=(second, first),
        rules=ExamRules(pass_mark=90),
        words={**compiled.words, EN: {**compiled.words[EN], "ask": "Why?"}},
    )

    assert [(kind, reason) for kind, _title, reason in found(changed)] == [
        (WaitingKind.COURSE, "The words of the course page changed."),
        (WaitingKind.COURSE, "The exam questions stand in another order."),
        (WaitingKind.RULES, "The rules of the exam changed."),
    ]


@pytest.mark.parametrize("lesson_count", [1, 30])
def test_query_count_is_constant(lesson_count, django_assert_max_num_queries):
    lessons = tuple(lesson for number in range(lesson_count) for lesson in lesson_in_both(number))
    compiled = compiled_course(lessons=lessons)
    released(compiled)

    with django_assert_max_num_queries(3):
        what_waits(compiled)
