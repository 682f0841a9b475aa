"""What was sent in for approval, and waits for those who approve that step."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, TaskState

from dashboards.shown import ToReview
from people import api as people


def reviews_waiting_for(person: people.Person, *, most: int) -> list[ToReview]:
    """The oldest first. One query, once content types are kept."""
    states = (
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=approval_tasks_of(person).values("pk"))
        .select_related("task", "revision", "workflow_state__requested_by")
        .defer("revision__content")
        .order_by("started_at", "pk")
    )
    return [_as_row(state) for state in states[:most]]


def approval_tasks_of(person: people.Person) -> QuerySet[GroupApprovalTask]:
    theirs = Q() if person.is_superuser else Q(groups__in=person.groups.all())
    return GroupApprovalTask.objects.filter(theirs, active=True).distinct()


def _as_row(state: TaskState) -> ToReview:
    revision = state.revision
    return ToReview(
        title=revision.object_str,
        task=state.task.name,
        by=state.workflow_state.requested_by,
        since=state.started_at,
        url=_edit_url(revision.base_content_type_id, revision.object_id),
    )


def _edit_url(content_type_id: int, object_id: str) -> str:
    model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
    name = "wagtailadmin_pages:edit" if issubclass(model, Page) else model.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[object_id])
