"""What needs a decision, on the home page of the admin. Each panel shows itself to those only who can act on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import GroupApprovalTask, Page, TaskState

from dashboards.decisions import decisions_to_take
from foundation.outbox import label_of, messages_in_trouble
from people import api as people

ROWS = 10


@dataclass(frozen=True)
class ToModerate:
    title: str
    task: str
    by: Any
    since: datetime
    url: str


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

    def shown_to(self, person: people.Person) -> list[ToModerate] | None:
        mine = approval_tasks_of(person)
        states = (
            TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=mine.values("pk"))
            .select_related("task", "revision", "workflow_state__requested_by")
            .order_by("started_at", "pk")
        )
        rows = [as_row(state) for state in states[:ROWS]]
        return rows if rows or mine.exists() else None


def approval_tasks_of(person: people.Person) -> QuerySet[GroupApprovalTask]:
    theirs = Q() if person.is_superuser else Q(groups__in=person.groups.all())
    return GroupApprovalTask.objects.filter(theirs, active=True).distinct()


def as_row(state: TaskState) -> ToModerate:
    revision = state.revision
    return ToModerate(
        title=revision.object_str,
        task=state.task.name,
        by=state.workflow_state.requested_by,
        since=state.started_at,
        url=edit_url(revision.base_content_type_id, revision.object_id),
    )


def edit_url(content_type_id: int, object_id: str) -> str:
    model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
    name = "wagtailadmin_pages:edit" if issubclass(model, Page) else model.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[object_id])


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
