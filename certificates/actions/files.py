"""Prints a certificate's file: ordered with the award, made from the snapshot alone, one file however often it runs."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.enums import PrintState
from certificates.models import Certificate, CertificateFile
from certificates.printing import print_paper, unprintable_in
from certificates.queries import (
    PRINT,
    drawings_of,
    first_order_of,
    is_without_name,
    print_order_of,
    print_state_of,
    printed_file_of,
)
from foundation import audit, outbox
from foundation.files import private_storage
from people.api import Person

from .telling import tell_that_it_is_ready


class NotPrintable(Exception):
    """Which characters no font has, as a sentence."""


def order_first_print(certificate: Certificate) -> None:
    """Of one that was just issued, in the transaction that issues it."""
    outbox.send(PRINT, key=first_order_of(certificate), payload={"certificate": certificate.pk})


@transaction.atomic
def order_print(certificate: Certificate) -> None:
    """Ask for the file; asked again, only a file that was lost is printed anew. What was given up stays given up."""
    if printed_file_of(certificate) is None:
        outbox.send(PRINT, key=print_order_of(certificate)[0], payload={"certificate": certificate.pk})


@transaction.atomic
def print_again(certificate: Certificate, *, by: Person) -> None:
    """Order the file that nobody prints any more. One that is there or under way is left alone."""
    if print_state_of(certificate) != PrintState.FAILED:
        return
    order = print_order_of(certificate)[1]
    if order:
        outbox.send_again(order, by=by)
    else:
        order_print(certificate)
    audit.record("print_again", obj=certificate, actor=by)


def print_ordered(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"certificate": key}. Its holder hears of it, the first time."""
    certificate = Certificate.objects.get(pk=payload["certificate"])
    print_certificate(certificate)
    tell_that_it_is_ready(certificate)


def print_certificate(certificate: Certificate) -> CertificateFile:
    """Prints outside a transaction, then stores under a lock.

    The file's name follows from the certificate. So what a killed worker left half written is written over by the next,
    and two that print at once store one file.
    """
    if printed := printed_file_of(certificate):
        return printed
    refuse_unprintable(certificate)
    content = print_paper(certificate.paper, drawings_of(certificate.paper))
    with transaction.atomic():
        locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
        refuse_unprintable(locked)  # its holder may have been erased meanwhile
        return printed_file_of(certificate) or _store(certificate, content)


def refuse_unprintable(certificate: Certificate) -> None:
    if is_without_name(certificate):
        raise NotPrintable(_("Whoever held this certificate was erased, so it is not printed any more."))
    paper = certificate.paper
    dealer = paper.organisation
    names = f"{paper.holder}{paper.latin_name}{dealer.first if dealer else ''}{dealer.second if dealer else ''}"
    if missing := unprintable_in(names):
        raise NotPrintable(
            _("No font has “%(characters)s”, so this certificate cannot be printed. Ask for it with another spelling.")
            % {"characters": "".join(missing)}
        )


def _store(certificate: Certificate, content: bytes) -> CertificateFile:
    storage, name = private_storage(), f"certificates/{certificate.issued_on.year}/{certificate.uuid}.pdf"
    storage.delete(name)
    try:
        storage.save(name, ContentFile(content))
    except BaseException:
        with suppress(OSError):
            storage.delete(name)
        raise
    fields = {"file": name, "sha256": sha256(content).hexdigest(), "printed_at": timezone.now()}
    return CertificateFile.objects.update_or_create(certificate=certificate, defaults=fields)[0]
