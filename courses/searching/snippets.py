"""What is shown of a place that was found: a few words around, and the hits marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from .passages import Passage
from .words import Place, Term, places_of

type Marked = tuple[tuple[str, bool], ...]  # (text, is a hit)

WIDTH = 150  # in Latin letters; a Chinese character is as wide as two
BEFORE = 40
LONG_WORD = 30
ELLIPSIS = "…"


def marked(text: str, terms: Iterable[Term]) -> Marked:
    """The whole text, cut where hits begin and end."""
    pieces, at = [], 0
    for start, end in _hits(places_of(text), terms):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple((piece, is_hit) for piece, is_hit in [*pieces, (text[at:], False)] if piece)


def best_passage(passages: Sequence[Passage], terms: Sequence[Term]) -> Passage | None:
    """The one with the most of the terms, the first of equals. None: there is none with any."""

    def count(passage: Passage) -> int:
        places = places_of(passage.text)
        return sum(bool(_hits(places, [term])) for term in terms)

    best = max(passages, key=count, default=None)
    return best if best and count(best) else None


def excerpt(text: str, terms: Sequence[Term]) -> Marked:
    """`marked`, cut to the words around the first hit."""
    hits = _hits(places_of(text), terms)
    first = hits[0][0] if hits else 0
    start = _start(text, first, BEFORE)
    end = _end(text, start, WIDTH)
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    shown = marked(text[start:end].strip(), terms)
    return tuple((piece, is_hit) for piece, is_hit in [(before, False), *shown, (after, False)] if piece)


def _hits(places: list[Place], terms: Iterable[Term]) -> list[tuple[int, int]]:
    """From where to where, in order; what overlaps is one."""
    spans = sorted(
        (places[at].start, places[at + len(term.words) - 1].end)
        for term in terms
        for at in range(len(places))
        if term.fits(places, at)
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _start(text: str, end: int, width: int) -> int:
    """Where the text before `end` begins that is this wide."""
    for at in range(end, 0, -1):
        width -= _width(text[at - 1])
        if width < 0:
            return _at_word(text, at)
    return 0


def _end(text: str, start: int, width: int) -> int:
    for at in range(start, len(text)):
        width -= _width(text[at])
        if width < 0:
            return _at_word(text, at)
    return len(text)


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _at_word(text: str, at: int) -> int:
    """Back to where a Latin word or a number begins, so that none is cut, unless it is very long."""
    for begin in range(at, max(at - LONG_WORD, 0), -1):
        if not (text[begin].isascii() and text[begin - 1].isascii()) or text[begin - 1].isspace():
            return begin
    return at
