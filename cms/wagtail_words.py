"""Words of Wagtail's that it has no Chinese for, so that editors meet none in English: ours are in our catalogue."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

ON_PAGES = (
    _("Actions"),
    _("Actions (footer)"),
    _("Anyone with editing permissions can create schedules"),
    _("Autosave is paused"),
    _("Available in %(translations_total)s locales"),
    _("But only those with publishing permissions can make them effective."),
    _("Checks"),
    _("Content metrics"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Go to the first error"),
    _("Locked by workflow"),
    _("Locking: "),
    _("Privacy and access"),
    _("Readability"),
    _("Reading time"),
    _("Saved"),
    _("Schedule to publish"),
    _('This publishing schedule will only take effect after you select the "Schedule to publish" option'),
    _("This data explained"),
    _("Toggle checks"),
    _("Toggle minimap"),
    _("View latest version"),
    _("Words"),
)
ON_LISTS = (
    _("- Select an option -"),
    _("Add %(model_name)s"),
    _("Any"),
    _("Anyone"),
    _("By task"),
    _("By workflow"),
    _("Date updated"),
    _("Edited by"),
    _("Exploring"),
    _("Grid layout"),
    _("Has child pages"),
    _("Is commenting action"),
    _("List layout"),
    _("Locale"),
    _("Locked by"),
    _("Oldest"),
    _("Page type"),
    _("Page types usage"),
    _("Search all pages…"),
    _("Show disabled"),
    _("Usage count: (high to low)"),
    _("Usage count: (low to high)"),
    _("Your pages and snippets in a workflow"),
)
ON_ONES_OWN_ACCOUNT = (
    _("Edit account avatar"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("More contrast"),
    _("Snug"),
    _("Theme preferences"),
    _("Use server language: %(language_name)s"),
    _("Wagtail %(current_version)s editor guide"),
    _("admin theme"),
    _("contrast"),
    _("density"),
)
COUNTED = (
    ngettext_lazy(
        '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy(
        '%(total)s Image <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Images <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy(
        '%(total)s Document <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Documents <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy(
        '<span>%(total)s</span> Media file <span class="visuallyhidden w-sr-only">created in %(site_name)s</span>',
        '<span>%(total)s</span> Media files <span class="visuallyhidden w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy("Referenced %(count)s time", "Referenced %(count)s times"),
    ngettext_lazy("There is one matching page", "There are %(counter)s matching pages"),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
    ),
)
