"""Persons, organisations, outlets, memberships and territories."""

from .memberships import Membership, StaffCode
from .organisations import DEFAULT_ZONE, ExternalCode, Organisation, ProductLine, Tier
from .outlets import Outlet
from .persons import E164, Person, PersonManager
from .sheets import MissingFromSheet, SheetImport, SheetRow
from .territories import Territory

__all__ = [
    "DEFAULT_ZONE",
    "E164",
    "ExternalCode",
    "Membership",
    "MissingFromSheet",
    "Organisation",
    "Outlet",
    "Person",
    "PersonManager",
    "ProductLine",
    "SheetImport",
    "SheetRow",
    "StaffCode",
    "Territory",
    "Tier",
]
