"""What must hold about records, standings and what was earned, however it came about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from certificates import api as certificates
from foundation.models import AuditLine

from .models import Cycle, LearningRecord
from .standings import wrong_standings

BY_HAND = "Somebody wrote the table by hand. Find out who did it and why before anything is mended."
MENDING = {
    "rounds with two standing records": "The database's constraint is gone: run manage.py migrate on a copy and"
    " compare. Void the later record, with the reason.",
    "standings that differ from the records": "manage.py rebuild makes them anew.",
    "certificates without the record that earned them": "manage.py explain tells the story of a person and an"
    " activity. Revoke the certificate, or record what was done.",
    "records without the certificate that they earned": "Void the record with the reason and record it anew: that"
    " awards the certificate.",
    "records without an audit line": BY_HAND,
    "voided records without an audit line": BY_HAND,
    "rounds opened without an audit line": BY_HAND,
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how many}, empty when all is well."""
    found = {
        "rounds with two standing records": cycles_with_two_records().count(),
        "standings that differ from the records": len(wrong_standings()),
        "certificates without the record that earned them": certificates_without_record().count(),
        "records without the certificate that they earned": records_without_certificate().count(),
        "records without an audit line": records_without_line("record_completion").count(),
        "voided records without an audit line": records_without_line("void_record").exclude(voided_at=None).count(),
        "rounds opened without an audit line": cycles_without_line(),
    }
    return {name: count for name, count in found.items() if count}


def cycles_with_two_records() -> QuerySet[Any]:
    standing = LearningRecord.objects.standing().values("person", "activity", "cycle")
    return standing.annotate(count=Count("pk")).filter(count__gt=1).order_by()


def certificates_without_record() -> QuerySet[certificates.Certificate]:
    """Of persons; what a revoked one stood on may be voided."""
    earned = LearningRecord.objects.standing().filter(
        person=OuterRef("holder_person"), credential=OuterRef("credential"), cycle=OuterRef("cycle")
    )
    return certificates.Certificate.objects.filter(~Exists(earned), holder_person__isnull=False).exclude(
        state=certificates.CertificateState.REVOKED
    )


def records_without_certificate() -> QuerySet[LearningRecord]:
    earned = certificates.Certificate.objects.filter(
        holder_person=OuterRef("person"), credential=OuterRef("credential"), cycle=OuterRef("cycle")
    )
    return LearningRecord.objects.standing().filter(~Exists(earned), credential__isnull=False)


def records_without_line(action: str) -> QuerySet[LearningRecord]:
    lines = AuditLine.objects.filter(object_uuid=OuterRef("uuid"), action=action)
    return LearningRecord.objects.filter(~Exists(lines))


def cycles_without_line() -> int:
    """A round has no UUID of its own: the line names activity, person and number."""
    lines = AuditLine.objects.filter(action="open_cycle").values_list("object_uuid", "facts__person", "facts__cycle")
    told = {(str(activity), person, number) for activity, person, number in lines.iterator()}
    opened = Cycle.objects.values_list("activity__uuid", "person__uuid", "number")
    return sum((str(activity), str(person), number) not in told for activity, person, number in opened.iterator())
