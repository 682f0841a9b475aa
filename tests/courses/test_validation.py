import uuid
from dataclasses import replace

import pytest

from courses.compiled import CompiledCertificate, CompiledCheck, ExamRules
from courses.enums import QuestionKind
from courses.exceptions import CourseNotReleasable
from courses.validation import refuse_uncorrectable, refuse_unreleasable
from tests.factories.courses import (
    ZH,
    check_block,
    compiled_course,
    compiled_lesson,
    compiled_question,
    number_check,
    single_check,
    truth_check,
)

pytestmark = pytest.mark.usefixtures("in_english")

KEY = uuid.UUID(int=1)


def problems_of(compiled):
    with pytest.raises(CourseNotReleasable) as refusal:
        refuse_unreleasable(compiled)
    return refusal.value.problems


def lesson_with(check):
    return compiled_lesson(KEY, title="一", checks=[check])


def test_sound_course_is_accepted():
    refuse_unreleasable(compiled_course())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": {}}, "The course has no words in any language."),
        ({"words": {ZH: {"title": ""}}}, "The course has no title in “zh-hans”."),
        ({"lessons": ()}, "no published lesson"),
        ({"certificate": CompiledCertificate(valid_months=0)}, "at least one month"),
        ({"rules": ExamRules(pass_mark=0)}, "percentage from 1 to 100"),
        ({"rules": ExamRules(pass_mark=101)}, "percentage from 1 to 100"),
        ({"rules": ExamRules(attempts_allowed=-1)}, "0 for any number"),
        ({"rules": ExamRules(minutes=1441)}, "24 hours"),
        ({"rules": ExamRules(grace_seconds=601)}, "at most ten minutes"),
        ({"rules": ExamRules(feedback="SOMETIMES")}, "when right answers are shown"),
    ],
)
def test_course_says_what_is_wrong(fields, sentence):
    problems = problems_of(compiled_course(**fields))

    assert len(problems) == 1
    assert sentence in problems[0]


def test_rules_do_not_matter_without_an_exam():
    refuse_unreleasable(compiled_course(questions=(), rules=ExamRules(pass_mark=0)))


def test_all_problems_are_told_at_once():
    refusal = problems_of(compiled_course(words={}, lessons=(), rules=ExamRules(pass_mark=0)))

    assert len(refusal) == 3


def test_lesson_twice_in_one_language_is_refused():
    lesson = compiled_lesson(title="一")

    assert "Lesson “一” is there twice in one language." in problems_of(compiled_course(lessons=(lesson, lesson)))


def test_question_twice_in_one_language_is_refused():
    question = compiled_question(prompt="哪个？")

    assert "“哪个？” is there twice" in problems_of(compiled_course(questions=(question, question)))[0]


@pytest.mark.parametrize("ids", [("a", "a"), ("a", ""), ("a", None)])
def test_parts_need_marks_of_their_own(ids):
    blocks = tuple({"id": one, "type": "text", "value": {"html": ""}} for one in ids)

    with pytest.raises(CourseNotReleasable, match="share one mark"):
        refuse_uncorrectable(compiled_lesson(blocks=blocks))


def test_check_question_of_another_lesson_is_refused():
    with pytest.raises(CourseNotReleasable, match="no key of its own"):
        refuse_uncorrectable(compiled_lesson(checks=[single_check(KEY)]))


def test_check_without_its_block_is_refused():
    with pytest.raises(CourseNotReleasable, match="do not match"):
        refuse_uncorrectable(compiled_lesson(KEY, checks=[single_check(KEY)], blocks=()))


def test_block_without_its_check_is_refused():
    with pytest.raises(CourseNotReleasable, match="do not match"):
        refuse_uncorrectable(compiled_lesson(KEY, blocks=(check_block(single_check(KEY)),)))


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        (single_check(KEY, answer="z"), "mark at least one answer as right"),
        (single_check(KEY, answer=None), "mark at least one answer as right"),
        (replace(single_check(KEY), choices=("b",)), "at least two answers"),
        (replace(single_check(KEY), choices=("b", "b", "c")), "two answers share one key"),
        (replace(single_check(KEY), kind=QuestionKind.MULTIPLE, answer=()), "mark at least one answer as right"),
        (replace(single_check(KEY), kind=QuestionKind.MULTIPLE, answer=None), "mark at least one answer as right"),
        (replace(single_check(KEY), kind=QuestionKind.MULTIPLE, answer=("a", "a")), "marked as right twice"),
        (replace(single_check(KEY), kind=QuestionKind.MULTIPLE, answer=("a", "z")), "mark at least one answer"),
        (truth_check(KEY, answer=None), "say whether it is true or false"),
        (truth_check(KEY, answer="true"), "say whether it is true or false"),
        (number_check(KEY, tolerance="-0.1"), "less than zero"),
        (number_check(KEY, value="NaN"), "less than zero"),
        (number_check(KEY, value="about sixty"), "give the right number, and how far"),
        (replace(number_check(KEY), answer={"value": "60"}), "give the right number, and how far"),
        (replace(number_check(KEY), answer="60"), "give the right number."),
        (replace(truth_check(KEY), kind="ESSAY"), "not known"),
    ],
)
def test_question_says_where_and_what_is_wrong(check, sentence):
    with pytest.raises(CourseNotReleasable, match=sentence) as refusal:
        refuse_uncorrectable(lesson_with(check))

    assert refusal.value.problems[0].startswith("Lesson “一”, question 1: ")


def test_question_without_text_is_refused():
    with pytest.raises(CourseNotReleasable, match="has no text"):
        refuse_uncorrectable(compiled_question(prompt=""))


def test_long_prompts_are_shortened_in_sentences():
    with pytest.raises(CourseNotReleasable) as refusal:
        refuse_uncorrectable(compiled_question(prompt="长" * 200, answer="z"))

    assert "长" * 39 + "…" in str(refusal.value)
    assert "长" * 40 not in str(refusal.value)


def test_several_right_answers_are_fine():
    check = CompiledCheck(key=f"{KEY}:q", kind=QuestionKind.MULTIPLE, choices=("a", "b"), answer=("b", "a"))

    refuse_uncorrectable(lesson_with(check))
