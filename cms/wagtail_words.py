"""Words of Wagtail's that it has no Chinese for, so that editors meet none in English: ours are in our catalogue."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Actions"),
    _("Anyone with editing permissions can create schedules"),
    _("Autosave is paused"),
    _("But only those with publishing permissions can make them effective."),
    _("Checks"),
    _("Content metrics"),
    _("Readability"),
    _("Reading time"),
    _("Saved"),
    _("Schedule to publish"),
    _('This publishing schedule will only take effect after you select the "Schedule to publish" option'),
    _("Toggle checks"),
    _("Toggle minimap"),
    _("View latest version"),
    _("Words"),
)
