"""Stand before Wagtail's and localize's own, at the same addresses; links go on naming Wagtail's."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .wagtail_views import (
    CopyPageView,
    EditPageView,
    RevertPageView,
    TranslationsReport,
    UnpublishPageView,
    UpdateTranslationsView,
    convert_to_alias,
    list_snippets,
)

urlpatterns = [
    path("pages/<int:page_id>/edit/", require_admin_access(EditPageView.as_view()), name="edit_page"),
    path(
        "pages/<int:page_id>/revisions/<int:revision_id>/revert/",
        require_admin_access(RevertPageView.as_view()),
        name="revert_page",
    ),
    path("pages/<int:page_id>/copy/", require_admin_access(CopyPageView.as_view()), name="copy_page"),
    path("pages/<int:page_id>/unpublish/", require_admin_access(UnpublishPageView.as_view()), name="unpublish_page"),
    path(
        "localize/update/<int:translation_source_id>/",
        require_admin_access(UpdateTranslationsView.as_view()),
        name="update_translations",
    ),
    path(
        "localize/page/<int:page_id>/convert_to_alias/",
        require_admin_access(convert_to_alias),
        name="convert_to_alias",
    ),
    path(
        "localize/reports/translations/",
        require_admin_access(TranslationsReport.as_view()),
        name="translations_report",
    ),
    path(
        "localize/reports/translations/results/",
        require_admin_access(TranslationsReport.as_view(results_only=True)),
        name="translations_report_results",
    ),
    path(
        "localize/api/snippets/<slug:app_label>/<slug:model_name>/",
        require_admin_access(list_snippets),
        name="list_snippets",
    ),
    path(
        "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
        require_admin_access(list_snippets),
        name="list_snippets",
    ),
]
