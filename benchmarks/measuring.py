"""Two things compared by taking turns, in CPU time of this process: a machine that is busy slows both alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Side:
    """One of the two. `run` does a whole turn of `calls` calls; `prepare` comes before each turn and is not timed."""

    name: str
    run: Callable[[], object]
    calls: int = 1
    prepare: Callable[[], object] | None = None


@dataclass(frozen=True)
class Reading:
    """A figure as measured, and the CPU milliseconds, or whatever else it was made of, by name."""

    value: float
    parts: dict[str, float] = field(default_factory=dict)


def ratio_of(upper: Side, lower: Side, *, rounds: int) -> Reading:
    """CPU a call of the upper one ÷ that of the lower one: the median of the ratios of all rounds.

    Each round lets both have a turn, right after each other; who begins changes from round to round. A first round
    that fills caches is not counted.
    """
    spent: dict[str, list[float]] = {upper.name: [], lower.name: []}
    for number in range(rounds + 1):
        pair = (upper, lower) if number % 2 else (lower, upper)
        for side in pair:
            seconds = _turn(side)
            if number:
                spent[side.name].append(seconds / side.calls)
    above, below = spent[upper.name], spent[lower.name]
    return Reading(
        value=median(one / other for one, other in zip(above, below, strict=True)),
        parts={name: 1000 * median(seconds) for name, seconds in spent.items()},
    )


def _turn(side: Side) -> float:
    if side.prepare:
        side.prepare()
    gc.collect()  # what others left behind is not this side's
    started = time.process_time()
    side.run()
    return time.process_time() - started
