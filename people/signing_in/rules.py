"""Who is asked for more than one proof, without asking the database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from people.models import Person

NUMBER_UNUSED_FOR = timedelta(days=90)  # after which carriers in China may have given it to somebody else


def is_number_stale(proven_at: datetime, *, at: datetime) -> bool:
    return at - proven_at >= NUMBER_UNUSED_FOR


def is_same_name(typed: str, names: Iterable[str]) -> bool:
    """However it is spaced, in full width or small letters."""
    return _letters(typed) in {_letters(name) for name in names if name}


def is_same_code(typed: str, codes: Iterable[str]) -> bool:
    return _letters(typed) in {_letters(code) for code in codes if code}


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def can_reset_second_factor(by: Person, person: Person) -> bool:
    """Of others, whose account lets them do no more than one's own."""
    return by.pk != person.pk and (by.is_superuser or not person.is_superuser)
