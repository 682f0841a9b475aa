"""Persons, organisations, outlets, memberships, territories, messages, the way in, joining, lists brought in,
and what people have a say in."""

from .helping import Contact, Question
from .joining import Invitation, JoinCode, JoinRequest
from .memberships import Membership, StaffCode
from .messages import Message, MessageWishes
from .organisations import DEFAULT_ZONE, ExternalCode, Organisation, ProductLine, Tier
from .outlets import Outlet
from .persons import E164, Person, PersonManager
from .privacy import Consent, ErasureRequest, Impersonation, PersonalExport, PurposeNotice
from .sharing import ShortLink
from .sheets import MissingFromSheet, SheetImport, SheetRow
from .sign_in import ProvenNumber, SecurityEvent, SignInCode
from .territories import Territory

__all__ = [
    "DEFAULT_ZONE",
    "E164",
    "Consent",
    "Contact",
    "ErasureRequest",
    "ExternalCode",
    "Impersonation",
    "Invitation",
    "JoinCode",
    "JoinRequest",
    "Membership",
    "Message",
    "MessageWishes",
    "MissingFromSheet",
    "Organisation",
    "Outlet",
    "Person",
    "PersonManager",
    "PersonalExport",
    "ProductLine",
    "ProvenNumber",
    "PurposeNotice",
    "Question",
    "SecurityEvent",
    "SheetImport",
    "SheetRow",
    "ShortLink",
    "SignInCode",
    "StaffCode",
    "Territory",
    "Tier",
]
