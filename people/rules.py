"""What may be, without asking the database."""

from __future__ import annotations

from collections.abc import Collection

from .enums import OrganisationKind, Role
from .models import Organisation


def does_role_fit(role: str, organisation: Organisation) -> bool:
    roles = Role.of_manufacturer() if organisation.is_manufacturer else Role.of_dealer()
    return role in roles


def can_be_supplied_by(kind: str, parent: Organisation | None) -> bool:
    """Dealers are supplied by dealers or by nobody in between; the manufacturer by nobody."""
    return parent is None or (kind == OrganisationKind.DEALER and not parent.is_manufacturer)


def can_have_outlets(organisation: Organisation) -> bool:
    return not organisation.is_manufacturer


def can_name_deputy(roles: Collection[str]) -> bool:
    """`roles`: those that somebody holds today at the dealer. A deputy names no deputy."""
    return Role.OWNER in roles
