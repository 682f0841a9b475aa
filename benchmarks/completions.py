"""A completion with all that it brings, against the insert of its one row."""

from __future__ import annotations

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
    """
    people = list(Person.objects.order_by("pk")[: 2 if is_tiny else PEOPLE])
    words = Credential.objects.order_by("pk")[0].words
    activities: list[Activity] = []

    def new_activity() -> None:
        key = f"bench-{uuid4()}"
        credential = define_credential(key=key, kind=CredentialKind.COURSE, words=words, valid_months=24)
        activities.append(
            define_activity(kind=ActivityKind.COURSE, key=key, titles={"en": "Bench"}, credential=credential)
        )

    def complete() -> None:
        for person in people:
            record_completion(person, activities[-1], completed_at=timezone.now(), source="course",
                              source_version="1", language="zh-hans", evidence={"attempt": str(uuid4())})  # fmt: skip

    def insert() -> None:
        for person in people:
            with transaction.atomic():
                LearningRecord.objects.create(person=person, activity=activities[-1], completed_at=timezone.now(),
                                              source="course", source_version="1", language="zh-hans",
                                              evidence={"attempt": str(uuid4())})  # fmt: skip

    return ratio_of(
        Side("completion", complete, calls=len(people), prepare=new_activity),
        Side("insert", insert, calls=len(people), prepare=new_activity),
        rounds=1 if is_tiny else 25,
    )
