"""What a channel is given, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from people.messaging.kinds import MessageKind
from people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


@dataclass(frozen=True)
class Letter:
    """One message to one address, sent while `language` is active. Channels with free text take the kind's words;
    gateways of SMS take its name and variables, for they send approved templates only.

    `key` is the same however often it is tried, so that whoever carries it can tell a repetition. `lines` are more to
    read where there is room.
    """

    key: str
    kind: MessageKind
    address: str
    language: str
    variables: Mapping[str, str]
    link: str = ""
    lines: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        return self.kind.title_with(self.variables)

    @property
    def text(self) -> str:
        return self.kind.text_with(self.variables)


class Channel:
    """`name` is kept in rows: never rename it. `title` is what people choose it by."""

    name: ClassVar[str]
    title: StrOrPromise

    def is_open(self) -> bool:
        """Whether this installation can use it."""
        return True

    def address_of(self, person: Person) -> str:
        """Empty: they cannot be reached this way."""
        raise NotImplementedError

    def carries(self, kind: MessageKind, language: str) -> bool:  # noqa: ARG002 - for those that need templates
        return True

    def send(self, letter: Letter) -> None:
        """Returns when it has been taken over; raises whatever went wrong, and is then called again later."""
        raise NotImplementedError
