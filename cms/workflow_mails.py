"""Mails on the way to publication: there is something to approve, it was approved, it was sent back.

They go through the outbox, as all mails do, in place of Wagtail's own, which are sent while the editor waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TaskState, WorkflowState

from foundation import outbox
from people.api import Person

MAIL_EDITOR = "cms.mail_editor"
TO_APPROVE, APPROVED, SENT_BACK = "to_approve", "approved", "sent_back"


def ask_for_approval(state: TaskState, *, asked_by: Person | None) -> None:
    """Everyone who may approve the task, but not who submitted it."""
    approvers = Person.objects.filter(groups__in=state.task.specific.groups.all()).distinct()
    _send(TO_APPROVE, state.pk, state.workflow_state, approvers.exclude(pk=asked_by.pk) if asked_by else approvers)


def tell_author(state: WorkflowState, *, kind: str) -> None:
    _send(kind, state.pk, state, Person.objects.filter(pk=state.requested_by_id))


@transaction.atomic
def _send(kind: str, state_id: int, state: WorkflowState, people: Iterable[Person]) -> None:
    for person in people:
        payload = {"kind": kind, "workflow_state": state.pk, "person": str(person.uuid)}
        outbox.send(MAIL_EDITOR, key=f"{kind}:{state_id}:{person.uuid}", payload=payload)


def mail_editor(payload: dict[str, Any]) -> None:
    """Outbox handler. Nothing is sent about what is gone, or to whom can no longer sign in."""
    state = WorkflowState.objects.filter(pk=payload["workflow_state"]).first()
    person = Person.objects.filter(uuid=payload["person"], is_active=True, email__isnull=False).first()
    if state is None or state.content_object is None or person is None:
        return
    path = AdminURLFinder(person).get_edit_url(state.content_object) or ""
    last = state.task_states.order_by("-pk").first()
    with translation.override(person.language):
        words = {
            "kind": payload["kind"],
            "title": str(state.content_object.get_latest_revision_as_object()),
            "link": settings.SITE_URL + path,
            "comment": last.comment if last and payload["kind"] == SENT_BACK else "",
        }
        subject = render_to_string("cms/mail/workflow_subject.txt", words).strip()
        body = render_to_string("cms/mail/workflow.txt", words)
    EmailMessage(subject, body, to=[person.email or ""]).send()
