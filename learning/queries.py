"""Who learned what. Rows of others come from `records_visible_to` only."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from foundation.prepared import prepared
from people import api as people

from . import rules
from .models import Activity, Cycle, LearningRecord, Standing


def activity_named(text: str) -> Activity | None:
    """By UUID or key, as typed by an admin."""
    try:
        named = Q(uuid=UUID(text)) | Q(key=text)
    except ValueError:
        named = Q(key=text)
    return Activity.objects.filter(named).order_by("pk").first()


def current_cycle(person: people.Person, activity: Activity) -> int:
    """The round that the person is in: 0 until a further one is opened."""
    return next(iter(_cycle_numbers(person.pk, activity.pk)), 0)


@prepared
def _cycle_numbers(person: int, activity: int) -> QuerySet[Cycle, int]:
    opened = Cycle.objects.filter(person=person, activity=activity)
    return opened.order_by("-number").values_list("number", flat=True)[:1]


def cycle_opened_for(person: people.Person, activity: Activity) -> Cycle | None:
    """The further round that the person is in: since when, and why. None in the first."""
    return Cycle.objects.filter(person=person, activity=activity).order_by("-number").first()


def is_cycle_openable(person: people.Person, activity: Activity) -> bool:
    standing = Standing.objects.filter(person=person, activity=activity).first()
    was_voided = has_voided_record(person, activity, current_cycle(person, activity))
    return standing is not None and rules.can_open_cycle(standing, was_voided=was_voided)


def records_visible_to(person: people.Person) -> QuerySet[LearningRecord]:
    """Records of everyone whom the person sees, voided ones too, the newest first."""
    return (
        LearningRecord.objects.filter(person__in=people.people_visible_to(person).order_by().values("pk"))
        .select_related("person", "activity", "organisation", "recorder", "voided_by")
        .order_by("-completed_at", "-pk")
    )


def records_in_cycle(person: people.Person, activity: Activity, cycle: int) -> list[LearningRecord]:
    """One that stands at most, and any that were voided."""
    return _records_in_cycle(person.pk, activity.pk, cycle)


@prepared
def _records_in_cycle(person: int, activity: int, cycle: int) -> QuerySet[LearningRecord]:
    return LearningRecord.objects.filter(person=person, activity=activity, cycle=cycle).select_related("recorder")


def record_that_stands(person: people.Person, activity: Activity, cycle: int) -> LearningRecord | None:
    return next((record for record in records_in_cycle(person, activity, cycle) if not record.is_voided), None)


def has_voided_record(person: people.Person, activity: Activity, cycle: int) -> bool:
    return any(record.is_voided for record in records_in_cycle(person, activity, cycle))


def standing_for_update(person: people.Person, activity: Activity) -> Standing:
    """The one that there is, nobody else's until the transaction ends."""
    return _standings_for_update(person.pk, activity.pk)[0]


@prepared
def _standings_for_update(person: int, activity: int) -> QuerySet[Standing]:
    return Standing.objects.select_for_update().filter(person=person, activity=activity)


def standings_of(person: people.Person) -> QuerySet[Standing]:
    """Where the person stands in each activity that they completed, or that was opened to them again."""
    return Standing.objects.filter(person=person).select_related("activity", "record").order_by("activity_id")
