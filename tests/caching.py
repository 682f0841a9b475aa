"""A cache that looks empty to each test, be it a table that rolls back or a Redis that all test processes share."""

import uuid

_of_this_test = ""


def begin_anew() -> None:
    global _of_this_test  # noqa: PLW0603 - Django takes a key function by name, so there is nowhere else to keep it
    _of_this_test = uuid.uuid4().hex


def key_of_this_test(key: str, prefix: str, version: int) -> str:
    return f"{_of_this_test}:{prefix}:{version}:{key}"
