"""Persons, organisations, territories and memberships in the Wagtail admin. Menu groups are put together in cms."""

from .account import AccountView
from .filters import DealerFilter, TerritoryFilter, WorksAtFilter, WorksInTerritoryFilter
from .memberships import MembershipViewSet
from .messages import MessageViewSet
from .organisations import OrganisationViewSet, TerritoryViewSet
from .persons import PersonViewSet
from .policies import PlatformAdminsOnly
from .security_log import SecurityEventViewSet

__all__ = [
    "AccountView",
    "DealerFilter",
    "MembershipViewSet",
    "MessageViewSet",
    "OrganisationViewSet",
    "PersonViewSet",
    "PlatformAdminsOnly",
    "SecurityEventViewSet",
    "TerritoryFilter",
    "TerritoryViewSet",
    "WorksAtFilter",
    "WorksInTerritoryFilter",
]
