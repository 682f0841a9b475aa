"""What Wagtail and localize make of the names in their code, in English whatever the language: named here instead.

Only what is shown changes: migrations go by what stands in the models' sources.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MODELS = {
    "wagtailcore.Locale": (_("locale"), _("locales")),
    "wagtail_localize.Translation": (_("translation"), _("translations")),
}
LINK = {"link_text": _("Link text")}


def name_what_has_no_name() -> None:
    """Called once all models are there."""
    for label, names in MODELS.items():
        options: Any = apps.get_model(label)._meta
        options.verbose_name, options.verbose_name_plural = names
    for form, labels in _labels().items():
        for field, label in labels.items():
            form.base_fields[field].label = label
    _name_columns_and_filters()
    _name_synchronizing()


def _labels() -> dict[Any, dict[str, Any]]:
    from wagtail.admin.forms import choosers, workflows  # noqa: PLC0415 - they import models
    from wagtail.users.forms import PagePermissionsForm  # noqa: PLC0415 - as above

    return {
        choosers.ExternalLinkChooserForm: LINK,
        choosers.AnchorLinkChooserForm: LINK,
        choosers.PhoneLinkChooserForm: LINK | {"phone_number": _("Phone number")},
        choosers.EmailLinkChooserForm: LINK
        | {"email_address": _("E-mail address"), "subject": _("Subject"), "body": _("Text of the mail")},
        workflows.WorkflowContentTypeForm: {"content_types": _("Kinds of content")},
        workflows.WorkflowPageForm: {"page": _("Page")},
        PagePermissionsForm: {"page": _("Page")},
    }


def _name_columns_and_filters() -> None:
    from wagtail.admin.views.pages.search import SearchView  # noqa: PLC0415 - as above
    from wagtail.models import Page, Site  # noqa: PLC0415 - as above
    from wagtail.sites.views import IndexView  # noqa: PLC0415 - as above
    from wagtail_localize.views.report import TranslationsReportFilterSet  # noqa: PLC0415 - as above

    for column in IndexView.columns:
        if column.name in {"port", "site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    filters = TranslationsReportFilterSet.base_filters
    filters["source_locale"].label, filters["target_locale"].label = _("Source language"), _("Target language")
    SearchView.verbose_name, SearchView.verbose_name_plural = Page._meta.verbose_name, Page._meta.verbose_name_plural


def _name_synchronizing() -> None:
    from wagtail_localize.models import LocaleSynchronization  # noqa: PLC0415 - as above

    class SynchronizationForm(LocaleSynchronization.base_form_class):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["enabled"].label = _("Enabled")
            self.fields["sync_from"].label = _("Sync from")

    LocaleSynchronization.base_form_class = SynchronizationForm
