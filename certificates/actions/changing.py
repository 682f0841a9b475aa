"""Suspends, revokes and reinstates certificates."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent
from certificates.rules import can_become
from foundation import audit
from people.api import Person

from .telling import tell_that_it_changed


class CertificateNotChangeable(Exception):
    """Why not, as a sentence."""


@transaction.atomic
def change_state(certificate: Certificate, *, state: str, by: Person, reason: str) -> Certificate:
    """Suspend, revoke or reinstate. The holder reads the reason; the verification page does not show it.

    Asking for the state that it is in already changes nothing.
    """
    certificate = Certificate.objects.get(pk=certificate.pk)
    if certificate.state == state:
        return certificate
    reason = reason.strip()
    if not reason:
        raise CertificateNotChangeable(_("Give a reason: the holder reads it."))
    if not can_become(certificate, state):
        raise CertificateNotChangeable(
            _("%(number)s is %(state)s; from there it cannot become %(wanted)s.")
            % {
                "number": certificate.number,
                "state": certificate.get_state_display(),
                "wanted": CertificateState(state).label,
            }
        )
    if state == CertificateState.VALID and Certificate.objects.filter(supersedes=certificate).exists():
        raise _replaced(certificate)
    _move(certificate, state=state, by=by, reason=reason)
    return certificate


def _replaced(certificate: Certificate) -> CertificateNotChangeable:
    return CertificateNotChangeable(
        _("A newer certificate has taken the place of %(number)s, so it stays as it is.")
        % {"number": certificate.number}
    )


def _move(certificate: Certificate, *, state: str, by: Person, reason: str) -> None:
    was, now = certificate.state, timezone.now()
    unchanged = Certificate.objects.filter(pk=certificate.pk, state=was)
    try:
        with transaction.atomic():
            moved = unchanged.update(state=state, state_changed_at=now)
    except IntegrityError as error:  # it was earned anew in this very moment
        raise _replaced(certificate) from error
    if not moved:
        raise CertificateNotChangeable(_("Somebody else has just changed this certificate. Look at it again first."))
    certificate.state, certificate.state_changed_at = state, now
    event = CertificateEvent.objects.create(certificate=certificate, state=state, at=now, by=by, reason=reason)
    tell_that_it_changed(certificate, event)
    audit.record("change_state", obj=certificate, actor=by, was=was, state=state)
