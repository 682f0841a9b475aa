"""Who gets into which part of the Wagtail admin. The first pattern that fits a URL's name is its row.

A name in brackets is the pattern of a route that has none. Superusers get in everywhere, whoever is in none of the
groups nowhere.
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from tests.access.cast import GROUPS, Cast

ALL = tuple(GROUPS)
AUTHORS = ("editor", "expert", "curriculum", "platform")
WRITERS = ("editor", "curriculum", "platform")
KEEPERS = ("curriculum", "platform")
LOOKERS = ("curriculum", "instructor", "platform")
PLATFORM = ("platform",)
NOBODY = ()

ROWS: dict[str, tuple[str, ...]] = {
    # our own
    "learningrecord:add": NOBODY,
    "learningrecord:*": KEEPERS,
    "activity:*": LOOKERS,
    "course:*": LOOKERS,
    "enrolment:*": KEEPERS,
    "reports:*": KEEPERS,
    "certificate:*": KEEPERS,
    "credential:*": KEEPERS,
    "outboxmessage:*": PLATFORM,
    "house:*": PLATFORM,
    "site_settings:*": PLATFORM,
    "organisation:*": PLATFORM,
    "outlet:*": PLATFORM,
    "tier:*": PLATFORM,
    "productline:*": PLATFORM,
    "sheetimport:*": PLATFORM,
    "person_chooser:*": PLATFORM,
    "organisation_chooser:*": PLATFORM,
    "territory:*": PLATFORM,
    "membership:*": PLATFORM,
    "message:*": PLATFORM,
    "contact:*": PLATFORM,
    "joincode:*": PLATFORM,
    "joinrequest:*": PLATFORM,
    "invitation:*": PLATFORM,
    "question:*": PLATFORM,
    "securityevent:*": PLATFORM,
    "purposenotice:*": PLATFORM,
    "consent:*": PLATFORM,
    "erasurerequest:*": PLATFORM,
    "impersonation:*": PLATFORM,
    "update_translations": WRITERS,
    "convert_to_alias": KEEPERS,
    "translations_report*": AUTHORS,
    "list_snippets": NOBODY,
    "wagtailusers_users:*": PLATFORM,
    "wagtailsnippets_cms_examquestion:add": WRITERS,
    "wagtailsnippets_cms_examquestion:preview_on_add": WRITERS,
    "wagtailsnippets_cms_examquestion:copy": WRITERS,
    "wagtailsnippets_cms_examquestion:delete": KEEPERS,
    "wagtailsnippets_cms_examquestion:unpublish": KEEPERS,
    "wagtailsnippets_cms_examquestion:confirm_workflow_cancellation": ALL,
    "wagtailsnippets_cms_examquestion:*": AUTHORS,
    "edit_page": AUTHORS,
    "revert_page": AUTHORS,
    "copy_page": AUTHORS,
    "unpublish_page": AUTHORS,
    # superusers only
    "wagtailusers_groups:*": NOBODY,
    "wagtaillocales:*": NOBODY,
    "wagtailsites:*": NOBODY,
    "wagtailsettings:*": NOBODY,
    "wagtailadmin_collections:*": NOBODY,
    # Wagtail's
    "wagtailadmin_pages:confirm_workflow_cancellation": ALL,
    "wagtailadmin_pages:*": AUTHORS,
    "wagtailadmin_explore*": AUTHORS,
    "wagtailsnippets:index": NOBODY,
    "wagtaildocs:*": WRITERS,
    "wagtaildocs_chooser:create": WRITERS,
    "wagtaildocs_chooser:*": ALL,
    "wagtailimages:*": WRITERS,
    "wagtailimages_chooser:create": WRITERS,
    "wagtailimages_chooser:*": ALL,
    "wagtailmedia:chooser": ALL,
    "wagtailmedia:chooser_typed": ALL,
    "wagtailmedia:media_chosen": ALL,
    "wagtailmedia:*": WRITERS,
    "wagtailadmin_workflows:select_task_type": PLATFORM,
    "wagtailadmin_workflows:task_cho*": ALL,
    "wagtailadmin_workflows:*": PLATFORM,
    "wagtailadmin_reports:locked_pages*": KEEPERS,
    "wagtailadmin_reports:site_history*": ALL,
    "wagtailadmin_reports:*": AUTHORS,
    "wagtail_localize:javascript_catalog": ALL,
    "wagtail_localize:translations_report*": AUTHORS,
    "wagtail_localize:snippets_api*": NOBODY,
    "wagtail_localize:*": WRITERS,
    "wagtail_bulk_action": ALL,
    "wagtailadmin_api:*": ALL,
    "wagtailadmin_choose_*": ALL,
    "wagtailadmin_tag_*": ALL,
    "wagtailadmin_editing_sessions:*": ALL,
    "wagtailembeds:*": ALL,
    "wagtailadmin_home": ALL,
    "wagtailadmin_account": ALL,
    "wagtailadmin_logout": ALL,
    "wagtailadmin_dismissibles": ALL,
    "wagtailadmin_block_preview": ALL,
    "[[]admin/account/]": ALL,
    "[[]admin/test404/]": ALL,
    "[[]admin/^.*/$]": ALL,
    # signing in is the site's own; these say nothing about anybody
    "[[]admin/login/]": NOBODY,
    "wagtailadmin_login": NOBODY,
    "wagtailadmin_password_reset*": NOBODY,
    "wagtailadmin_sprite": NOBODY,
    "wagtailadmin_javascript_catalog": NOBODY,
    "wagtailadmin_error_test": NOBODY,
}
PUBLIC = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
FAILS_ON_PURPOSE = {"wagtailadmin_error_test"}
# An empty form makes these fail, in Wagtail's own code and without harm. The reason stands beside each.
FAILS_WHEN_EMPTY = {
    "wagtailadmin_choose_page_external_link": "reads the address before it checks its form; its dialog sends one",
}
# What those who may get in are answered, where it is not a page: they want a question, or another method.
ANSWERS = {
    "wagtailadmin_api:pages:find": 404,
    "wagtailadmin_api:documents:find": 404,
    "wagtailadmin_api:images:find": 404,
    "wagtailadmin_block_preview": 404,
    "wagtailadmin_logout": 405,
    "wagtailadmin_workflows:select_task_type": 302,
    "[admin/^.*/$]": 404,
}


def row_of(name: str) -> tuple[str, ...] | None:
    return next((groups for pattern, groups in ROWS.items() if fnmatchcase(name, pattern)), None)


# What stands behind our own viewsets, so that they are tried with something to show.
OBJECTS: dict[str, Callable[[Cast], Any]] = {
    "learningrecord": lambda cast: cast.record,
    "activity": lambda cast: cast.course.activity,
    "course": lambda cast: cast.course,
    "enrolment": lambda cast: cast.enrolment,
    "certificate": lambda cast: cast.certificate,
    "credential": lambda cast: cast.certificate.credential,
    "organisation": lambda cast: cast.dealer,
    "outlet": lambda cast: cast.dealer.outlets.get(),
    "tier": lambda cast: cast.dealer.tier,
    "productline": lambda cast: cast.dealer.product_lines.get(),
    "territory": lambda cast: cast.dealer.territories.get(),
    "membership": lambda cast: cast.learner.memberships.get(),
    "message": lambda cast: cast.message,
    "contact": lambda cast: cast.contact,
    "joincode": lambda cast: cast.join_code,
    "joinrequest": lambda cast: cast.join_request,
    "invitation": lambda cast: cast.invitation,
    "question": lambda cast: cast.question_to_rep,
    "securityevent": lambda cast: cast.security_event,
    "purposenotice": lambda cast: cast.consent.notice,
    "consent": lambda cast: cast.consent,
    "erasurerequest": lambda cast: cast.erasure,
    "impersonation": lambda cast: cast.look,
    "wagtailusers_users": lambda cast: cast.learner,
    "wagtailsnippets_cms_examquestion": lambda cast: cast.question,
    "wagtailadmin_pages": lambda cast: cast.draft,
}
