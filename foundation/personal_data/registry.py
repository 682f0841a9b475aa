"""Which fields hold personal data, what for, whose rows they stand in, and what erasing a person does to each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet

NOTHING_SAID = "—"  # in place of words that were written about somebody


class OnErase(StrEnum):
    """What erasing a person does to a field of theirs."""

    CLEAR = "CLEAR"  # emptied
    REPLACE = "REPLACE"  # a pseudonym stands in its place
    DELETE_ROW = "DELETE_ROW"
    KEEP = "KEEP"  # a law or another party's right needs it; the purpose says which


@dataclass(frozen=True)
class Pseudonym:
    """By what somebody is called from then on."""

    name: str
    latin_name: str


Whose = str | Callable[[Any], Q]
Replacement = Callable[[Any, Pseudonym], Any]


@dataclass(frozen=True)
class PersonalField:
    """`is_secret`: proves who somebody is, so it is in no export. `by`: makes what stands in its place."""

    model: type[Model]
    field: str
    purpose: str
    on_erase: OnErase
    is_secret: bool
    by: Replacement


@dataclass(frozen=True)
class PersonalRows:
    """Which rows of a model are about a person. `of` is the lookup that leads to them, or gives the condition.

    `surely_of` is as `of`, where that guesses: a namesake's row is erased rather than forgotten, and given to nobody.
    `is_private`: seen by nobody but the person. `is_shared`: the same row is about others too, so its files are not
    given to any one of them.
    """

    model: type[Model]
    of: Whose
    surely_of: Whose
    is_private: bool
    is_shared: bool

    def about(self, person: Any) -> QuerySet[Any]:
        return self._rows(self.of, person)

    def surely_about(self, person: Any) -> QuerySet[Any]:
        return self._rows(self.surely_of, person)

    def _rows(self, of: Whose, person: Any) -> QuerySet[Any]:
        condition = Q(**{of: person}) if isinstance(of, str) else of(person)
        return QuerySet(self.model).filter(condition).distinct().order_by("pk")


_personal: dict[tuple[type[Model], str], PersonalField] = {}
_not_personal: dict[tuple[type[Model], str], str] = {}
_rows: dict[type[Model], PersonalRows] = {}
_steps: list[Callable[[Any], None]] = []
_consequences: list[Callable[[Any], list[str]]] = []


def _said_about(value: Any, _pseudonym: Pseudonym) -> Any:
    return NOTHING_SAID if value else value


def register(
    model: type[Model],
    field: str,
    *,
    purpose: str,
    on_erase: OnErase | str,
    is_secret: bool = False,
    by: Replacement = _said_about,
) -> None:
    """`purpose` is one English sentence for the record of processing. Raises on a field that `model` does not have."""
    model._meta.get_field(field)
    if not purpose:
        raise ValueError(f"Say what {model.__name__}.{field} is kept for.")
    _personal[(model, field)] = PersonalField(model, field, purpose, OnErase(on_erase), is_secret, by)


def register_rows(
    model: type[Model],
    *,
    of: Whose,
    surely_of: Whose | None = None,
    is_private: bool = False,
    is_shared: bool = False,
) -> None:
    """Say whose rows they are: as PersonalRows has it. Every model with a registered field says so."""
    _rows[model] = PersonalRows(model, of, surely_of or of, is_private, is_shared)


def declare_not_personal(model: type[Model], *fields: str, reason: str) -> None:
    """Speak for fields that stand beside a person and say nothing about them."""
    if not reason:
        raise ValueError(f"Say why these fields of {model.__name__} are not personal.")
    for field in fields:
        model._meta.get_field(field)
        _not_personal[(model, field)] = reason


def register_step(step: Callable[[Any], None]) -> None:
    """For what stands in no field of a person's rows. Called with the person before their fields are erased."""
    _steps.append(step)


def register_consequence(sentences_for: Callable[[Any], list[str]]) -> None:
    """What somebody ought to know before they erase this person, as sentences."""
    _consequences.append(sentences_for)


def take_steps(person: Any) -> None:
    for step in _steps:
        step(person)


def consequences_of_erasing(person: Any) -> list[str]:
    return [sentence for sentences_for in _consequences for sentence in sentences_for(person)]


def registered_fields() -> list[PersonalField]:
    return sorted(_personal.values(), key=lambda entry: (entry.model._meta.label, entry.field))


def registered_rows() -> list[PersonalRows]:
    return sorted(_rows.values(), key=lambda rows: rows.model._meta.label)


def fields_of(model: type[Model]) -> list[PersonalField]:
    return [entry for entry in registered_fields() if entry.model is model]


def is_not_personal(model: type[Model], field: str) -> bool:
    return (model, field) in _not_personal


def is_spoken_for(model: type[Model], field: str) -> bool:
    return (model, field) in _personal or (model, field) in _not_personal
