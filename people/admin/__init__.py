"""Persons, organisations, territories and memberships in the Wagtail admin. Menu groups are put together in cms."""

from .account import AccountView
from .bulk import BULK_ACTIONS, IN_PLACE_OF_WAGTAILS
from .choosers import organisation_chooser, person_chooser
from .filters import DealerFilter, TerritoryFilter, WorksAtFilter, WorksInTerritoryFilter
from .imports import SheetImportViewSet
from .memberships import MembershipViewSet
from .messages import MessageViewSet
from .organisations import OrganisationViewSet
from .outlets import OutletViewSet
from .persons import PersonViewSet
from .policies import PlatformAdminsOnly
from .privacy import ConsentViewSet, ErasureRequestViewSet, ImpersonationViewSet, PurposeNoticeViewSet
from .security_log import SecurityEventViewSet
from .territories import TerritoryViewSet
from .tiers import ProductLineViewSet, TierViewSet

__all__ = [
    "BULK_ACTIONS",
    "IN_PLACE_OF_WAGTAILS",
    "AccountView",
    "ConsentViewSet",
    "DealerFilter",
    "ErasureRequestViewSet",
    "ImpersonationViewSet",
    "MembershipViewSet",
    "MessageViewSet",
    "OrganisationViewSet",
    "OutletViewSet",
    "PersonViewSet",
    "PlatformAdminsOnly",
    "ProductLineViewSet",
    "PurposeNoticeViewSet",
    "SecurityEventViewSet",
    "SheetImportViewSet",
    "TerritoryFilter",
    "TerritoryViewSet",
    "TierViewSet",
    "WorksAtFilter",
    "WorksInTerritoryFilter",
    "organisation_chooser",
    "person_chooser",
]
