"""Which of a certificate's fields are personal, what for, and what erasing does to them."""

from foundation.personal_data import OnErase, declare_not_personal, register

from .models import Certificate, CertificateEvent, CertificateFile


def register_personal_fields() -> None:
    register(
        Certificate, "holder_person", purpose="Says who may open and print the certificate.", on_erase=OnErase.KEEP
    )
    register(
        Certificate,
        "snapshot",
        purpose="The holder's name and dealer as printed: whoever is shown the paper compares them with the page.",
        on_erase=OnErase.REPLACE,
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
        CertificateEvent, "reason", purpose="Tells the holder why a certificate was withdrawn.", on_erase=OnErase.CLEAR
    )
    declare_not_personal(Certificate, "number", "code", reason="A series and a random code: they name the paper.")
    declare_not_personal(CertificateFile, "sha256", reason="A digest of the file tells nothing without the file.")
