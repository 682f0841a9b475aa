"""Which fields hold personal data, what for, and what erasing a person does to each.

Apps say so in their `AppConfig.ready`. `tests/foundation/test_personal_data.py` fails on a field that nobody spoke for.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model


class OnErase(StrEnum):
    """What erasing a person does to a field of theirs."""

    CLEAR = "CLEAR"  # emptied
    REPLACE = "REPLACE"  # a pseudonym stands in its place
    DELETE_ROW = "DELETE_ROW"
    KEEP = "KEEP"  # a law or another party's right needs it; the purpose says which


@dataclass(frozen=True)
class PersonalField:
    model: type[Model]
    field: str
    purpose: str
    on_erase: OnErase


_personal: dict[tuple[type[Model], str], PersonalField] = {}
_not_personal: dict[tuple[type[Model], str], str] = {}


def register(model: type[Model], field: str, *, purpose: str, on_erase: OnErase | str) -> None:
    """`purpose` is one English sentence for the record of processing. Raises on a field that `model` does not have."""
    model._meta.get_field(field)
    if not purpose:
        raise ValueError(f"Say what {model.__name__}.{field} is kept for.")
    _personal[(model, field)] = PersonalField(model, field, purpose, OnErase(on_erase))


def declare_not_personal(model: type[Model], *fields: str, reason: str) -> None:
    """Speak for fields that stand beside a person and say nothing about them."""
    if not reason:
        raise ValueError(f"Say why these fields of {model.__name__} are not personal.")
    for field in fields:
        model._meta.get_field(field)
        _not_personal[(model, field)] = reason


def registered_fields() -> list[PersonalField]:
    return sorted(_personal.values(), key=lambda entry: (entry.model._meta.label, entry.field))


def is_spoken_for(model: type[Model], field: str) -> bool:
    return (model, field) in _personal or (model, field) in _not_personal
