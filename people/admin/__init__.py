"""Persons, organisations, territories and memberships in the Wagtail admin. Menu groups are put together in cms."""

from .account import AccountView
from .organisations import MembershipViewSet, OrganisationViewSet, TerritoryViewSet
from .persons import PersonViewSet
from .policies import PlatformAdminsOnly

__all__ = [
    "AccountView",
    "MembershipViewSet",
    "OrganisationViewSet",
    "PersonViewSet",
    "PlatformAdminsOnly",
    "TerritoryViewSet",
]
