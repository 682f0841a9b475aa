"""What somebody who waits to be let in may do meanwhile: apps above say so, in their AppConfig.ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from people.models import Person


@dataclass(frozen=True)
class OpenToJoiners:
    """`note`: in a few words what it is, in the active language."""

    title: str
    note: str
    url: str


type Offering = Callable[[Person, str], list[OpenToJoiners]]

_offerings: list[Offering] = []


def register_offering(offering: Offering) -> None:
    """Called with a person and a language. Registering the same again changes nothing."""
    if offering not in _offerings:
        _offerings.append(offering)


def offers_to(person: Person, *, language: str) -> list[OpenToJoiners]:
    return [offer for offering in _offerings for offer in offering(person, language)]
