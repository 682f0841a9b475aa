"""What must always hold, proved again on the data as it is. Every app says what must hold of its own rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from .files import files_without_row, rows_without_file
from .outbox import PATIENCE, messages_due_before, messages_given_up

Find = Callable[[], dict[str, int]]  # {what is wrong: how often}, without what holds


@dataclass(frozen=True)
class Broken:
    """`is_made_up_for`: workers and beat mend it by themselves, if they run."""

    name: str
    count: int
    mending: str
    is_made_up_for: bool


@dataclass(frozen=True)
class _Promise:
    find: Find
    mending: Mapping[str, str]
    made_up_for: frozenset[str]


_promises: list[_Promise] = []


def register(find: Find, *, mending: Mapping[str, str], made_up_for: Collection[str] = ()) -> None:
    """Called from `AppConfig.ready`. `mending` is {what is wrong: what to do about it, as sentences}."""
    if unknown := set(made_up_for) - set(mending):
        raise ValueError(f"Nothing is said about {', '.join(sorted(unknown))}.")
    if all(promise.find is not find for promise in _promises):
        _promises.append(_Promise(find, mending, frozenset(made_up_for)))


def all_broken() -> list[Broken]:
    """Of all apps, from the ground up. Empty: all is well."""
    return [
        Broken(name, count, promise.mending.get(name, ""), name in promise.made_up_for)
        for promise in _promises
        for name, count in promise.find().items()
    ]


def registered() -> list[tuple[Find, Mapping[str, str]]]:
    return [(promise.find, promise.mending) for promise in _promises]


DUE, GIVEN_UP = "messages due for more than a minute", "messages that were given up"
MENDING = {
    DUE: "Look at /readyz and at what workers log: with beat and a worker running, what is due leaves.",
    GIVEN_UP: "Nobody tries these again by themselves. Read last_error of the message, mend the cause, send it again.",
    "files that are named but not there": "A certificate is printed anew when its holder asks for it; renditions by"
    " manage.py wagtail_update_image_renditions; everything else comes from a backup.",
    "files that nothing names": "Left by an upload that broke off, or by a restore. They do no harm; delete them when"
    " they are in no backup's manifest that you still need.",
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how often}, empty when all is well."""
    found = {
        DUE: messages_due_before(timezone.now() - PATIENCE).count(),
        GIVEN_UP: messages_given_up().count(),
        "files that are named but not there": sum(1 for _file in rows_without_file()),
        "files that nothing names": sum(1 for _file in files_without_row()),
    }
    return {name: count for name, count in found.items() if count}
