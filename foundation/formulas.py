"""Arithmetic that editors type, as one tree: worked out here with Decimal, in the browser from the same JSON. No eval.

A tree is JSON and one of
    {"number": "1.5"}                    a number, kept as text
    {"name": "sold"}                     a value that someone fills in, or a result above
    {"op": "+", "of": [tree, tree]}      + - * /                 two parts; a chain leans left
    {"op": "neg", "of": [tree]}          a minus before something
    {"op": "min", "of": [tree, …]}       min max: one or more; abs ceil floor: one; round: x and digits (a whole number)
    {"op": "if", "of": [condition, tree, tree]}     only the chosen branch is worked out
and a condition, which stands in an `if` only, is {"op": "<", "of": [tree, tree]} with < <= > >= ==.

Before ceil, floor, round and a comparison a value is taken to 12 significant digits, so that 1 / 3 * 3 is one and a
browser's floating point agrees; halves are rounded away from zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from typing import Any

from django.utils.translation import gettext as _

Tree = dict[str, Any]

MAX_LENGTH = 500  # characters of a formula
MAX_DEPTH = 20  # brackets and functions within each other
MAX_PARTS = 200
MAX_DIGITS = 10  # that `round` may ask for
SIGNIFICANT = 12

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign><=|>=|==|[-+*/(),<>]))")
_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_SPELLINGS = _FULL_WIDTH | {ord("×"): "*", ord("÷"): "/", ord("−"): "-", ord("–"): "-", ord("\u3000"): " "}
_COMPARISONS = ("<", "<=", ">", ">=", "==")
_ARGUMENTS = {"round": 2, "ceil": 1, "floor": 1, "abs": 1, "if": 3, "min": None, "max": None}  # None: one or more
FUNCTIONS = frozenset(_ARGUMENTS)

_CONTEXT = Context(
    prec=28, rounding=ROUND_HALF_UP, Emax=40, Emin=-40, traps=[DivisionByZero, InvalidOperation, Overflow]
)


class FormulaError(ValueError):
    """A formula that cannot be understood. Its text is a sentence that names the place."""


class CannotBeWorkedOut(ArithmeticError):
    """A formula that has no result for these values, such as one that divides by nothing."""


@dataclass(frozen=True)
class _Token:
    kind: str  # number, name, sign or end
    text: str
    place: int  # of its first character, counted from one


def parse(text: str) -> Tree:
    """The tree of a formula such as `stock / (sold / 30)`. Raises FormulaError."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(_("The formula is longer than %(limit)d characters.") % {"limit": MAX_LENGTH})
    tree = _Parser(list(_tokens(text.translate(_SPELLINGS)))).whole()
    if _count(tree) > MAX_PARTS:
        raise FormulaError(_("The formula has more than %(limit)d parts.") % {"limit": MAX_PARTS})
    return tree


def names_in(tree: Tree) -> set[str]:
    if "name" in tree:
        return {tree["name"]}
    return set().union(*(names_in(part) for part in tree.get("of", [])))


def evaluate(tree: Tree, values: Mapping[str, Decimal]) -> Decimal:
    """The result for these values. Raises CannotBeWorkedOut."""
    with localcontext(_CONTEXT):
        try:
            return +_evaluated(tree, values)
        except (DivisionByZero, InvalidOperation, Overflow) as error:
            raise CannotBeWorkedOut(_("This cannot be worked out with these numbers.")) from error


def _count(tree: Tree) -> int:
    return 1 + sum(_count(part) for part in tree.get("of", []))


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text.rstrip()):
        found = _TOKEN.match(text, place)
        if not found or not found.lastgroup:
            place += len(text[place:]) - len(text[place:].lstrip())
            raise FormulaError(
                _("“%(what)s” at place %(place)d is not understood.") % {"what": text[place], "place": place + 1}
            )
        yield _Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup) + 1)
        place = found.end()
    yield _Token("end", "", len(text.rstrip()) + 1)


