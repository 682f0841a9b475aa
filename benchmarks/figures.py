"""What is measured, and how much of it is enough."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from .measuring import Reading

HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True)
class Figure:
    """`better`: on which side of the goal to be. `module` of this package has the function of this name."""

    name: str
    goal: float
    better: str
    module: str

    def measure(self, *, is_tiny: bool = False) -> Reading:
        """In a process of its own, with Django set up. Tiny: whether it works, not what it is."""
        reading: Reading = getattr(import_module(f"benchmarks.{self.module}"), self.name)(is_tiny=is_tiny)
        return reading

    def is_reached(self, value: float) -> bool:
        return value >= self.goal if self.better == HIGHER else value <= self.goal


FIGURES = (
    Figure("lesson_vs_bare", 0.5, HIGHER, "pages"),
    Figure("home_vs_bare", 0.25, HIGHER, "pages"),
    Figure("lesson_growth_100x", 1.2, LOWER, "growth"),
    Figure("exam_vs_bare", 0.35, HIGHER, "exams"),
    Figure("completion_vs_insert", 6, LOWER, "completions"),
    Figure("certificate_vs_plain", 0.3, LOWER, "certificates"),
    Figure("certificate_memory", 1.1, LOWER, "certificates"),
    Figure("release_cost", 3, LOWER, "releases"),
    Figure("import_vs_parse", 8, LOWER, "imports"),
)
