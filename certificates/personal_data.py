"""Which of a certificate's fields are personal, what for, and what erasing does to them."""

from typing import Any

from django.utils.translation import ngettext

from foundation.models import OutboxMessage
from foundation.personal_data import (
    OnErase,
    Pseudonym,
    declare_not_personal,
    register,
    register_consequence,
    register_rows,
    register_step,
)

from .models import Certificate, CertificateEvent, CertificateFile
from .queries import PRINT


def register_personal_fields() -> None:
    register_step(forget_print_orders)
    register_consequence(consequences)
    register_rows(Certificate, of="holder_person")
    for model in (CertificateEvent, CertificateFile):
        register_rows(model, of="certificate__holder_person")
    register(
        Certificate, "holder_person", purpose="Says who may open and print the certificate.", on_erase=OnErase.KEEP
    )
    register(
        Certificate,
        "snapshot",
        purpose="The holder's name and dealer as printed: whoever is shown the paper compares them with the page.",
        on_erase=OnErase.REPLACE,
        by=without_name,
    )
    register(
        CertificateFile, "file", purpose="The paper as printed, with the holder's name.", on_erase=OnErase.DELETE_ROW
    )
    register(
        CertificateEvent,
        "by",
        purpose="Says who suspended or revoked, for an appeal against it.",
        on_erase=OnErase.KEEP,
    )
    register(
        CertificateEvent,
        "reason",
        purpose="Tells the holder why a certificate was withdrawn.",
        on_erase=OnErase.REPLACE,
    )
    declare_not_personal(Certificate, "number", "code", reason="A series and a random code: they name the paper.")
    declare_not_personal(CertificateFile, "sha256", reason="A digest of the file tells nothing without the file.")


def forget_print_orders(person: Any) -> None:
    """A failed one says which characters of the name no font has."""
    held = list(Certificate.objects.filter(holder_person=person).values_list("pk", flat=True))
    OutboxMessage.objects.filter(handler=PRINT, payload__certificate__in=held).delete()


def consequences(person: Any) -> list[str]:
    count = Certificate.objects.filter(holder_person=person).count()
    said = ngettext(
        "%(count)s certificate loses name and paper; its number can still be verified.",
        "%(count)s certificates lose name and paper; their numbers can still be verified.",
        count,
    )
    return [said % {"count": count}] if count else []


def without_name(snapshot: dict[str, Any], pseudonym: Pseudonym) -> dict[str, Any]:
    """All that was certified stays; to whom, does not."""
    return snapshot | {"holder": {"name": pseudonym.name, "latin_name": pseudonym.latin_name}}
