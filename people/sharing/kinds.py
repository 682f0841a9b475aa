"""Kinds of things that can be shared. Apps register theirs in `AppConfig.ready`, as they do kinds of messages.

All words are made in the active language, when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from people.models import Person


class Subject(NamedTuple):
    """What is shared: `uuid` as its kind understands it; `part` is an anchor in its page, or ""."""

    uuid: UUID
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a person may hand on. `text` is for the group, without the address; `back` where they came from.

    `parts`: ((anchor, title), …) at which the link may open. What has an `address` of its own, open to anyone, gets no
    short link; its poster is at `poster_url` then.
    """

    title: str
    text: str
    back: str
    parts: tuple[tuple[str, str], ...] = ()
    address: str = ""
    poster_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Teaser:
    """What anybody may read of it: empty words where nothing is public. `shows_poster`: in previews of chat apps.

    `figure`: the number that it is about, with a note under it; `facts`: how long it takes, and what it brings.
    """

    title: str = ""
    text: str = ""
    figure: str = ""
    figure_note: str = ""
    facts: str = ""
    shows_poster: bool = False


@dataclass(frozen=True, kw_only=True)
class SharedPoster:
    """A picture, 1080 by 1440 pixels, as PNG. `digest` stands for all that is drawn."""

    digest: str
    draw: Callable[[], bytes]


@dataclass(frozen=True, kw_only=True)
class BehindLink:
    """What a short link leads to. `place`: its address for this person, None if it is not there for them.

    `tease`: None if it is there for nobody. `poster`: with this address on it.
    """

    place: Callable[[Person, Subject], str | None]
    tease: Callable[[Subject], Teaser | None]
    poster: Callable[[Subject, str], SharedPoster | None]


@dataclass(frozen=True, kw_only=True)
class ShareKind:
    """`name` stands in addresses and rows. `offer`: None if this person has no such thing to share.

    Without `behind` every offer has an address of its own.
    """

    name: str
    offer: Callable[[Person, Subject], Offer | None]
    behind: BehindLink | None = None


_kinds: dict[str, ShareKind] = {}


def register_share_kind(kind: ShareKind) -> None:
    """Registering the same again changes nothing. Raises ValueError for a second kind of this name."""
    if _kinds.get(kind.name, kind) != kind:
        raise ValueError(f"The kind of thing to share “{kind.name}” is registered twice.")
    _kinds[kind.name] = kind


def share_kind_named(name: str) -> ShareKind | None:
    """None where nobody registered it, or its app was taken out since."""
    return _kinds.get(name)
