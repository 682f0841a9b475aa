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
GAP = "x"  # between passages; no word is spelled so

WORD = re.compile(r"[a-z0-9]+|[^\W_]")


class _Folded(dict[int, str]):
    """Each character without case, width and accents, for `str.translate`; filled as characters come."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", chr(code)).casefold())
        without_accents = "".join(char for char in bare if not unicodedata.combining(char))
        self[code] = unicodedata.normalize("NFC", without_accents)
        return self[code]


_folded = _Folded()


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


def _spelled(word: str) -> str:
    return f"w{word[:LONGEST_WORD]}" if word.isascii() else f"u{ord(word):x}"


def words_of(text: str) -> list[str]:
    return [_spelled(word) for word in WORD.findall(text.translate(_folded))]


def places_of(text: str) -> list[Place]:
    """`words_of`, each with where it begins and ends in the text as it is written."""
    folded, origins = [], []
    for at, char in enumerate(text):
        piece = _folded[ord(char)]
        folded.append(piece)
        origins += [at] * len(piece)
    found = WORD.finditer("".join(folded))
    return [Place(_spelled(match[0]), origins[match.start()], origins[match.end() - 1] + 1) for match in found]


def terms_of(query: str) -> tuple[Term, ...]:
    """What to look for; each term must be found. Nothing, if there is no letter or digit in the query."""
    phrases = (tuple(words_of(part)) for part in query[:LONGEST_QUERY].split())
    return tuple(Term(words, is_open=_can_go_on(words[-1])) for words in phrases if words)[:MOST_TERMS]


def _can_go_on(word: str) -> bool:
    return word.startswith("w") and word[-1].isalpha()
