"""Doors to certificates: one's own, those one may see, and the one that a code opens."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from foundation.prepared import prepared
from people.api import Organisation, Person, dealers_led_by, is_seeing_everyone

from .codes import possible_codes
from .models import Certificate, CertificateEvent, CertificateFile, Credential, House, private_storage


def certificates_of(holder: Person | Organisation) -> QuerySet[Certificate]:
    if isinstance(holder, Organisation):
        return Certificate.objects.filter(holder_organisation=holder)
    return Certificate.objects.filter(holder_person=holder)


def certificate_issued(holder: Person | Organisation, credential: Credential, cycle: int) -> Certificate | None:
    """The one that the holder has for this credential and cycle."""
    issued = _issued_to_organisation if isinstance(holder, Organisation) else _issued_to_person
    return next(iter(issued(holder.pk, credential.pk, cycle)), None)


@prepared
def _issued_to_person(person: int, credential: int, cycle: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(holder_person=person, credential=credential, cycle=cycle)


@prepared
def _issued_to_organisation(organisation: int, credential: int, cycle: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(holder_organisation=organisation, credential=credential, cycle=cycle)


def certificates_held_by(person: Person) -> QuerySet[Certificate]:
    """All of one's own, the newest first; those that were superseded or revoked too."""
    return certificates_of(person).select_related("credential").order_by("-issued_on", "-pk")


def certificates_visible_to(person: Person) -> QuerySet[Certificate]:
    """One's own, those held by dealers that one leads; all, for those who administer. Never those of one's staff."""
    certificates = Certificate.objects.select_related("credential", "holder_person", "holder_organisation")
    if not is_seeing_everyone(person):
        led = dealers_led_by(person).order_by().values("pk")
        certificates = certificates.filter(Q(holder_person=person) | Q(holder_organisation__in=led))
    return certificates.order_by("-issued_on", "-pk")


def certificate_opened_by(code: str) -> Certificate | None:
    """The certificate whose code somebody typed, as it stands on the paper or nearly so. Open to everyone."""
    certificates = Certificate.objects.filter(code__in=possible_codes(code))[:2]
    return certificates[0] if len(certificates) == 1 else None


def printed_file_of(certificate: Certificate) -> CertificateFile | None:
    """None as long as it is being printed, and when its file is lost."""
    printed = CertificateFile.objects.filter(certificate=certificate).first()
    return printed if printed and private_storage().exists(printed.name) else None


def issuing_house() -> House:
    return next(iter(_houses()), None) or House()


@prepared
def _houses() -> QuerySet[House]:
    return House.objects.order_by("pk")[:1]


def events_of(certificate: Certificate) -> QuerySet[CertificateEvent]:
    """What happened to it, the last first, with reasons: for those who may see it, not for those who verify it."""
    return certificate.events.select_related("by").order_by("-at", "-pk")
