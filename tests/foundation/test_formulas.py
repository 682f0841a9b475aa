import json
import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from foundation import formulas

NUMBERS = st.decimals(min_value=0, max_value=99999, places=2).map(lambda number: {"number": f"{number:f}"})
NAMES = st.sampled_from(["stock", "sold", "per_day", "x1"]).map(lambda name: {"name": name})


@pytest.fixture(autouse=True, scope="module")
def _in_english():
    with translation.override("en"):
        yield


def operation(*signs, of):
    return st.builds(lambda sign, parts: {"op": sign, "of": parts}, st.sampled_from(signs), of)


def larger(trees):
    pairs = st.tuples(trees, trees).map(list)
    condition = operation("<", "<=", ">", ">=", "==", of=pairs)
    return st.one_of(
        operation("+", "-", "*", "/", of=pairs),
        operation("neg", "abs", "ceil", "floor", of=st.tuples(trees).map(list)),
        operation("min", "max", of=st.lists(trees, min_size=1, max_size=4)),
        operation("round", of=st.tuples(trees, st.sampled_from([{"number": "0"}, {"number": "2"}])).map(list)),
        operation("if", of=st.tuples(condition, trees, trees).map(list)),
    )


TREES = st.recursive(st.one_of(NUMBERS, NAMES), larger, max_leaves=8)


def written(tree):
    """The formula that a tree came from, with every bracket."""
    if "number" in tree or "name" in tree:
        return tree.get("number") or tree["name"]
    parts = [written(part) for part in tree["of"]]
    if tree["op"] == "neg":
        return f"(-{parts[0]})"
    if len(parts) == 2 and not tree["op"].isalpha():
        inner = f"{parts[0]} {tree['op']} {parts[1]}"
        return inner if tree["op"] in formulas._COMPARISONS else f"({inner})"
    return f"{tree['op']}({', '.join(parts)})"


def exact(tree, values):
    """The same arithmetic in fractions, without rounding."""
    if "number" in tree:
        return Fraction(tree["number"])
    if "name" in tree:
        return values[tree["name"]]
    left, right = (exact(part, values) for part in tree["of"])
    return {"+": left + right, "-": left - right, "*": left * right}[tree["op"]]


@given(TREES)
def test_a_tree_written_out_is_read_back_the_same(tree):
    text = written(tree)
    if len(text) > formulas.MAX_LENGTH or text.count("(") > formulas.MAX_DEPTH:
        return

    read = formulas.parse(text)

    assert read == tree
    assert json.loads(json.dumps(read)) == read
    assert formulas.names_in(read) <= {"stock", "sold", "per_day", "x1"}


@given(
    st.recursive(
        st.one_of(NUMBERS, NAMES),
        lambda trees: operation("+", "-", "*", of=st.tuples(trees, trees).map(list)),
        max_leaves=3,
    ),
    st.lists(st.decimals(min_value=-999, max_value=999, places=2), min_size=4, max_size=4),
)
def test_random_arithmetic_agrees_with_exact_fractions(tree, numbers):
    values = dict(zip(["stock", "sold", "per_day", "x1"], numbers, strict=True))

    result = formulas.evaluate(formulas.parse(written(tree)), values)

    assert Fraction(result) == exact(tree, {name: Fraction(value) for name, value in values.items()})


@given(st.integers(-9999, 9999), st.integers(1, 999), st.sampled_from(["+", "-", "*", "/"]), st.integers(1, 99))
def test_precedence_agrees_with_python(a, b, sign, c):
    text = f"{a} + {b} {sign} {c} * 2 - {c}"
    python = eval(text, {}, {})  # noqa: S307 our own digits

    assert float(formulas.evaluate(formulas.parse(text), {})) == pytest.approx(python)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_rounding_goes_away_from_zero_at_halves(number):
    values = {"x": number}

    assert formulas.evaluate(formulas.parse("round(x, 2)"), values) == number.quantize(
        Decimal("0.01"), rounding=ROUND_HALF_UP
    )
    assert formulas.evaluate(formulas.parse("ceil(x)"), values) == number.to_integral_value(ROUND_CEILING)
    assert formulas.evaluate(formulas.parse("floor(x)"), values) == number.to_integral_value(ROUND_FLOOR)


