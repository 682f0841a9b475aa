"""Who asks, for views whose request has got past the middleware that lets nobody else in."""

from typing import Any, Protocol, cast

from .models import Person


class SignedIn(Protocol):
    """A request, of which only this is of interest."""

    user: Any


def person_asking(request: SignedIn) -> Person:
    return cast("Person", request.user)
