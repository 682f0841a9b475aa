"""What is measured, and how much of it is enough."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from .measuring import Reading

HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True)
class Figure:
    """`better` says on which side of the goal to be. `place` is "module:function" in this package."""

    name: str
    goal: float
    better: str
    place: str

    def measure(self, *, is_tiny: bool = False) -> Reading:
        """In a process of its own, with Django set up. Tiny: whether it works, not what it is."""
        module, function = self.place.split(":")
        reading: Reading = getattr(import_module(f"benchmarks.{module}"), function)(is_tiny=is_tiny)
        return reading

    def is_reached(self, value: float) -> bool:
        return value >= self.goal if self.better == HIGHER else value <= self.goal


FIGURES = (
    Figure("lesson_vs_bare", 0.5, HIGHER, "pages:lesson_vs_bare"),
    Figure("home_vs_bare", 0.25, HIGHER, "pages:home_vs_bare"),
    Figure("lesson_growth_100x", 1.2, LOWER, "growth:lesson_growth_100x"),
    Figure("exam_vs_bare", 0.35, HIGHER, "exams:exam_vs_bare"),
    Figure("completion_vs_insert", 6, LOWER, "completions:completion_vs_insert"),
    Figure("certificate_vs_plain", 0.3, LOWER, "certificates:certificate_vs_plain"),
    Figure("certificate_memory", 1.1, LOWER, "certificates:certificate_memory"),
    Figure("release_cost", 3, LOWER, "releases:release_cost"),
    Figure("import_vs_parse", 8, LOWER, "imports:import_vs_parse"),
)
