"""A completion with all that it brings, against the insert of its one row."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from certificates.api import CredentialKind, define_credential
from certificates.models import Credential
from learning.api import Activity, ActivityKind, define_activity, record_completion
from learning.models import LearningRecord
from people.models import Person

from .measuring import Reading, Side, ratio_of

PEOPLE = 20


def completion_vs_insert(*, is_tiny: bool = False) -> Reading:
    """First completions of an activity that earns a certificate: record, standing, certificate with number and event,
    audit lines, the order of its print in the outbox, and the call that wakes a worker. Against rows of the learning
    record, inserted one by one, each in a transaction of its own.

    What it comes to without a certificate is among the parts.
    """
    people = list(Person.objects.order_by("pk")[: 2 if is_tiny else PEOPLE])
    rounds = 1 if is_tiny else 20
    whole = _against_insert("completion", people, _new_activity, rounds=rounds)
    plain = _against_insert("without certificate", people, _new_activity_without_certificate, rounds=rounds)
    plain.parts.pop("insert")
    return Reading(whole.value, {**whole.parts, **plain.parts, "which is, ÷ insert,": plain.value})


def _against_insert(name: str, people: list[Person], make: Callable[[], Activity], *, rounds: int) -> Reading:
    activities: list[Activity] = []

    def complete() -> None:
        for person in people:
            record_completion(person, activities[-1], **_facts())

    def insert() -> None:
        for person in people:
            with transaction.atomic():
                LearningRecord.objects.create(person=person, activity=activities[-1], **_facts())

    return ratio_of(
        Side(name, complete, calls=len(people), prepare=lambda: activities.append(make())),
        Side("insert", insert, calls=len(people), prepare=lambda: activities.append(make())),
        rounds=rounds,
    )


def _facts() -> dict:
    return {
        "completed_at": timezone.now(),
        "source": "course",
        "source_version": "1",
        "language": "zh-hans",
        "evidence": {"attempt": str(uuid4())},
    }


def _new_activity() -> Activity:
    """Nobody has done it, and it earns a certificate that nobody has."""
    key = f"bench-{uuid4()}"
    words = Credential.objects.order_by("pk")[0].words
    credential = define_credential(key=key, kind=CredentialKind.COURSE, words=words, valid_months=24)
    return define_activity(kind=ActivityKind.COURSE, key=key, titles={"en": "Bench"}, credential=credential)


def _new_activity_without_certificate() -> Activity:
    return define_activity(kind=ActivityKind.COURSE, key=f"bench-{uuid4()}", titles={"en": "Bench"})
