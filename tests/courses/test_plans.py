import json
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.compiled import digest_of
from courses.enums import QuestionKind
from courses.plans import Plan, plan_of
from foundation.kept import Kept
from tests.factories.courses import (
    EN,
    compiled_course,
    compiled_question,
    number_check,
    released,
    single_check,
    without_exam,
)


def test_plan_survives_its_json():
    plan = Plan.from_compiled(compiled_course())

    again = Plan.from_json(json.loads(json.dumps(plan.as_json())))

    assert again == plan
    assert again.digest == plan.digest


def test_plan_does_not_hang_on_words():
    compiled = compiled_course()
    reworded = replace(
        compiled,
        lessons=tuple(replace(lesson, title="别的", minutes=99, unit="新") for lesson in compiled.lessons),
        questions=tuple(replace(question, prompt="别的", feedback={}) for question in compiled.questions),
    )

    assert Plan.from_compiled(reworded).digest == Plan.from_compiled(compiled).digest


def test_plan_is_read_from_the_language_it_was_written_in():
    question = compiled_question()
    translated = replace(question, language=EN, answer="c")

    plan = Plan.from_compiled(compiled_course(questions=(question, translated)))

    assert plan.exam[str(question.key)].answer == "b"


def test_order_of_right_choices_says_nothing():
    key = uuid.uuid4()
    one = compiled_question(QuestionKind.MULTIPLE, key, answer=("c", "a"))
    other = compiled_question(QuestionKind.MULTIPLE, key, answer=("a", "c"))
    compiled = compiled_course(questions=(one,))

    assert Plan.from_compiled(compiled) == Plan.from_compiled(replace(compiled, questions=(other,)))


def test_course_without_questions_has_no_rules():
    assert Plan.from_compiled(without_exam()).rules is None


def test_checks_of_all_lessons_are_found_by_key():
    compiled = compiled_course()

    plan = Plan.from_compiled(compiled)

    assert [check.key for check in plan.lessons[str(compiled.lessons[0].key)]] == [
        single_check(compiled.lessons[0].key).key,
        number_check(compiled.lessons[0].key).key,
    ]
    assert len(plan.checks) == 3


@pytest.mark.django_db
def test_plan_is_read_from_the_database_once(django_assert_num_queries):
    course = released()
    plan_of(course.structure)
    structure = type(course.structure).objects.defer("plan").get(pk=course.structure.pk)

    with django_assert_num_queries(0):
        plan_of(structure)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_like, min_size=2, max_size=5))
def test_digest_does_not_hang_on_the_order_of_keys(content):
    turned = dict(reversed(content.items()))

    assert digest_of(turned) == digest_of(content) == digest_of(json.loads(json.dumps(content)))


def test_kept_makes_a_value_once():
    kept, made = Kept(most=2), []

    for _again in range(3):
        kept.get("a", lambda: made.append("a") or "A")

    assert made == ["a"]


def test_kept_lets_the_oldest_go():
    kept = Kept(most=2)
    for key in "abc":
        kept.put(key, key.upper())

    assert [kept.peek(key) for key in "abc"] == [None, "B", "C"]
