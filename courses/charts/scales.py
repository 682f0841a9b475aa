"""Numbers of a chart: how they are written, and where they lie."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

NO_SPACE_BEFORE = ("%", "％", "‰", "°")
SHORT_ZH = ((10**8, "亿"), (10**4, "万"))
SHORT_EN = ((10**6, "m"), (10**3, "k"))


@dataclass(frozen=True)
class Scale:
    """Maps low…high onto start…end pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float | Decimal) -> float:
        span = (self.high - self.low) or 1
        return round(self.start + (float(value) - self.low) / span * (self.end - self.start), 1)


def decimal_of(value: Any) -> Decimal:
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def decimals_of(values: Iterable[Decimal]) -> int:
    """Digits after the point that show all of them exactly, three at most."""
    exponents = [int(value.normalize().as_tuple().exponent) for value in values]
    return min(max([0, *(-exponent for exponent in exponents)]), 3)


def written(value: Decimal, decimals: int = 0, unit: str = "", *, is_signed: bool = False) -> str:
    """`1,640 元`, `−7,200`, `+15.9%`."""
    text = f"{abs(value):,.{decimals}f}"
    sign = "−" if value < 0 else "+" if is_signed and value > 0 else ""
    space = "" if not unit or unit.startswith(NO_SPACE_BEFORE) else " "
    return f"{sign}{text}{space}{unit}"


def shortened(value: float, language: str) -> str:
    """For axes: `4.8万` in Chinese, `48k` in English, `250` in both."""
    for size, word in SHORT_ZH if language.startswith("zh") else SHORT_EN:
        if abs(value) >= size:
            return _plain(value / size) + word
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".").replace("-", "−")


def nice_step(span: float, wanted: int) -> float:
    """1, 2, 2.5 or 5 times a power of ten, so that about `wanted` of them make the span."""
    rough = span / max(wanted, 1) or 1
    power = 10 ** math.floor(math.log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if rough <= power * nice * 1.0001)


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`."""
    step = nice_step(high - low, wanted)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def ticks_from_end_to_end(low: float, high: float) -> list[float]:
    """Round numbers that begin and end with the data where a round step allows it, else those between."""
    span = high - low
    power = 10 ** math.floor(math.log10(span)) if span > 0 else 1
    steps = [power * nice for nice in (0.2, 0.25, 0.3, 0.4, 0.5, 1, 1.5, 2, 2.5)]
    even = [
        step for step in steps if 3 <= round(span / step, 6) <= 6 and _is_whole(span / step) and _is_whole(low / step)
    ]
    if even:
        return [round(low + number * even[-1], 10) for number in range(round(span / even[-1]) + 1)]
    return [tick for tick in ticks(low, high) if low <= tick <= high]


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-6
