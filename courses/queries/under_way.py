"""Who learns from what was released, so that its authors know what they hold in their hands."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from courses.models import Enrolment, Structure
from courses.plans import plan_of


@dataclass(frozen=True)
class Learners:
    """Numbers of enrolments of a course."""

    under_way: int = 0
    done: int = 0

    def __bool__(self) -> bool:
        return bool(self.under_way or self.done)


def learners_of(course_key: UUID | str) -> Learners:
    enrolments = Enrolment.objects.filter(course__key=course_key)
    counts = enrolments.aggregate(
        under_way=Count("pk", filter=Q(completed_at__isnull=True)),
        done=Count("pk", filter=Q(completed_at__isnull=False)),
    )
    return Learners(**counts)


def keys_learned(course_key: UUID | str) -> frozenset[str]:
    """Of the lessons and exam questions that somebody took or is taking, whatever was released since."""
    is_taken = Exists(Enrolment.objects.filter(structure=OuterRef("pk")))
    structures = Structure.objects.filter(is_taken, course__key=course_key)
    plans = [plan_of(structure) for structure in structures]
    return frozenset(key for plan in plans for key in (*plan.lessons, *plan.exam))
