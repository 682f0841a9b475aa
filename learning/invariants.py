"""What must hold about records, standings and what was earned, however it came about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from certificates import api as certificates

from .models import LearningRecord
from .standings import wrong_standings


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how many}, empty when all is well."""
    found = {
        "rounds with two standing records": rounds_with_two_records().count(),
        "standings that differ from the records": len(wrong_standings()),
        "certificates without the record that earned them": certificates_without_record().count(),
        "records without the certificate that they earned": records_without_certificate().count(),
    }
    return {name: count for name, count in found.items() if count}


def rounds_with_two_records() -> QuerySet[Any]:
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
