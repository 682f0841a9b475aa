"""Things kept in the process: immutable ones, by a key that stands for their content; and one that seldom changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock


class Kept[Key: Hashable, Value]:
    """Never invalidated. At most `most` values; the oldest goes first."""

    def __init__(self, *, most: int) -> None:
        self._values: dict[Key, Value] = {}
        self._most = most
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        try:
            return self._values[key]
        except KeyError:
            value = make()
            self.put(key, value)
            return value

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            while len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            self._values[key] = value

    def peek(self, key: Key) -> Value | None:
        return self._values.get(key)


class KeptAWhile[Value]:
    """One thing that seldom changes, made anew when it is older than `seconds`: it costs no query on most pages.

    The process that changes it says `forget`; others show it when theirs has grown old.
    """

    def __init__(self, make: Callable[[], Value], *, seconds: float) -> None:
        self._make, self._seconds = make, seconds
        self._kept: tuple[Value, float] | None = None

    def get(self) -> Value:
        now = time.monotonic()
        if self._kept is None or self._kept[1] < now:
            self.put(self._make())
        return self._kept[0]  # type: ignore[index] # it was just put there

    def put(self, value: Value) -> None:
        self._kept = (value, time.monotonic() + self._seconds)

    def forget(self) -> None:
        self._kept = None
