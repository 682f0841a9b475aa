"""Certificates, their kinds and who issues them, in the Wagtail admin. Menu groups are put together in cms."""

from .certificates import CertificateViewSet
from .credentials import CredentialViewSet
from .house import HouseViewSet

__all__ = ["CertificateViewSet", "CredentialViewSet", "HouseViewSet"]
