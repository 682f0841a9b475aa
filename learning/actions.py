"""The one door to the learning record.

Whoever writes about a person and an activity locks their standing first, so that a completion, a void and a new round
come one after the other. The unique constraint on standing records would hold without the lock, too.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates import api as certificates
from foundation import audit
from foundation.writing import insert, insert_unless_there, update
from people import api as people

from . import rules
from .models import Activity, Cycle, LearningRecord, Standing
from .queries import (
    current_cycle,
    has_voided_record,
    record_that_stands,
    records_in_cycle,
    standing_for_update,
)
from .standings import wrong_standings
from .telling import tell_of_cycle

CONTENT = (
    "person_id",
    "activity_id",
    "completed_at",
    "source",
    "source_version",
    "language",
    "evidence",
    "score",
    "level",
    "manner",
)


class CompletionNotRecorded(Exception):
    """A sentence that says what stands against it."""


class RequestConflict(CompletionNotRecorded):
    """A request came again under its UUID, with other content. What was recorded first stays."""


class CycleNotOpened(Exception):
    """A sentence that says what stands against it."""


class RecordNotVoided(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def define_activity(
    *, kind: str, key: str, titles: dict[str, str], credential: certificates.Credential | None = None
) -> Activity:
    """Creates it, or brings its titles and credential up to date. Records made before keep what they earned."""
    activity, is_new = Activity.objects.get_or_create(
        kind=kind, key=key, defaults={"titles": titles, "credential": credential}
    )
    is_changed = (activity.titles, activity.credential_id) != (titles, credential and credential.pk)
    if is_changed:
        activity.titles, activity.credential = titles, credential
        activity.save(update_fields=["titles", "credential"])
    if is_new or is_changed:
        audit.record("define_activity", obj=activity, kind=kind, key=key, credential=credential and credential.key)
    return activity


@transaction.atomic
def record_completion(  # noqa: PLR0913 - all that a learning record says
    person: people.Person,
    activity: Activity,
    *,
    completed_at: dt.datetime,
    source: str,
    source_version: str = "",
    language: str = "",
    evidence: dict[str, Any] | None = None,
    score: Decimal | None = None,
    level: int | None = None,
    manner: str = "",
    organisation: people.Organisation | None = None,
    recorder: people.Person | None = None,
    request_uuid: UUID | None = None,
) -> LearningRecord:
    """The record that stands for this person, activity and current round: a new one, or the one that was there.

    Awards the activity's credential with a new record. `organisation` is by default where the person worked then;
    `score` is per cent; `level` 1 to 4. Raises CompletionNotRecorded, and RequestConflict as one of those.
    """
    if not rules.is_possible_completion(completed_at, timezone.now()):
        raise CompletionNotRecorded(_("This cannot have happened yet. Check the date and time, and send it again."))
    record = LearningRecord(
        person=person,
        activity=activity,
        completed_at=completed_at,
        source=source,
        source_version=source_version,
        language=language,
        evidence=evidence or {},
        score=score,
        level=level,
        manner=manner,
        recorder=recorder,
        request_uuid=request_uuid,
    )
    standing = _lock_standing(person, activity)
    if sent_before := _sent_before(record):
        return sent_before
    record.cycle = current_cycle(person, activity)
    earlier = records_in_cycle(person, activity, record.cycle)
    if there := next((one for one in earlier if not one.is_voided), None):
        return there

    record.organisation = organisation or people.main_organisation_of(person, on=completed_at)
    record.credential = activity.credential
    if winner := _beaten_to_it(record):
        return winner
    _stand(standing, record.cycle, record)
    audit.record(
        "record_completion",
        obj=record,
        actor=recorder or person,
        activity=activity.uuid,
        cycle=record.cycle,
        source=source,
    )
    _award(record, is_earned_anew=bool(earlier))
    return record


@transaction.atomic
def open_cycle(person: people.Person, activity: Activity, *, reason: str, by: people.Person | None = None) -> Cycle:
    """A further round: the person is to complete the activity anew; what they did stays. They read the reason.

    Raises CycleNotOpened.
    """
    if not reason.strip():
        raise CycleNotOpened(_("Say why it is to be done anew: the person will read it."))
    standing = _lock_standing(person, activity)
    number = current_cycle(person, activity)
    if not rules.can_open_cycle(standing, was_voided=has_voided_record(person, activity, number)):
        raise CycleNotOpened(
            _("%(name)s has not completed “%(activity)s” yet. A further round begins when this one is done.")
            % {"name": person.full_name, "activity": activity}
        )
    cycle = Cycle.objects.create(person=person, activity=activity, number=number + 1, opened_by=by, reason=reason)
    _stand(standing, cycle.number, None)
    audit.record("open_cycle", obj=activity, actor=by, person=person.uuid, cycle=cycle.number, reason=reason)
    tell_of_cycle(cycle)
    return cycle


@transaction.atomic
def void_record(record: LearningRecord, *, by: people.Person, reason: str) -> LearningRecord:
    """It remains, and counts no more; what it earned is revoked. Voiding again changes nothing.

    Raises RecordNotVoided without a reason.
    """
    if not reason.strip():
        raise RecordNotVoided(_("Say why this record is wrong: the person will read it."))
    standing = _lock_standing(record.person, record.activity)
    record = LearningRecord.objects.select_related("person", "activity", "credential").get(pk=record.pk)
    if record.is_voided:
        return record

    record.voided_at, record.voided_by, record.void_reason = timezone.now(), by, reason.strip()
    record.save(update_fields=sorted(LearningRecord.VOIDING))
    if standing.record_id == record.pk:
        _stand(standing, record.cycle, None)
    audit.record("void_record", obj=record, actor=by, activity=record.activity.uuid, reason=record.void_reason)
    _revoke(record, by)
    return record


@transaction.atomic
def rebuild_standings() -> int:
    """Make standings anew from cycles and records. Returns how many were wrong, missing or founded on nothing."""
    list(Standing.objects.select_for_update().order_by("pk").values_list("pk"))
    wrong = wrong_standings()
    for (person_id, activity_id), fields in wrong.items():
        Standing.objects.update_or_create(person_id=person_id, activity_id=activity_id, defaults=fields)
    return len(wrong)


def _lock_standing(person: people.Person, activity: Activity) -> Standing:
    """A row that this transaction wrote is locked, too."""
    begun = Standing(person=person, activity=activity)
    return begun if insert_unless_there(begun) else standing_for_update(person, activity)


def _stand(standing: Standing, cycle: int, record: LearningRecord | None) -> None:
    standing.cycle, standing.record = cycle, record
    standing.completed_at = record.completed_at if record else None
    update(standing, "cycle", "record", "completed_at")


def _beaten_to_it(record: LearningRecord) -> LearningRecord | None:
    """Saves it, unless one that says the same was faster: then gives that one."""
    if insert_unless_there(record):
        return None
    winner = record_that_stands(record.person, record.activity, record.cycle) or _sent_before(record)
    if winner is None:
        insert(record)  # the database says what is against it
    return winner


def _sent_before(record: LearningRecord) -> LearningRecord | None:
    """Under the same UUID. Most requests have none, and are nobody's repetition."""
    if record.request_uuid is None:
        return None
    there = LearningRecord.objects.filter(request_uuid=record.request_uuid).first()
    if there and any(getattr(there, name) != getattr(record, name) for name in CONTENT):
        raise RequestConflict(
            _("This was recorded before, with other content. The first one stands; enter the other one as a new one.")
        )
    return there


def _award(record: LearningRecord, *, is_earned_anew: bool) -> None:
    if record.credential is None:
        return
    zone = ZoneInfo(record.organisation.zone) if record.organisation else timezone.get_default_timezone()
    certificates.award_certificate(
        record.credential,
        holder=record.person,
        cycle=record.cycle,
        awarded_on=record.completed_at.astimezone(zone).date(),
        organisation=record.organisation,
        is_earned_anew=is_earned_anew,
    )


def _revoke(record: LearningRecord, by: people.Person) -> None:
    if record.credential is None:
        return
    revoked = certificates.CertificateState.REVOKED
    held = certificates.certificates_held_by(record.person).filter(credential=record.credential, cycle=record.cycle)
    for certificate in held.exclude(state=revoked):
        certificates.change_state(
            certificate,
            state=revoked,
            by=by,
            reason=record.void_reason,
        )
