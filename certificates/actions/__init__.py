from .awarding import award_certificate
from .changing import CertificateNotChangeable, change_state
from .credentials import CredentialNotAccepted, define_credential
from .files import NotPrintable, order_print, print_again, print_certificate, refuse_unprintable

__all__ = [
    "CertificateNotChangeable",
    "CredentialNotAccepted",
    "NotPrintable",
    "award_certificate",
    "change_state",
    "define_credential",
    "order_print",
    "print_again",
    "print_certificate",
    "refuse_unprintable",
]
