from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.http import Http404
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.html import escape, format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet

from certificates.admin import HouseViewSet
from foundation.admin import FailedJobsViewSet
from foundation.audit import AuditWords, register_words
from foundation.models import OutboxMessage
from foundation.sentences import joined
from foundation.templatetags.ui import named
from foundation.views import way_out_of_chat_app
from people.admin import PlatformAdminsOnly, organisation_chooser, person_chooser
from people.api import organisations_of

from . import actions, queries
from .actions import LOG_ACTION
from .admin import (
    CertificatesMenu,
    DealersMenu,
    LearningMenu,
    PeopleMenu,
    PersonsMenuItem,
    SiteSettingsViewSet,
    WhatWaitsOnHome,
)
from .enums import Outcome
from .models import CataloguePage, CoursePage, ExamQuestion, LessonPage, PublishingSettings, SiteSettings
from .wagtail_views import complete_copy_of_course, may_read_questions
from .workshop import Untold

register_permission_policy(OutboxMessage, PlatformAdminsOnly(OutboxMessage), exact_class=True)

ICONS = "award calculator chart-column file-question graduation-cap message-circle-question scale sigma store users"


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


@hooks.register("construct_homepage_panels")
def add_what_waits(_request: Any, panels: list[Any]) -> None:
    panels.append(WhatWaitsOnHome())


@hooks.register("insert_global_admin_css")
def insert_admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("construct_main_menu")
def show_name_in_menu(request: Any, _items: list[Any]) -> None:
    """The menu shows a person's `first_name`, and the e-mail address of whoever has none."""
    request.user.first_name = named(request.user)


@hooks.register("register_people_menu_item")
def register_persons() -> MenuItem:
    return PersonsMenuItem(
        _("People"), reverse_lazy("wagtailusers_users:index"), name="persons", icon_name="user", order=0
    )


@hooks.register("construct_settings_menu")
def move_persons_out_of_settings(_request: Any, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != "users"]


@hooks.register("before_delete_page")
def say_why_a_page_stays(request: Any, page: Any) -> Any:
    return _refusal(request, [page], reverse("wagtailadmin_pages:edit", args=[page.pk]))


@hooks.register("before_delete_snippet")
def say_why_a_snippet_stays(request: Any, snippets: Any) -> Any:
    questions = [one for one in snippets if isinstance(one, ExamQuestion)]
    return _refusal(request, questions, reverse("wagtailsnippets_cms_examquestion:list"))


@hooks.register("before_bulk_action")
def say_why_pages_stay(request: Any, action_type: str, objects: Any, view: Any) -> Any:
    pages = [one for one in objects if isinstance(one, Page)] if action_type == "delete" else []
    return _refusal(request, pages, view.next_url)


def _refusal(request: Any, things: Any, way_back: str) -> Any:
    try:
        for thing in things:
            actions.refuse_to_delete(thing)
    except actions.StillLearned as error:
        messages.error(request, str(error))
        return redirect(way_back)
    return None


@hooks.register("after_copy_page")
def complete_copy(request: Any, page: Any, new_page: Any) -> None:
    complete_copy_of_course(request, page, new_page)


@hooks.register("before_serve_document")
def serve_published_documents(document: Any, request: Any) -> Any:
    """Members read what was published, not next month's price list that lies ready for it; who works nowhere, because
    they wait or have left, what goes with a course that is open to them. Missing and not for you look the same. In a
    chat app's browser: how to open another."""
    person = request.user
    if person.has_perm("wagtailadmin.access_admin"):
        return None
    naming = queries.published_pages_naming(document)
    if not naming or not (organisations_of(person).exists() or queries.is_of_course_open_to_joiners(naming)):
        raise Http404
    return way_out_of_chat_app(request)


@hooks.register("construct_reports_menu")
def show_translations_to_authors_only(request: Any, items: list[MenuItem]) -> None:
    """In everybody's language: localize's label would be in that of whoever came first after a start."""
    report = reverse("wagtail_localize:translations_report")
    for item in items:
        if item.url == report:
            item.label = _("Translations")
    if not may_read_questions(request.user):
        items[:] = [item for item in items if item.url != report]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Pages have Wagtail's own history beside the audit's lines; who switches review does so in their own."""
    register_words(actions, {"people.switch_review": (_("Switch review on or off"), _("Review switched on or off"))})
    register_words(
        actions,
        {
            "cms.copy_course": (_("Copy a course"), _("Copied from another course")),
            "cms.release_missed": (_("Release what was missed"), _("Released, as it had been missed")),
        },
        in_site_history=False,
    )

    @actions.register_action("cms.change_site_settings")
    class ChangeSiteSettings(AuditWords):
        label = _("Change colour, logo or filing numbers")

        def sentence(self, facts: dict[str, Any]) -> str:
            changed = [str(label_for_field(name, SiteSettings)) for name in facts["changed"]]
            removed = [gettext("%(name)s taken away") % {"name": name} for name in facts["removed"]]
            names = [*changed, *facts["added"], *removed]
            return gettext("Changed: %(fields)s") % {"fields": gettext(", ").join(names)}

    @actions.register_action(LOG_ACTION)
    class PublicationFormatter(LogFormatter):
        """What became of a publication, in the history of the page."""

        label = _("Publication")

        def format_message(self, log_entry: Any) -> str:
            facts = log_entry.data
            outcome = Outcome(facts["outcome"])
            if outcome == Outcome.WENT_OUT:
                return gettext("Learners have it, as version %(number)s of the course.") % {"number": facts["version"]}
            reason = joined(facts["reasons"]) if "reasons" in facts else facts["sentence"]
            facts = {"outcome": outcome.label, "reason": reason}
            return gettext("%(outcome)s: %(reason)s") % facts if reason else str(outcome.label)


@hooks.register("construct_help_menu")
def leave_out_what_leads_away(_request: Any, items: list[MenuItem]) -> None:
    """News and guide of Wagtail stand on another site; the keyboard's shortcuts are here."""
    items[:] = [item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new")]


@hooks.register("register_admin_viewset")
def register_menus() -> list[ViewSet]:
    menus = [
        CertificatesMenu(),
        DealersMenu(),
        PeopleMenu(),
        FailedJobsViewSet(),
        HouseViewSet(),
        SiteSettingsViewSet(),
    ]
    return [*menus, person_chooser, organisation_chooser]


register_snippet(LearningMenu)
settings_registry.register(PublishingSettings, icon="check")
