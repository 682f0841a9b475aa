"""Sentences that are kept, and read later by somebody with another language.

A `Sentence` is text, worded in the language that is active when it is said. `kept` gives what it was made of, as JSON;
`worded` words that anew. The English source is the code: a row whose source has been reworded since reads in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.utils.translation import get_language, gettext

type Kept = dict[str, Any]  # {"says": English source, "facts": {name: text, number or Kept}}


class Sentence(str):
    """Mark the source for translators with `gettext_noop`."""

    __slots__ = ("facts", "says")
    says: str
    facts: dict[str, Any]

    def __new__(cls, says: str, **facts: Any) -> Self:
        text = gettext(says) if says else ""
        sentence = super().__new__(cls, text % facts if facts else text)
        sentence.says, sentence.facts = says, facts
        return sentence


def kept(sentence: str) -> Kept:
    """What is no Sentence is kept as it reads."""
    if not isinstance(sentence, Sentence):
        return {"says": str(sentence), "facts": {}}
    facts = {name: kept(fact) if isinstance(fact, Sentence) else fact for name, fact in sentence.facts.items()}
    return {"says": sentence.says, "facts": facts}


def worded(said: Kept) -> Sentence:
    """In the active language."""
    facts = {name: worded(fact) if isinstance(fact, dict) else fact for name, fact in said["facts"].items()}
    return Sentence(said["says"], **facts)


def joined(said: Iterable[Kept]) -> str:
    """One after the other, in the active language."""
    return gap().join(worded(one) for one in said)


def gap() -> str:
    """Between two sentences: a space where the language has one."""
    return " " if get_language() == "en" else ""
