"""Groups of the admin's menu, put together of what all apps have there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from certificates.admin import CertificateViewSet, CredentialViewSet
from courses.admin import CourseViewSet, EnrolmentViewSet
from learning.admin import ActivityViewSet, LearningRecordViewSet
from people.admin import (
    PRIVACY_VIEWSETS,
    ContactViewSet,
    InvitationViewSet,
    JoinCodeViewSet,
    JoinRequestViewSet,
    MembershipViewSet,
    MessageViewSet,
    OrganisationViewSet,
    OutletViewSet,
    ProductLineViewSet,
    QuestionViewSet,
    SecurityEventViewSet,
    SheetImportViewSet,
    TerritoryViewSet,
    TierViewSet,
)

from .questions import ExamQuestionViewSet


class LearningMenu(ViewSetGroup):
    menu_label = _("Learning")
    menu_icon = "cms-graduation-cap"
    menu_order = 110
    items = (ExamQuestionViewSet, CourseViewSet, EnrolmentViewSet, LearningRecordViewSet, ActivityViewSet)


class CertificatesMenu(ViewSetGroup):
    menu_label = _("Certificates")
    menu_icon = "cms-award"
    menu_order = 120
    items = (CertificateViewSet, CredentialViewSet)


class DealersMenu(ViewSetGroup):
    menu_label = _("Dealers")
    menu_icon = "cms-store"
    menu_order = 130
    items = (
        OrganisationViewSet,
        OutletViewSet,
        TerritoryViewSet,
        TierViewSet,
        ProductLineViewSet,
        ContactViewSet,
        SheetImportViewSet,
    )


class PeopleMenu(ViewSetGroup):
    menu_label = _("People")
    menu_icon = "cms-users"
    menu_order = 140
    items = (
        MembershipViewSet,
        JoinRequestViewSet,
        InvitationViewSet,
        JoinCodeViewSet,
        QuestionViewSet,
        MessageViewSet,
        SecurityEventViewSet,
        *PRIVACY_VIEWSETS,
    )
    submenu_hook = "register_people_menu_item"


class PersonsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return any(request.user.has_perm(f"people.{verb}_person") for verb in ("add", "change", "delete"))
