"""The lesson page in a network a hundred times as large."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse

from courses.plans import plan_of

from .browser import Ask, Browser, in_turn
from .measuring import Reading, Side, ratio_of
from .multiplying import multiply
from .pages import under_way

TIMES, COURSES = 100, 200


def lesson_growth_100x(*, is_tiny: bool = False) -> Reading:
    """Lessons of as many courses as there are, by people who are in the midst of them: all of the demo's against all
    of two hundred courses' in a database that holds a hundred times as much of everything that people do.

    Both databases are open in one process, and one takes the other's place between turns.
    """
    small, large = connections["default"], _copy_of_database("large")
    times = 3 if is_tiny else TIMES
    _use(large)
    people, courses = multiply(times=times)
    few, many = _pages_in(small), _pages_in(large)
    reading = ratio_of(
        _side("large", large, many),
        _side("small", small, (few * (len(many) // len(few) + 1))[: len(many)]),
        rounds=1 if is_tiny else 12,
    )
    reading.parts.update({"people": people, "courses": courses, "pages": len(many)})
    return reading


def _side(name: str, database: BaseDatabaseWrapper, asks: list[Ask]) -> Side:
    return Side(name, in_turn(asks), calls=len(asks), prepare=lambda: _use(database))


def _pages_in(database: BaseDatabaseWrapper) -> list[Ask]:
    """One lesson of each person under way, another one for the next person; in every course there is."""
    _use(database)
    asks = []
    for number, enrolment in enumerate(under_way()):
        lessons = list(plan_of(enrolment.structure).lessons)
        lesson = lessons[number % len(lessons)]
        path = reverse("courses:lesson_detail", args=[enrolment.course.uuid, lesson])
        asks.append(Browser(enrolment.person).get(path))
    return asks


def _copy_of_database(alias: str) -> BaseDatabaseWrapper:
    connections["default"].close()
    path = Path(settings.DATABASES["default"]["NAME"])
    copy = path.with_name(f"{alias}.sqlite3")
    shutil.copyfile(path, copy)
    database: Any = connections.create_connection("default")
    database.settings_dict = {**database.settings_dict, "NAME": str(copy)}
    return database


def _use(database: BaseDatabaseWrapper) -> None:
    connections["default"] = database
