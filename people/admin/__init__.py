"""Persons, organisations, territories and memberships in the Wagtail admin. Menu groups are put together in cms."""

from .account import AccountView
from .filters import DealerFilter, TerritoryFilter, WorksAtFilter, WorksInTerritoryFilter
from .memberships import MembershipViewSet
from .organisations import OrganisationViewSet, TerritoryViewSet
from .persons import PersonViewSet

__all__ = [
    "AccountView",
    "DealerFilter",
    "MembershipViewSet",
    "OrganisationViewSet",
    "PersonViewSet",
    "TerritoryFilter",
    "TerritoryViewSet",
    "WorksAtFilter",
    "WorksInTerritoryFilter",
]
