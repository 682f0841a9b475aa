"""The browser works out what the server works out: the same trees, the same numbers, the same digits."""

import json
import random
from decimal import Decimal

import pytest

from courses.calculators import NOTHING, written
from foundation.formulas import CannotBeWorkedOut, evaluate
from foundation.numbers import NumberNotUnderstood, parse_number

pytestmark = pytest.mark.browser

NAMES = ("a", "b", "c")
IN_BROWSER = """async ({cases, typed}) => {
  const { evaluate } = await import("/static/js/learning/formulas.js");
  const { CannotBeWorkedOut, decimal, written } = await import("/static/js/learning/decimals.js");
  const { parseNumber } = await import("/static/js/learning/numbers.js");
  const worked = cases.map(({ tree, values, decimals }) => {
    const given = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, decimal(text)]));
    try {
      return written(evaluate(tree, given), decimals);
    } catch (error) {
      if (error instanceof CannotBeWorkedOut) return "—";
      throw error;
    }
  });
  const read = typed.map((text) => {
    const number = parseNumber(text);
    return number && written(number, 4);
  });
  return { worked, read };
}"""


def random_number(chance):
    digits = chance.choice([0, 1, 2, 4])
    return f"{chance.choice([-1, 1]) * chance.randint(0, 10 ** chance.randint(1, 12)) / Decimal(10) ** digits:f}"


def random_tree(chance, depth):
    if depth == 0 or chance.random() < 0.2:
        return (
            {"number": random_number(chance).lstrip("-")} if chance.random() < 0.4 else {"name": chance.choice(NAMES)}
        )

    def part():
        return random_tree(chance, depth - 1)

    sign = chance.choice(["+", "-", "*", "/", "/", "neg", "abs", "ceil", "floor", "min", "max", "round", "if"])
    if sign in ("neg", "abs", "ceil", "floor"):
        return {"op": sign, "of": [part()]}
    if sign == "round":
        return {"op": sign, "of": [part(), chance.choice([{"number": "0"}, {"number": "2"}, {"number": "0.5"}])]}
    if sign == "if":
        condition = {"op": chance.choice(["<", "<=", ">", ">=", "=="]), "of": [part(), part()]}
        return {"op": sign, "of": [condition, part(), part()]}
    return {"op": sign, "of": [part(), part()]}


def on_the_server(case):
    values = {name: Decimal(text) for name, text in case["values"].items()}
    try:
        return written(evaluate(case["tree"], values), case["decimals"])
    except CannotBeWorkedOut:
        return NOTHING


def read_on_the_server(text):
    try:
        return f"{parse_number(text):,.4f}".replace("-", "−").replace("−0.0000", "0.0000")
    except NumberNotUnderstood:
        return None


def test_browser_and_server_agree_on_every_formula_and_number(site, phone):
    chance = random.Random(20261122)
    cases = [
        {
            "tree": random_tree(chance, chance.randint(1, 5)),
            "values": {name: random_number(chance) for name in NAMES if chance.random() < 0.95},
            "decimals": chance.choice([0, 0, 1, 2]),
        }
        for _number in range(1500)
    ]
    typed = [
        "1640",
        "1,640",
        "１，６４０．５",
        "1 640",
        "1,64",
        "1.640,5",
        "−5",
        "- 5",
        "+.5",
        "5.",
        ".",
        "",
        "abc",
        "60天",
        "0,123",
    ]
    typed += [f"{chance.randint(0, 10**9):,}{chance.choice(['', '.5', '.'])}" for _number in range(50)]
    mine = phone(site)
    mine.open("/verify/")

    answer = mine.page.evaluate(IN_BROWSER, {"cases": cases, "typed": typed})

    wrong = [
        (json.dumps(case), theirs, ours)
        for case, theirs in zip(cases, answer["worked"], strict=True)
        if theirs != (ours := on_the_server(case))
    ]
    assert wrong == []
    assert answer["read"] == [read_on_the_server(text) for text in typed]
    assert sum(result == NOTHING for result in answer["worked"]) < 900
