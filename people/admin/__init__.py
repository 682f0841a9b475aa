"""Persons, organisations, territories and memberships in the Wagtail admin. Menu groups are put together in cms."""

from .account import AccountView
from .bulk import BULK_ACTIONS, IN_PLACE_OF_WAGTAILS
from .choosers import organisation_chooser, person_chooser
from .contacts import ContactViewSet
from .filters import DealerFilter, TerritoryFilter, WorksAtFilter, WorksInTerritoryFilter
from .groups import GroupViewSet
from .imports import SheetImportViewSet
from .joining import InvitationViewSet, JoinCodeViewSet, JoinRequestViewSet, QuestionViewSet
from .memberships import MembershipViewSet
from .messages import MessageViewSet
from .organisations import OrganisationViewSet
from .outlets import OutletViewSet
from .persons import PersonViewSet
from .policies import PlatformAdminsMenuItem, PlatformAdminsOnly
from .privacy import PRIVACY_VIEWSETS
from .security_log import SecurityEventViewSet
from .territories import TerritoryViewSet
from .tiers import ProductLineViewSet, TierViewSet

__all__ = [
    "BULK_ACTIONS",
    "IN_PLACE_OF_WAGTAILS",
    "PRIVACY_VIEWSETS",
    "AccountView",
    "ContactViewSet",
    "DealerFilter",
    "GroupViewSet",
    "InvitationViewSet",
    "JoinCodeViewSet",
    "JoinRequestViewSet",
    "MembershipViewSet",
    "MessageViewSet",
    "OrganisationViewSet",
    "OutletViewSet",
    "PersonViewSet",
    "PlatformAdminsMenuItem",
    "PlatformAdminsOnly",
    "ProductLineViewSet",
    "QuestionViewSet",
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
