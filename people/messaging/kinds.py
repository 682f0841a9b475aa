"""What people may be told: every kind of message, with its words.

Apps register their kinds in `AppConfig.ready`. Words are sources of gettext with named placeholders (`%(course)s`).
They are filled in when somebody reads them, in the language that they read then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from foundation import sentences

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class UnknownKind(LookupError):
    """No app registered a kind of message by this name."""


@dataclass(frozen=True)
class MessageKind:
    """`name` is `<app>.<what>` and kept in rows. `title` and `text` name only what stands in `variables`.

    An urgent one does not wait for a working day or for the digest; nothing but a secret is sent in the night.
    `switchable`: people may keep it in their inbox. `digest`: it may wait for the daily one.
    `label` is what it is called among one's settings, without variables; `icon` is a file of static/icons.
    `audience`: roles and staff groups, one of which somebody needs to be told such a thing; empty for everybody.
    """

    name: str
    title: StrOrPromise
    text: StrOrPromise
    variables: tuple[str, ...] = ()
    urgent: bool = False
    switchable: bool = True
    digest: bool = True
    label: StrOrPromise = ""
    icon: str = "bell"
    audience: frozenset[str] = frozenset()

    def can_reach(self, standing: Collection[str]) -> bool:
        """`standing`: the roles that somebody holds, and the names of their staff groups."""
        return not self.audience or not self.audience.isdisjoint(standing)

    def title_with(self, variables: Mapping[str, Any]) -> str:
        return _worded(self.title) % self.worded_variables(variables)

    def text_with(self, variables: Mapping[str, Any]) -> str:
        return _worded(self.text) % self.worded_variables(variables)

    def worded_variables(self, kept: Mapping[str, Any]) -> dict[str, str]:
        """Of a row, in the active language; what the kind did not have yet when it was sent is empty."""
        return dict.fromkeys(self.variables, "") | worded_variables(kept)

    @property
    def called(self) -> str:
        """Among one's settings; without a label its title, with … for what varies."""
        return _worded(self.label) if self.label else self.title_with(dict.fromkeys(self.variables, "…"))


_kinds: dict[str, MessageKind] = {}


def register_kind(kind: MessageKind) -> None:
    """Registering the same again changes nothing. Raises ValueError for a second kind of this name."""
    if _kinds.get(kind.name, kind) != kind:
        raise ValueError(f"The kind of message “{kind.name}” is registered twice.")
    _kinds[kind.name] = kind


def kind_named(name: str) -> MessageKind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No kind of message is registered as “{name}”.") from None


def kind_of_row(name: str) -> MessageKind:
    """Of a message that is kept: where its app was taken out since, one without words of its own."""
    return _kinds.get(name) or MessageKind(name, title=pgettext_lazy("message", "Something that is gone"), text="")


def all_kinds() -> list[MessageKind]:
    return list(_kinds.values())


def switchable_kinds() -> list[MessageKind]:
    return [kind for kind in _kinds.values() if kind.switchable]


def kept_variables(kind: MessageKind, given: Mapping[str, str]) -> dict[str, Any]:
    """As JSON; a Sentence in such a way that it can be worded anew. Raises ValueError for others than the kind's."""
    if set(given) != set(kind.variables):
        raise ValueError(f"“{kind.name}” takes {_listed(kind.variables)}, not {_listed(given)}.")
    return {
        name: sentences.kept(value) if isinstance(value, sentences.Sentence) else str(value)
        for name, value in given.items()
    }


def worded_variables(kept: Mapping[str, Any]) -> dict[str, str]:
    """In the active language."""
    return {name: sentences.worded(value) if isinstance(value, dict) else value for name, value in kept.items()}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "no variables"


def _worded(words: StrOrPromise) -> str:
    return str(words) if isinstance(words, Promise) or not words else gettext(words)
