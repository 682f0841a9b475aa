"""What must hold about certificates, however they came about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sized
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from foundation.files import private_storage
from foundation.models import AuditLine

from .enums import CertificateState, PrintState
from .models import Certificate, CertificateEvent, CertificateFile
from .queries import print_state_of

MENDING = {
    "certificates whose state is not that of their last event": "Somebody wrote the table by hand. The event says what"
    " was decided and by whom: bring the certificate to that state by its page in the admin.",
    "certificates changed without an audit line": "Somebody wrote the table by hand. The certificate's events say what"
    " happened; find out who did it before anything is mended.",
    "certificates without their file, which nobody prints": "Ask for the PDF on its page: it is printed anew.",
    "certificates whose file is not what was printed": "Delete the file: the next time its holder asks, it is printed"
    " anew from what was issued.",
    "rounds with two certificates that stand": "The database's constraint is gone: run manage.py migrate on a copy"
    " and compare. Revoke the later certificate, with the reason.",
}


def broken_invariants() -> dict[str, int]:
    """{what is wrong: how many}, empty when all is well."""
    checks: dict[str, Callable[[], Sized]] = {
        "certificates whose state is not that of their last event": certificates_in_another_state,
        "certificates changed without an audit line": certificates_changed_silently,
        "certificates without their file, which nobody prints": certificates_nobody_prints,
        "certificates whose file is not what was printed": files_that_differ,
        "rounds with two certificates that stand": cycles_with_two_certificates,
    }
    found = {name: len(check()) for name, check in checks.items()}
    return {name: count for name, count in found.items() if count}


def certificates_in_another_state() -> QuerySet[Certificate]:
    events = CertificateEvent.objects.filter(certificate=OuterRef("pk")).order_by("-at", "-pk")
    last = Certificate.objects.annotate(last_state=Subquery(events.values("state")[:1]))
    return last.exclude(last_state=F("state"), last_state__isnull=False)


def certificates_changed_silently() -> QuerySet[Certificate]:
    """Each event, the award among them, has its line."""
    lines = AuditLine.objects.filter(
        object_uuid=OuterRef("uuid"), action__in=["award_certificate", "change_state", "supersede_certificate"]
    )
    counted = lines.order_by().values("object_uuid").annotate(count=Count("pk")).values("count")
    certificates = Certificate.objects.annotate(
        events_count=Count("events"), lines_count=Coalesce(Subquery(counted), 0)
    )
    return certificates.exclude(events_count=F("lines_count"))


def certificates_nobody_prints() -> list[Certificate]:
    """Those of whoever was erased are not to be printed."""
    files = CertificateFile.objects.iterator()
    lost = [printed.certificate_id for printed in files if not private_storage().exists(printed.name)]
    with_name = Certificate.objects.filter(Q(holder_person=None) | Q(holder_person__erased_at=None))
    without_file = with_name.filter(Q(printed__isnull=True) | Q(pk__in=lost))
    return [certificate for certificate in without_file if print_state_of(certificate) == PrintState.FAILED]


def cycles_with_two_certificates() -> QuerySet[Any]:
    standing = Certificate.objects.exclude(state=CertificateState.REVOKED)
    cycles = standing.values("holder_person", "holder_organisation", "credential", "cycle").order_by()
    return cycles.annotate(count=Count("pk")).filter(count__gt=1)


def files_that_differ() -> list[CertificateFile]:
    """Lost ones count as files that are named but not there."""
    storage = private_storage()
    there: Iterable[CertificateFile] = (
        printed for printed in CertificateFile.objects.iterator() if storage.exists(printed.name)
    )
    return [printed for printed in there if _digest(printed) != printed.sha256]


def _digest(printed: CertificateFile) -> str:
    with private_storage().open(printed.name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