@given(st.text(max_size=60))
def test_any_text_is_a_tree_or_a_sentence(text):
    sentence = ""
    try:
        formulas.parse(text)
    except formulas.FormulaError as error:
        sentence = str(error)

    assert not sentence or sentence.endswith(".")


@given(TREES, st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=4, max_size=4))
def test_any_tree_has_a_result_or_a_sentence(tree, numbers):
    values = dict(zip(["stock", "sold", "per_day", "x1"], numbers, strict=True))

    result, sentence = Decimal(0), "."
    try:
        result = formulas.evaluate(tree, values)
    except formulas.CannotBeWorkedOut as error:
        sentence = str(error)

    assert result.is_finite()
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("620000 / (310800 / 30)", "59.8456"),
        ("ceil(1 / 3 * 3)", "1"),
        ("floor(0.1 * 3 / 0.3)", "1"),
        ("if(1 / 3 * 3 >= 1, 5, 6)", "5"),
        ("if(2 < 1, 1 / 0, 7)", "7"),
        ("max(1, 2, 3) − min(4, 5)", "-1"),
        ("（3 ＋ 1）× 2 ÷ 4", "2"),
        ("--3", "3"),
        ("-2 * -3", "6"),
        ("8 - 2 - 1", "5"),
        ("8 / 2 / 2", "2"),
    ],
)
def test_formulas_work_out(text, result):
    assert round(formulas.evaluate(formulas.parse(text), {}), 4) == Decimal(result)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "missing at the end, place 1"),
        ("stock /", "missing at the end, place 8"),
        ("(stock", "“)” is missing at place 7"),
        ("stock sold", "“sold” at place 7 does not belong"),
        ("stock @ 2", "“@” at place 7"),
        ("Stock + 1", "“Stock” at place 1 is no name"),
        ("sqrt(2)", "no function “sqrt”, place 1"),
        ("round(2)", "round(…) at place 1 needs 2 parts between commas and has 1"),
        ("stock < 2", "may stand inside if(…) only"),
        ("if(stock, 1, 2)", "if(…) compares first"),
        ("stock = 2", "“=” at place 7"),
        ("__import__(1)", "“__import__” at place 1 is no name"),
        ("(" * 25 + "1" + ")" * 25, "More than 20 brackets"),
        ("-" * 25 + "1", "More than 20 brackets"),
        ("1+" * 249 + "1", "more than 200 parts"),
        ("1" * 501, "longer than 500"),
        ("1" * 100, "too long"),
    ],
)
def test_a_wrong_formula_says_where(text, sentence):
    with pytest.raises(formulas.FormulaError) as caught:
        formulas.parse(text)

    assert sentence in str(caught.value)


@pytest.mark.parametrize("text", ["1 / 0", "0 / 0", "round(1, 0.5)", "round(1, 99)", "9999999 / missing"])
def test_what_cannot_be_worked_out_says_so(text):
    with pytest.raises(formulas.CannotBeWorkedOut, match=r"\.$"):
        formulas.evaluate(formulas.parse(text), {})


def test_names_are_those_a_formula_needs():
    assert formulas.names_in(formulas.parse("if(a > 3, b, min(c, a))")) == {"a", "b", "c"}


def test_results_never_grow_without_bound():
    tree = formulas.parse("x * x * x * x * x * x")

    with pytest.raises(formulas.CannotBeWorkedOut):
        formulas.evaluate(tree, {"x": Decimal(10) ** 12})


def test_significant_digits_are_those_that_floating_point_keeps():
    assert math.ceil(float(f"{0.1 * 3 / 0.3:.{formulas.SIGNIFICANT}g}")) == 1
