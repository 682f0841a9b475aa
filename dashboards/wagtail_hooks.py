from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from foundation.audit import AuditWords

from .admin import REPORTS
from .admin.panels import HolidaysPanel, JobsPanel, NetworkPanel, ToModeratePanel
from .enums import Report


@hooks.register("register_admin_urls")
def register_reports() -> list[Any]:
    patterns = []
    for view in REPORTS:
        name = view.index_url_name.removeprefix("reports:")
        patterns += [
            path(f"{view.report.value}/", view.as_view(), name=name),
            path(f"{view.report.value}/results/", view.as_view(results_only=True), name=f"{name}_results"),
        ]
    return [path("reports/", include((patterns, "reports")))]


class ReportMenuItem(MenuItem):
    """Shown to whom the report would open."""

    def __init__(self, view: Any, order: int) -> None:
        super().__init__(
            view.report.label,
            reverse(view.index_url_name),
            name=view.report.value,
            icon_name=view.header_icon,
            order=order,
        )
        self.view = view

    def is_shown(self, request: Any) -> bool:
        policy = policy_registry.get_by_type(self.view.model)
        return policy.user_has_any_permission(request.user, self.view.any_permission_required)


def _register_menu_items() -> None:
    for order, view in enumerate(REPORTS, 1):
        hooks.register("register_reports_menu_item", lambda view=view, order=order: ReportMenuItem(view, order))


_register_menu_items()


@hooks.register("construct_homepage_panels")
def add_panels(_request: Any, panels: list[Any]) -> None:
    """What needs a decision stands above what one did oneself."""
    panels[:] = [panel for panel in panels if panel.name != "workflow_objects_to_moderate"]
    panels += [JobsPanel(), ToModeratePanel(), HolidaysPanel(), NetworkPanel()]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action("people.export_report")
    class ExportReport(AuditWords):
        label = gettext_lazy("Export a report")

        def sentence(self, facts: dict[str, Any]) -> str:
            return _("Exported the report “%(report)s” as %(format)s, with %(rows)s rows") % {
                "report": Report(facts["report"]).label,
                "format": facts["format"].upper(),
                "rows": facts["rows"],
            }
