"""Doors to certificates: one's own, those one may see, and the one that a code opens."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from foundation import outbox
from foundation.files import private_storage
from foundation.models import OutboxMessage
from foundation.prepared import prepared
from people.api import Organisation, Person, dealers_led_by, is_seeing_everyone

from .codes import possible_codes
from .enums import PrintState
from .models import Certificate, CertificateEvent, CertificateFile, Credential, Drawing, House
from .paper import Paper

PRINT = "certificates.print"  # the outbox's name for it


def certificates_of(holder: Person | Organisation) -> QuerySet[Certificate]:
    if isinstance(holder, Organisation):
        return Certificate.objects.filter(holder_organisation=holder)
    return Certificate.objects.filter(holder_person=holder)


def certificates_issued(holder: Person | Organisation, credential: Credential) -> list[Certificate]:
    """All that the holder ever got for this credential, the newest first: each supersedes the next."""
    issued = _issued_to_organisation if isinstance(holder, Organisation) else _issued_to_person
    return issued(holder.pk, credential.pk)


@prepared
def _issued_to_person(person: int, credential: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(holder_person=person, credential=credential).order_by("-cycle", "-pk")


@prepared
def _issued_to_organisation(organisation: int, credential: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(holder_organisation=organisation, credential=credential).order_by("-cycle", "-pk")


def certificates_held_by(person: Person) -> QuerySet[Certificate]:
    """All of one's own, the newest first; those that were superseded or revoked too."""
    return certificates_of(person).select_related("credential").order_by("-issued_on", "-pk")


def certificates_visible_to(person: Person) -> QuerySet[Certificate]:
    """One's own, those held by dealers that one leads; all, for those who administer. Never those of one's staff."""
    return _certificates() if is_seeing_everyone(person) else certificates_held_or_led(person)


def certificates_held_or_led(person: Person) -> QuerySet[Certificate]:
    """One's own, and those held by dealers that one leads."""
    led = dealers_led_by(person).order_by().values("pk")
    return _certificates().filter(Q(holder_person=person) | Q(holder_organisation__in=led))


def is_held_or_led(certificate: Certificate, person: Person) -> bool:
    """Whether `certificates_held_or_led` has it; without a query for one's own."""
    is_own = certificate.holder_person_id == person.pk
    return is_own or certificates_held_or_led(person).filter(pk=certificate.pk).exists()


def _certificates() -> QuerySet[Certificate]:
    certificates = Certificate.objects.select_related("credential", "holder_person", "holder_organisation")
    return certificates.order_by("-issued_on", "-pk")


def certificate_opened_by(code: str) -> Certificate | None:
    """The certificate whose code somebody typed, as it stands on the paper or nearly so. Open to everyone."""
    certificates = Certificate.objects.filter(code__in=possible_codes(code)).select_related(
        "superseded_by", "holder_person"
    )[:2]
    return certificates[0] if len(certificates) == 1 else None


def printed_file_of(certificate: Certificate) -> CertificateFile | None:
    """None as long as it is being printed, and when its file is lost."""
    printed = CertificateFile.objects.filter(certificate=certificate).first()
    return printed if printed and private_storage().exists(printed.name) else None


def first_order_of(certificate: Certificate) -> str:
    return f"{PRINT}:{certificate.uuid}"


def print_order_of(certificate: Certificate) -> tuple[str, OutboxMessage | None]:
    """The key of the order that is still to be carried out, and the order, if it was given.

    An order that was delivered has printed a file; whoever asks again has lost it, and orders under a further key.
    """
    first = key = first_order_of(certificate)
    while (order := outbox.message_named(key)) and order.delivered_at:
        key = f"{first}:{order.delivered_at.isoformat()}"
    return key, order


def print_state_of(certificate: Certificate) -> PrintState:
    """Asks the store too: a file that was lost is not printed."""
    if printed_file_of(certificate):
        return PrintState.PRINTED
    order = print_order_of(certificate)[1]
    return PrintState.FAILED if order is None or order.gave_up_at else PrintState.PRINTING


def is_without_name(certificate: Certificate) -> bool:
    """Whoever held it was erased: what it certifies stands, and there is no paper of it any more."""
    holder = certificate.holder_person
    return holder is not None and holder.erased_at is not None


def issuing_house() -> House:
    return next(iter(_houses()), None) or House()


@prepared
def _houses() -> QuerySet[House]:
    return House.objects.order_by("pk")[:1]


def drawings_of(paper: Paper) -> dict[str, bytes]:
    """{digest: PNG of 1 bit} of all that the paper is printed with."""
    if not paper.drawings:
        return {}
    rows = Drawing.objects.filter(digest__in=paper.drawings).values_list("digest", "png")
    return {digest: bytes(png) for digest, png in rows}


def drawing_named(digest: str) -> bytes | None:
    drawing = Drawing.objects.filter(digest=digest).first()
    return bytes(drawing.png) if drawing else None


def events_of(certificate: Certificate) -> QuerySet[CertificateEvent]:
    """What happened to it, the last first, with reasons: for those who may see it, not for those who verify it."""
    return certificate.events.select_related("by").order_by("-at", "-pk")
