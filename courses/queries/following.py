"""Courses and enrolments as those see them who administer: how far everybody is, and when they last came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses import rules
from courses.models import Attempt, Course, Enrolment
from courses.plans import plan_of, read_plans_of
from people.api import Person, is_seeing_everyone, works_at

from .enrolments import courses_visible_to


def enrolments_followed_by(person: Person, *, language: str) -> QuerySet[Any]:
    """Everybody's, with `has_passed` and `dealer`, where they work today; none for who does not administer.

    Answers, scores and failed attempts are not among it.
    """
    rows = Enrolment.objects.all() if is_seeing_everyone(person) else Enrolment.objects.none()
    passed = Attempt.objects.filter(enrolment=OuterRef("pk"), is_passed=True)
    return (
        rows.annotate(has_passed=Exists(passed), dealer=works_at("person", language=language))
        .select_related("person", "course__activity", "structure")
        .defer("course__revisions", "structure__plan", "place")
        .order_by("-active_at", "-pk")
    )


def lessons_done(enrolment: Enrolment) -> tuple[int, int]:
    """(how many, of how many) lessons. For a list of enrolments call `read_plans_for` first."""
    plan = plan_of(enrolment.structure)
    done = sum(rules.is_lesson_done(enrolment.progress, key) for key in plan.lessons)
    return done, len(plan.lessons)


def read_plans_for(enrolments: Iterable[Enrolment]) -> None:
    read_plans_of([enrolment.structure for enrolment in enrolments])


def courses_followed_by(person: Person) -> QuerySet[Any]:
    """All courses for who administers, else those one may take; with `taken` and `done`, counts of enrolments."""
    courses = Course.objects.all() if is_seeing_everyone(person) else courses_visible_to(person)
    taken = Enrolment.objects.filter(course=OuterRef("pk")).order_by().values("course")
    counted = {"taken": Count("pk"), "done": Count("pk", filter=Q(completed_at__isnull=False))}
    return (
        courses.select_related("activity", "structure__version")
        .defer("revisions", "structure__plan", "structure__version__words", "structure__version__revisions")
        .annotate(
            **{name: Coalesce(Subquery(taken.annotate(n=count).values("n")), 0) for name, count in counted.items()}
        )
        .order_by("pk")
    )
