"""Mails on the way to publication: there is something to approve, it was approved, it was sent back, by an expert or
because there is no review any more.

They go through the outbox, as all mails do, in place of Wagtail's own, which are sent while the editor waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from foundation import outbox
from people.api import Person

from .editor_mails import address_of, write_to

MAIL_EDITOR = "cms.mail_editor"
TO_APPROVE, APPROVED, SENT_BACK, REVIEW_ENDED = "to_approve", "approved", "sent_back", "review_ended"
WANTED = {  # the switch in the person's profile of the admin
    TO_APPROVE: "submitted_notifications",
    APPROVED: "approved_notifications",
    SENT_BACK: "rejected_notifications",
    REVIEW_ENDED: "rejected_notifications",
}


def ask_for_approval(state: TaskState, *, by: Person | None) -> None:
    """Everyone who may approve the task, but not who submitted it."""
    approvers = Person.objects.filter(groups__in=state.task.specific.groups.all()).distinct()
    _send(TO_APPROVE, state.pk, state.workflow_state, approvers.exclude(pk=by.pk) if by else approvers)


def tell_author(state: WorkflowState, *, kind: str) -> None:
    _send(kind, state.pk, state, Person.objects.filter(pk=state.requested_by_id))


@transaction.atomic
def _send(kind: str, state_id: int, state: WorkflowState, people: Iterable[Person]) -> None:
    for person in people:
        payload = {"kind": kind, "workflow_state": state.pk, "person": str(person.uuid)}
        outbox.send(MAIL_EDITOR, key=f"{kind}:{state_id}:{person.uuid}", payload=payload)


def mail_editor(payload: dict[str, Any]) -> None:
    """Outbox handler. Nothing is sent about what is gone."""
    state = WorkflowState.objects.filter(pk=payload["workflow_state"]).first()
    if state is None or state.content_object is None:
        return
    last = state.task_states.order_by("-pk").first()
    words = {
        "kind": payload["kind"],
        "title": str(state.content_object.get_latest_revision_as_object()),
        "comment": last.comment if last and payload["kind"] == SENT_BACK else "",
    }
    about = state.content_object
    wanted = WANTED[payload["kind"]]
    write_to(payload["person"], "workflow", words, wanted=wanted, link=lambda person: address_of(about, person))
