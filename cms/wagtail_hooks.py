from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.log_actions import LogFormatter
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet

from certificates.admin import CertificateViewSet, CredentialViewSet, HouseViewSet
from foundation.admin import FailedJobsViewSet
from foundation.models import OutboxMessage
from learning.admin import ActivityViewSet, LearningRecordViewSet
from people.admin import MembershipViewSet, OrganisationViewSet, PlatformAdminsOnly, TerritoryViewSet
from people.api import organisations_of

from .admin import ExamQuestionViewSet, UpdateTranslationsView, WhatWaitsOnHome, convert_to_alias
from .enums import Outcome
from .models import CataloguePage, CoursePage, LessonPage
from .publishing import LOG_ACTION
from .workshop import Untold

register_permission_policy(OutboxMessage, PlatformAdminsOnly(OutboxMessage), exact_class=True)

ICONS = (
    "award book-open calculator chart-column file-question graduation-cap hourglass message-circle-question scale sigma"
    " store users"
)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return icons + [f"cms/icons/cms-{name}.svg" for name in ICONS.split()]


class StableLinkHandler(PageLinkHandler):
    """Links to courses and lessons keep to their key, so addresses may change under them, and released words do not."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [f'<a href="{escape(_address(page))}">' if page else "<a>" for page in cls.get_many(attrs_list)]


def _address(page: Any) -> str:
    match page:
        case CoursePage() | LessonPage():
            return reverse("courses:go", args=[page.translation_key])
        case CataloguePage():
            return reverse("cms:catalogue")
    return page.localized.url or "/"


@hooks.register("register_image_operations")
def register_untold() -> list[tuple[str, type[Untold]]]:
    return [("untold", Untold)]


@hooks.register("register_rich_text_features", order=100)
def register_stable_links(features: Any) -> None:
    features.register_link_type(StableLinkHandler)


@hooks.register("register_admin_urls", order=-1)
def stand_before_localize() -> list[URLPattern]:
    update = UpdateTranslationsView.as_view()
    return [
        path("localize/update/<int:translation_source_id>/", update, name="update_translations"),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias, name="convert_to_alias"),
    ]


@hooks.register("construct_homepage_panels")
def add_what_waits(_request: Any, panels: list[Any]) -> None:
    panels.append(WhatWaitsOnHome())


class LearningMenu(ViewSetGroup):
    menu_label = _("Learning")
    menu_icon = "cms-graduation-cap"
    menu_order = 110
    items = (ExamQuestionViewSet, LearningRecordViewSet, ActivityViewSet)


class CertificatesMenu(ViewSetGroup):
    menu_label = _("Certificates")
    menu_icon = "cms-award"
    menu_order = 120
    items = (CertificateViewSet, CredentialViewSet)


class DealersMenu(ViewSetGroup):
    menu_label = _("Dealers")
    menu_icon = "cms-store"
    menu_order = 130
    items = (OrganisationViewSet, TerritoryViewSet)


class PeopleMenu(ViewSetGroup):
    menu_label = _("People")
    menu_icon = "cms-users"
    menu_order = 140
    items = (MembershipViewSet,)
    submenu_hook = "register_people_menu_item"


class PersonsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return any(request.user.has_perm(f"people.{verb}_person") for verb in ("add", "change", "delete"))


@hooks.register("register_people_menu_item")
def register_persons() -> MenuItem:
    return PersonsMenuItem(
        _("People"), reverse_lazy("wagtailusers_users:index"), name="persons", icon_name="user", order=0
    )


@hooks.register("construct_settings_menu")
def move_persons_out_of_settings(_request: Any, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != "users"]


@hooks.register("before_serve_document")
def serve_documents_to_members_only(_document: Any, request: Any) -> None:
    """Whoever has left reads none, though the session may still be open. Missing and not for you look the same."""
    person = request.user
    if not person.has_perm("wagtailadmin.access_admin") and not organisations_of(person).exists():
        raise Http404


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class PublicationFormatter(LogFormatter):
        """What became of a publication, in the history of the page."""

        label = _("Publication")

        def format_message(self, log_entry: Any) -> str:
            facts = log_entry.data
            outcome = Outcome(facts["outcome"])
            if outcome == Outcome.WENT_OUT:
                return gettext("Learners have it, as version %(number)s of the course.") % {"number": facts["version"]}
            return f"{outcome.label}. {facts['sentence']}".strip()


@hooks.register("construct_help_menu")
def leave_out_what_leads_away(_request: Any, items: list[MenuItem]) -> None:
    """News and guide of Wagtail stand on another site; the keyboard's shortcuts are here."""
    items[:] = [item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new")]


@hooks.register("register_admin_viewset")
def register_menus() -> list[ViewSet]:
    return [CertificatesMenu(), DealersMenu(), PeopleMenu(), FailedJobsViewSet(), HouseViewSet()]


register_snippet(LearningMenu)
