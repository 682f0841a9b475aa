from .awarding import award_certificate
from .changing import CertificateNotChangeable, change_state
from .credentials import CredentialNotAccepted, define_credential
from .files import NotPrintable, order_print, print_again, print_certificate, refuse_unprintable
from .houses import DRAWINGS, TEXTS, HouseNotAccepted, change_house, digest_of, worded_house

__all__ = [
    "DRAWINGS",
    "TEXTS",
    "CertificateNotChangeable",
    "CredentialNotAccepted",
    "HouseNotAccepted",
    "NotPrintable",
    "award_certificate",
    "change_house",
    "change_state",
    "define_credential",
    "digest_of",
    "order_print",
    "print_again",
    "print_certificate",
    "refuse_unprintable",
    "worded_house",
]
