"""What is kept of a person: which fields, what for, what erasing does to them; taken along or erased, app by app.

Apps say so in their `AppConfig.ready`. `tests/foundation/test_personal_data.py` fails on a field that nobody spoke for.
"""

from .erasing import Erased, erase
from .registry import (
    OnErase,
    PersonalField,
    PersonalRows,
    Pseudonym,
    consequences_of_erasing,
    declare_not_personal,
    is_spoken_for,
    register,
    register_consequence,
    register_rows,
    register_step,
    registered_fields,
    registered_rows,
)
from .taking_along import TakenAlong, take_along

__all__ = [
    "Erased",
    "OnErase",
    "PersonalField",
    "PersonalRows",
    "Pseudonym",
    "TakenAlong",
    "consequences_of_erasing",
    "declare_not_personal",
    "erase",
    "is_spoken_for",
    "register",
    "register_consequence",
    "register_rows",
    "register_step",
    "registered_fields",
    "registered_rows",
    "take_along",
]
