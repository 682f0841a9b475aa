from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses import grading
from courses.enums import QuestionKind
from courses.exceptions import AnswerNotUnderstood
from courses.plans import Question
from foundation.numbers import NumberNotUnderstood

pytestmark = pytest.mark.usefixtures("in_english")

SINGLE = Question("1", QuestionKind.SINGLE, ("a", "b", "c"), "b")
MULTIPLE = Question("2", QuestionKind.MULTIPLE, ("a", "b", "c"), ["a", "c"])
TRUTH = Question("3", QuestionKind.TRUE_FALSE, (), False)
NUMBER = Question("4", QuestionKind.NUMERIC, (), {"value": "1640", "tolerance": "0.5"})
ALL = [SINGLE, MULTIPLE, TRUTH, NUMBER]


@pytest.mark.parametrize(
    ("question", "given_", "saved"),
    [
        (SINGLE, "b", "b"),
        (SINGLE, ["b"], "b"),
        (SINGLE, [], ""),
        (SINGLE, None, ""),
        (MULTIPLE, ["c", "a"], ["a", "c"]),
        (MULTIPLE, ["a", "a"], ["a"]),
        (MULTIPLE, "a", ["a"]),
        (MULTIPLE, [], []),
        (TRUTH, "true", True),
        (TRUTH, ["false"], False),
        (TRUTH, False, False),
        (TRUTH, "", ""),
        (NUMBER, " 1,640 元 ", "1,640 元"),
        (NUMBER, ["1640"], "1640"),
        (NUMBER, 1640, "1640"),
        (NUMBER, "", ""),
        (NUMBER, "一千六", "一千六"),
        (NUMBER, "16\x0040\ud800", "1640"),
    ],
)
def test_answers_are_put_in_one_shape(question, given_, saved):
    assert grading.tidy(question, given_) == saved


@pytest.mark.parametrize(
    ("question", "given_"),
    [
        (SINGLE, "z"),
        (SINGLE, ["a", "b"]),
        (SINGLE, 1),
        (SINGLE, {"a": 1}),
        (MULTIPLE, ["a", "z"]),
        (MULTIPLE, [["a"]]),
        (TRUTH, "perhaps"),
        (TRUTH, ["true", "false"]),
        (TRUTH, 1),
        (NUMBER, True),
        (NUMBER, {"value": 1}),
        (NUMBER, ["1", "2"]),
        (NUMBER, "1" * 61),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_a_sentence(question, given_):
    with pytest.raises(AnswerNotUnderstood) as refusal:
        grading.tidy(question, given_)

    assert str(refusal.value).endswith(".")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(ALL), json_values)
def test_whatever_is_sent_is_tidied_or_refused_and_graded_without_an_error(question, sent):
    try:
        saved = grading.tidy(question, sent)
    except AnswerNotUnderstood:
        return

    assert grading.tidy(question, saved) == saved
    assert isinstance(grading.is_right(question, saved, {"元"}), bool)
    assert isinstance(grading.notice_about(question, saved, {"元"}), str)


@pytest.mark.parametrize(
    ("question", "given_", "is_right"),
    [
        (SINGLE, "b", True),
        (SINGLE, "a", False),
        (SINGLE, "", False),
        (MULTIPLE, ["a", "c"], True),
        (MULTIPLE, ["a"], False),
        (MULTIPLE, ["a", "b", "c"], False),
        (MULTIPLE, [], False),
        (TRUTH, False, True),
        (TRUTH, True, False),
        (TRUTH, None, False),
    ],
)
def test_choices_are_right_or_wrong(question, given_, is_right):
    assert grading.is_right(question, given_) is is_right


@given(st.sets(st.sampled_from("abc"), min_size=1))
def test_several_right_answers_take_all_of_them_and_no_other(chosen):
    given_ = grading.tidy(MULTIPLE, list(chosen))

    assert grading.is_right(MULTIPLE, given_) is (chosen == {"a", "c"})


AS_TYPED = ["1640", "1,640", "1 640", "１６４０", "１，６４０", "1640元", "1,640 元", "1640 yuan", "1640 YUAN"]
WITH_SIGNS = ["¥1640", "￥1,640", "1639.5", "1640.5", "+1640", "1640.", "1640.00 元"]


@pytest.mark.parametrize("typed", [*AS_TYPED, *WITH_SIGNS])
def test_number_is_understood_as_people_type_it(typed):
    assert grading.is_right(NUMBER, typed, {"元", "yuan"})
    assert grading.notice_about(NUMBER, typed, {"元", "yuan"}) == ""


@pytest.mark.parametrize("typed", ["1639.4", "1640.6", "-1640", "164", "0"])
def test_number_beyond_the_tolerance_is_wrong(typed):
    assert not grading.is_right(NUMBER, typed, {"元"})


@pytest.mark.parametrize("typed", ["一千六百四十", "1640 or so", "16,40", "1640 pcs"])
def test_number_that_cannot_be_read_is_wrong_and_says_what_to_write(typed):
    assert not grading.is_right(NUMBER, typed, {"元"})
    assert "Write" in grading.notice_about(NUMBER, typed, {"元"})


def test_nothing_typed_needs_no_notice():
    assert grading.notice_about(NUMBER, "") == ""
    assert grading.notice_about(SINGLE, "b") == ""


def test_per_cent_and_full_width_per_cent_are_one_unit():
    assert grading.read_number("25％", {"%"}) == grading.read_number("25 %", {"%"}) == Decimal(25)


def test_longest_unit_is_taken_off_first():
    assert grading.read_number("3 天天", {"天", "天天"}) == 3


def test_a_unit_alone_is_no_number():
    with pytest.raises(NumberNotUnderstood):
        grading.read_number("元", {"元"})


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["", "元", " 元", "yuan"]),
    st.booleans(),
)
def test_every_number_is_right_for_itself_however_it_is_typed(value, unit, is_full_width):
    question = Question("4", QuestionKind.NUMERIC, (), {"value": str(value), "tolerance": "0"})
    typed = f"{value:f}{unit}"
    if is_full_width:
        typed = typed.translate({ord(str(digit)): chr(ord("０") + digit) for digit in range(10)})

    assert grading.is_right(question, typed, {"元", "yuan"})


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(1, 100))
@settings(max_examples=200)
def test_passing_is_decided_by_the_exact_share(rights, pass_mark):
    questions = [Question(str(n), QuestionKind.TRUE_FALSE, (), True) for n in range(len(rights))]
    given_ = {str(number): is_right for number, is_right in enumerate(rights)}

    score = grading.score_of(questions, given_, units={}, pass_mark=pass_mark)

    assert score.is_passed is (sum(rights) * 100 >= pass_mark * len(rights))
    assert 0 <= score.percent <= 100
    assert list(score.marks.values()) == rights


def test_two_thirds_do_not_pass_at_67_though_they_round_to_it():
    questions = [Question(str(number), QuestionKind.TRUE_FALSE, (), True) for number in range(3)]

    score = grading.score_of(questions, {"0": True, "1": True}, units={}, pass_mark=67)

    assert (score.percent, score.is_passed) == (Decimal("66.67"), False)
