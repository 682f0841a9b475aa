"""Real threads, let go at the same moment, each with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def run_at_once(count: int, function: Callable[[int], Any]) -> list[Any]:
    """Call `function(0)` … `function(count - 1)`, all at once. Returns what each returned, or the exception it met."""
    barrier = Barrier(count, timeout=30)

    def run(number: int) -> Any:
        try:
            connections["default"].ensure_connection()
            barrier.wait()
            return function(number)
        except Exception as error:  # noqa: BLE001 - the test looks at what each thread met
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
