"""Certificates, their kinds and who issues them, in the Wagtail admin. Menu groups are put together in cms."""

from .certificates import LOG_ACTION, CertificateViewSet
from .credentials import CredentialViewSet
from .house import HouseViewSet

__all__ = ["LOG_ACTION", "CertificateViewSet", "CredentialViewSet", "HouseViewSet"]