class _Parser:
    """Recursive descent: sum → product → signed → atom."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0

    @property
    def here(self) -> _Token:
        return self.tokens[self.position]

    def take(self, *signs: str) -> str:
        """The sign that stands here if it is one of these, else nothing."""
        if self.here.kind == "sign" and self.here.text in signs:
            self.position += 1
            return self.tokens[self.position - 1].text
        return ""

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            raise self.error(_("“%(sign)s” is missing at place %(place)d."), sign=sign)

    def error(self, sentence: str, **facts: object) -> FormulaError:
        return FormulaError(sentence % {"what": self.here.text, "place": self.here.place, **facts})

    def whole(self) -> Tree:
        tree = self.sum()
        if self.here.kind != "end":
            if self.here.text in _COMPARISONS:
                raise self.error(_("“%(what)s” at place %(place)d may stand inside if(…) only."))
            raise self.error(_("“%(what)s” at place %(place)d does not belong there."))
        return tree

    def sum(self) -> Tree:
        return self.chain(self.product, "+", "-")

    def product(self) -> Tree:
        return self.chain(self.signed, "*", "/")

    def chain(self, part: Callable[[], Tree], *signs: str) -> Tree:
        tree = part()
        while sign := self.take(*signs):
            tree = {"op": sign, "of": [tree, part()]}
        return tree

    def signed(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(_("More than %(limit)d brackets within each other at place %(place)d."), limit=MAX_DEPTH)
        tree = {"op": "neg", "of": [self.signed()]} if self.take("-") else self.atom()
        self.depth -= 1
        return tree

    def atom(self) -> Tree:
        token = self.here
        if self.take("("):
            tree = self.sum()
            self.expect(")")
            return tree
        if token.kind == "number":
            return self.number()
        if token.kind == "name":
            return self.name()
        if token.kind == "end":
            raise self.error(_("A number or a name is missing at the end, place %(place)d."))
        raise self.error(_("A number or a name is missing before “%(what)s” at place %(place)d."))

    def number(self) -> Tree:
        if len(self.here.text) > SIGNIFICANT + 3:
            raise self.error(_("The number at place %(place)d is too long."))
        self.position += 1
        return {"number": self.tokens[self.position - 1].text}

    def name(self) -> Tree:
        token = self.here
        if token.text in FUNCTIONS:
            self.position += 1
            return self.call(token)
        if not NAME.fullmatch(token.text):
            raise self.error(_("“%(what)s” at place %(place)d is no name: small Latin letters, digits and _ only."))
        self.position += 1
        if self.take("("):
            raise FormulaError(
                _("There is no function “%(what)s”, place %(place)d. There are: %(known)s.")
                % {"what": token.text, "place": token.place, "known": ", ".join(sorted(FUNCTIONS))}
            )
        return {"name": token.text}

    def call(self, token: _Token) -> Tree:
        self.expect("(")
        arguments = [self.condition() if token.text == "if" else self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.expect(")")
        wanted = _ARGUMENTS[token.text]
        if wanted is not None and len(arguments) != wanted:
            raise FormulaError(
                _("%(what)s(…) at place %(place)d needs %(wanted)d parts between commas and has %(given)d.")
                % {"what": token.text, "place": token.place, "wanted": wanted, "given": len(arguments)}
            )
        return {"op": token.text, "of": arguments}

    def condition(self) -> Tree:
        left = self.sum()
        sign = self.take(*_COMPARISONS)
        if not sign:
            raise self.error(_("if(…) compares first: one of < <= > >= == is missing at place %(place)d."))
        return {"op": sign, "of": [left, self.sum()]}


def _evaluated(tree: Tree, values: Mapping[str, Decimal]) -> Decimal:
    if "number" in tree:
        return Decimal(tree["number"])
    if "name" in tree:
        if tree["name"] not in values:
            raise CannotBeWorkedOut(_("“%(name)s” is not filled in.") % {"name": tree["name"]})
        return +values[tree["name"]]
    if tree["op"] == "if":
        condition, then, otherwise = tree["of"]
        return _evaluated(then if _holds(condition, values) else otherwise, values)
    return _WORK[tree["op"]](*(_evaluated(part, values) for part in tree["of"]))


def _holds(condition: Tree, values: Mapping[str, Decimal]) -> bool:
    left, right = (_settled(_evaluated(part, values)) for part in condition["of"])
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "==": left == right}[
        condition["op"]
    ]


def _settled(value: Decimal) -> Decimal:
    return Context(prec=SIGNIFICANT, rounding=ROUND_HALF_UP, Emax=40, Emin=-40, traps=[InvalidOperation]).plus(value)


def _rounded(value: Decimal, digits: Decimal) -> Decimal:
    if digits != digits.to_integral_value() or abs(digits) > MAX_DIGITS:
        raise CannotBeWorkedOut(
            _("round(…) takes a whole number of digits, %(limit)d at most.") % {"limit": MAX_DIGITS}
        )
    return _settled(value).quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)


_WORK: dict[str, Callable[..., Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "neg": lambda value: -value,
    "abs": abs,
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "round": _rounded,
    "ceil": lambda value: _settled(value).to_integral_value(rounding=ROUND_CEILING),
    "floor": lambda value: _settled(value).to_integral_value(rounding=ROUND_FLOOR),
}
