"""What standings ought to be, by cycles and records."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Max

from .models import Cycle, LearningRecord, Standing

NOT_DONE: dict[str, Any] = {"cycle": 0, "record_id": None, "completed_at": None}


def standing_fields() -> dict[tuple[int, int], dict[str, Any]]:
    """{(person, activity): the standing's fields} for every pair that has a cycle or a standing record."""
    cycles = {
        (person, activity): number
        for person, activity, number in Cycle.objects.values_list("person_id", "activity_id").annotate(Max("number"))
    }
    fields: dict[tuple[int, int], dict[str, Any]] = defaultdict(lambda: dict(NOT_DONE))
    for pair, number in cycles.items():
        fields[pair] = NOT_DONE | {"cycle": number}
    records = LearningRecord.objects.standing().values_list("pk", "person_id", "activity_id", "cycle", "completed_at")
    for pk, person, activity, cycle, completed_at in records.iterator():
        if cycle == cycles.get((person, activity), 0):
            fields[person, activity] = {"cycle": cycle, "record_id": pk, "completed_at": completed_at}
    return dict(fields)


def wrong_standings() -> dict[tuple[int, int], dict[str, Any]]:
    """{(person, activity): the fields that it ought to have} for each that is wrong, missing, or founded on nothing."""
    wanted = standing_fields()
    wrong = dict(wanted)
    for person, activity, *kept in Standing.objects.values_list("person_id", "activity_id", *NOT_DONE).iterator():
        fields = dict(zip(NOT_DONE, kept, strict=True))
        if fields == wanted.get((person, activity), NOT_DONE):
            wrong.pop((person, activity), None)
        else:
            wrong.setdefault((person, activity), NOT_DONE)
    return wrong
