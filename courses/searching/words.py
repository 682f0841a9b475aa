"""Words as search compares them: without case, width and accents, and each Chinese character a word of its own.

A phrase of such words is found wherever the characters stand side by side, so one character is enough to search for.
Words are spelled with a-z and 0-9 only, so that neither database has an opinion on where one ends.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 100  # characters
MOST_TERMS = 8
LONGEST_WORD = 40
LATIN, OTHER = "w", "U"  # how words begin; Latin letters are small, so none is taken for the other
GAP = "x"  # between passages; no word is spelled so
RUN = re.compile(r"\S+")


class _Spelling(dict[int, str]):
    """What becomes of each character, for `str.translate`; filled as characters come.

    Without case, width and accents; of what is left then, Latin letters and digits stay, any other letter becomes a
    word of its own, and all else a space.
    """

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", chr(code)).casefold())
        folded = unicodedata.normalize("NFC", "".join(char for char in bare if not unicodedata.combining(char)))
        self[code] = "".join(map(_spelled, folded))
        return self[code]


def _spelled(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else " "
    return f" {OTHER}{ord(char):x} " if char.isalnum() else " "


_spelling = _Spelling()


@dataclass(frozen=True)
class Place:
    """A word and where it stands in its text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Term:
    """Words that stand side by side. `is_open`: the last one may go on, as in invent(ory)."""

    words: tuple[str, ...]
    is_open: bool

    def fits(self, places: list[Place], at: int) -> bool:
        found = places[at : at + len(self.words)]
        if len(found) < len(self.words):
            return False
        last, wanted = found[-1].word, self.words[-1]
        fits_last = last.startswith(wanted) if self.is_open else last == wanted
        return fits_last and all(place.word == word for place, word in zip(found[:-1], self.words[:-1], strict=True))


def words_of(text: str) -> list[str]:
    return [_word(run) for run in text.translate(_spelling).split()]


def _word(run: str) -> str:
    """Begins with a letter: a tokenizer may take 1e5 for a number, but not w1e5."""
    return run if run.startswith(OTHER) else f"{LATIN}{run[:LONGEST_WORD]}"


def places_of(text: str) -> list[Place]:
    """`words_of`, each with where it begins and ends in the text as it is written."""
    spelled, origins = [], []
    for at, char in enumerate(text):
        piece = _spelling[ord(char)]
        spelled.append(piece)
        origins += [at] * len(piece)
    runs = RUN.finditer("".join(spelled))
    return [Place(_word(run[0]), origins[run.start()], origins[run.end() - 1] + 1) for run in runs]


def terms_of(query: str) -> tuple[Term, ...]:
    """What to look for; each term must be found. Nothing, if there is no letter or digit in the query."""
    phrases = (tuple(words_of(part)) for part in query[:LONGEST_QUERY].split())
    return tuple(Term(words, is_open=_can_go_on(words[-1])) for words in phrases if words)[:MOST_TERMS]


def _can_go_on(word: str) -> bool:
    return word.startswith(LATIN) and word[-1].isalpha()
