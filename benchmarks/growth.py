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

TIMES = 100


def lesson_growth_100x(*, is_tiny: bool = False) -> Reading:
    """A lesson of each of the demo's courses, by somebody in the midst of it, against a lesson of each of a hundred
    times as many courses, in a database that holds a hundred times as many people and as much of all that they did.

    Both databases are open in one process, and one takes the other's place between turns.
    """
    small, large = connections["default"], _copy_of_database("large")
    times = 3 if is_tiny else TIMES
    _use(large)
    people, courses = multiply(times=times)
    few, many = _pages_in(small), _pages_in(large)
    reading = ratio_of(
        _side("large", large, many),
        _side("small", small, few * times),
        rounds=1 if is_tiny else 10,
    )
    reading.parts.update({"people": people, "courses": courses, "pages": len(many)})
    return reading


def _side(name: str, database: BaseDatabaseWrapper, asks: list[Ask]) -> Side:
    return Side(name, in_turn(asks), calls=len(asks), prepare=lambda: _use(database))


def _pages_in(database: BaseDatabaseWrapper) -> list[Ask]:
    """One lesson of every course that somebody is in the midst of, another one for each next course."""
    _use(database)
    asks = []
    in_each_course = {enrolment.course_id: enrolment for enrolment in under_way()}
    for number, enrolment in enumerate(in_each_course.values()):
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
