"""Progress is read from facts, and a course is completed in the request that brings the last one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from courses import rules
from courses.models import Attempt, CheckAnswer, Enrolment, LessonCompletion
from courses.plans import Plan, plan_of
from courses.queries.lessons import version_of
from foundation.prepared import prepared
from foundation.writing import update
from learning.api import record_completion

BATCH = 200


def lock_enrolment(enrolment: Enrolment) -> Enrolment:
    """The row as it is now, nobody else's until the transaction ends. Progress is one JSON column: without the lock two
    answers at once would each write the other's away."""
    return _locked_enrolments(enrolment.pk)[0]


@prepared
def _locked_enrolments(enrolment: int) -> QuerySet[Enrolment]:
    locked = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=enrolment)
    return locked.select_related("person", "course__activity", "structure__version")


@dataclass
class Facts:
    """What was done in one enrolment. `right`: keys of check questions answered right at least once; `done`: {lesson
    key: moment}; `passed`: the first passed attempt."""

    right: set[str] = field(default_factory=set)
    done: dict[str, datetime] = field(default_factory=dict)
    passed: Attempt | None = None


def facts_of(enrolments: Iterable[Enrolment]) -> Mapping[int, Facts]:
    """{enrolment id: facts}, in three queries."""
    among = {"enrolment__in": [enrolment.pk for enrolment in enrolments]}
    return _facts(_right().filter(**among), _done().filter(**among), _passed().filter(**among))


def facts_in(enrolment: Enrolment) -> Facts:
    """The same of one."""
    return _facts(_right_in(enrolment.pk), _done_in(enrolment.pk), _passed_in(enrolment.pk))[enrolment.pk]


def _facts(
    right: Iterable[tuple[int, str]], done: Iterable[LessonCompletion], passed: Iterable[Attempt]
) -> Mapping[int, Facts]:
    facts: dict[int, Facts] = defaultdict(Facts)
    for enrolment_id, key in right:
        facts[enrolment_id].right.add(key)
    for row in done:
        facts[row.enrolment_id].done[str(row.lesson_key)] = row.completed_at
    for attempt in passed:
        facts[attempt.enrolment_id].passed = attempt
    return facts


def _right() -> QuerySet[CheckAnswer, tuple[int, str]]:
    right = CheckAnswer.objects.filter(is_right=True, is_conflict=False)
    return right.values_list("enrolment_id", "question_key").distinct()


def _done() -> QuerySet[LessonCompletion]:
    return LessonCompletion.objects.all()


def _passed() -> QuerySet[Attempt]:
    """The first one last."""
    return Attempt.objects.filter(is_passed=True).select_related("version").order_by("-number")


@prepared
def _right_in(enrolment: int) -> QuerySet[CheckAnswer, tuple[int, str]]:
    return _right().filter(enrolment=enrolment)


@prepared
def _done_in(enrolment: int) -> QuerySet[LessonCompletion]:
    return _done().filter(enrolment=enrolment)


@prepared
def _passed_in(enrolment: int) -> QuerySet[Attempt]:
    return _passed().filter(enrolment=enrolment)


def progress_from(plan: Plan, facts: Facts) -> dict[str, Any]:
    """The read model: lessons of the plan in which something was done, in order."""
    progress = {}
    for lesson_key, checks in plan.lessons.items():
        right = [check.key for check in checks if check.key in facts.right]
        done = facts.done.get(lesson_key)
        if right or done:
            progress[lesson_key] = {"right": right, "done": done.isoformat() if done else None}
    return progress


def completed_at_from(plan: Plan, facts: Facts) -> datetime | None:
    """The moment of the last thing that was needed; None if something is missing."""
    if not rules.is_course_done(plan, progress_from(plan, facts), has_passed=facts.passed is not None):
        return None
    moments = [facts.done[lesson_key] for lesson_key in plan.lessons]
    if plan.rules and facts.passed and facts.passed.submitted_at:
        moments.append(facts.passed.submitted_at)
    return max(moments)


def note_progress(enrolment: Enrolment, *, language: str, at: datetime) -> None:
    """Read the facts of a locked enrolment again and, if they are all there, complete the course. `at`: of the last."""
    plan = plan_of(enrolment.structure)
    facts = facts_in(enrolment)
    was_completed = enrolment.completed_at is not None
    enrolment.progress = progress_from(plan, facts)
    enrolment.completed_at = completed_at_from(plan, facts)
    enrolment.active_at = max(enrolment.active_at, at)
    if enrolment.completed_at and not was_completed:
        _record(enrolment, facts, language)
    update(enrolment, "progress", "completed_at", "active_at", "cycle")


def _record(enrolment: Enrolment, facts: Facts, language: str) -> None:
    """The round that it counts for is the record's: one that was opened meanwhile is known there, under the standing's
    lock. Nobody can have begun that one anew: what is unfinished is carried along by `enrol_person`."""
    if enrolment.completed_at is None:
        return
    attempt = facts.passed
    record = record_completion(
        enrolment.person,
        enrolment.course.activity,
        completed_at=enrolment.completed_at,
        source="course",
        source_version=str(attempt.version.number if attempt else version_of(enrolment).number),
        language=language,
        evidence={"enrolment": str(enrolment.uuid)} | ({"attempt": str(attempt.uuid)} if attempt else {}),
        score=attempt.score if attempt else None,
    )
    enrolment.cycle = record.cycle


WRONG_PROGRESS = {"enrolments whose progress is not that of their facts": "manage.py rebuild makes it anew."}


def broken_progress() -> dict[str, int]:
    """{what is wrong: how often}, empty when all is well."""
    wrong = sum(len(_read_anew(Enrolment.objects.filter(pk__in=ids))) for ids in _batches())
    return dict.fromkeys(WRONG_PROGRESS, wrong) if wrong else {}


def rebuild_progress() -> int:
    """Make every enrolment's `progress` and `completed_at` anew from the facts. Returns how many had been wrong."""
    return sum(_rebuild(ids) for ids in _batches())


def _batches() -> Iterator[list[int]]:
    done, keys = 0, Enrolment.objects.order_by("pk").values_list("pk", flat=True)
    while ids := list(keys.filter(pk__gt=done)[:BATCH]):
        yield ids
        done = ids[-1]


@transaction.atomic
def _rebuild(ids: list[int]) -> int:
    locked = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
    return Enrolment.objects.bulk_update(_read_anew(locked), ["progress", "completed_at"])


def _read_anew(enrolments: QuerySet[Enrolment]) -> list[Enrolment]:
    """Those that were wrong, as they ought to be; not saved."""
    found = list(enrolments.select_related("structure").order_by("pk"))
    facts, wrong = facts_of(found), []
    for enrolment in found:
        plan = plan_of(enrolment.structure)
        right = progress_from(plan, facts[enrolment.pk]), completed_at_from(plan, facts[enrolment.pk])
        if (enrolment.progress, enrolment.completed_at) != right:
            enrolment.progress, enrolment.completed_at = right
            wrong.append(enrolment)
    return wrong
