"""Immutable things kept in the process, by a key that stands for their content. Never invalidated."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock


class Kept[Key: Hashable, Value]:
    """At most `most` values; the oldest goes first."""

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
