"""What other apps may use of certificates."""

from .actions import (
    CertificateNotChangeable,
    CredentialNotAccepted,
    award_certificate,
    change_state,
    define_credential,
)
from .enums import CertificateState, CertificateStatus, CredentialKind
from .models import Certificate, Credential
from .queries import broken_invariants, certificates_held_by, certificates_visible_to
from .rules import status_on

__all__ = [
    "Certificate",
    "CertificateNotChangeable",
    "CertificateState",
    "CertificateStatus",
    "Credential",
    "CredentialKind",
    "CredentialNotAccepted",
    "award_certificate",
    "broken_invariants",
    "certificates_held_by",
    "certificates_visible_to",
    "change_state",
    "define_credential",
    "status_on",
]
