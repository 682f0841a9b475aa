"""What other apps may use of certificates."""

from .actions import (
    award_certificate,
    change_state,
    define_credential,
)
from .enums import CertificateState, CertificateStatus, CredentialKind
from .models import Certificate, Credential, House
from .posters import house_poster
from .queries import certificates_held_by, certificates_visible_to, issuing_house
from .rules import status_on

__all__ = [
    "Certificate",
    "CertificateState",
    "CertificateStatus",
    "Credential",
    "CredentialKind",
    "House",
    "award_certificate",
    "certificates_held_by",
    "certificates_visible_to",
    "change_state",
    "define_credential",
    "house_poster",
    "issuing_house",
    "status_on",
]
