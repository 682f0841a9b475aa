"""Tells holders what became of their certificates."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext_noop as _

from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateEvent
from foundation.sentences import Sentence
from people.api import MessageKind, Person, Role, memberships_open, register_kind, send_message

READY = "certificates.ready"
CHANGED = "certificates.changed"
NEWS = timedelta(days=7)  # what was earned longer ago, or is entered from old papers, is none


def register_kinds() -> None:
    register_kind(
        MessageKind(
            READY,
            title=_("Your certificate is ready: %(what)s"),
            text=_("Look at it, keep the PDF, or share its picture with the group."),
            variables=("what",),
            label=_("A certificate is ready"),
            icon="award",
        )
    )
    register_kind(
        MessageKind(
            CHANGED,
            title=_("Your certificate is now %(state)s: %(what)s"),
            text=_("Reason: %(reason)s"),
            variables=("what", "state", "reason"),
            switchable=False,
            icon="award",
        )
    )


def tell_that_it_is_ready(certificate: Certificate) -> None:
    if certificate.issued_on < timezone.localdate() - NEWS:
        return
    for person in _told_of(certificate):
        variables = {"what": certificate.title_in(person.language)}
        send_message(
            READY, to=person, cause=str(certificate.uuid), variables=variables, path=certificate.get_absolute_url()
        )


def tell_that_it_changed(certificate: Certificate, event: CertificateEvent) -> None:
    with translation.override(None):
        state = Sentence(str(CertificateState(event.state).label))  # its source, to be worded when it is read
    for person in _told_of(certificate):
        variables = {"what": certificate.title_in(person.language), "state": state, "reason": event.reason}
        cause = f"{certificate.uuid}:{event.pk}"
        send_message(CHANGED, to=person, cause=cause, variables=variables, path=certificate.get_absolute_url())


def _told_of(certificate: Certificate) -> list[Person]:
    """Whose it is; of a dealer's, those who lead it."""
    if certificate.holder_person:
        return [certificate.holder_person]
    leading = memberships_open().filter(
        organisation=certificate.holder_organisation, role__in=Role.leading_dealer(), person__is_active=True
    )
    return list(Person.objects.filter(pk__in=leading.values("person")).order_by("pk"))
