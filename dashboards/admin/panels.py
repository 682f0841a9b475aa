"""What needs a decision, on the home page of the admin. Each panel shows itself to those only who can act on it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from dashboards.queries import approval_tasks_of, decisions_to_take, reviews_waiting_for
from dashboards.shown import ToReview
from foundation.outbox import label_of, messages_in_trouble
from people import api as people

ROWS = 10


class Panel(Component):
    """Draws nothing for who cannot act."""

    def render_html(self, parent_context: Any = None) -> str:
        shown = self.shown_to(parent_context["request"].user)
        return "" if shown is None else super().render_html({"shown": shown})

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return parent_context

    def shown_to(self, person: people.Person) -> Any:
        """What the template gets, or None."""
        raise NotImplementedError


class ToModeratePanel(Panel):
    """In the place of Wagtail's, which asks the database several times for each row."""

    name = "to_moderate"
    template_name = "dashboards/admin/to_moderate.html"
    order = 80

    def shown_to(self, person: people.Person) -> list[ToReview] | None:
        rows = reviews_waiting_for(person, most=ROWS)
        return rows if rows or approval_tasks_of(person).exists() else None


class JobsPanel(Panel):
    """Effects that did not happen: mails, prints. Given up ones can be sent again, late ones are still tried."""

    name = "jobs"
    template_name = "dashboards/admin/jobs.html"
    order = 70

    def shown_to(self, person: people.Person) -> dict[str, Any] | None:
        if not people.is_platform_admin(person):
            return None
        messages = list(messages_in_trouble()[: ROWS + 1])
        rows = [(label_of(message), message) for message in messages[:ROWS]]
        return {"rows": rows, "has_more": len(messages) > ROWS}


class HolidaysPanel(Panel):
    """Only where a year has begun, or soon will, whose holidays nobody has told this installation."""

    name = "holidays"
    template_name = "dashboards/admin/holidays.html"
    order = 90

    def shown_to(self, person: people.Person) -> list[int] | None:
        years = people.years_not_known(timezone.localdate())
        return years if years and people.is_platform_admin(person) else None


class NetworkPanel(Panel):
    """Dealers that nobody leads or looks after, people who work nowhere."""

    name = "network"
    template_name = "dashboards/admin/network.html"
    order = 100

    def shown_to(self, person: people.Person) -> list[Any] | None:
        return decisions_to_take() if people.is_platform_admin(person) else None
