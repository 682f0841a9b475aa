"""Mails on the way to publication: there is something to approve, it was approved, it was sent back, by an expert or
because there is no review any more.

They go through the outbox, as all mails do, in place of Wagtail's own, which are sent while the editor waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from foundation import outbox
from people.api import Person

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


def address_of(about: Any, person: Person) -> str:
    """Where this person works on it."""
    return settings.SITE_URL + (AdminURLFinder(person).get_edit_url(about) or "")


def write_to(uuid: str, template: str, words: dict[str, Any], *, wanted: str, link: Callable[[Person], str]) -> None:
    """In their language; not to those who can no longer sign in or have switched such mails off in the admin."""
    person = Person.objects.filter(uuid=uuid, is_active=True, email__isnull=False).first()
    if person is None or not getattr(UserProfile.get_for_user(person), wanted):
        return
    with translation.override(person.language):
        words |= {"link": link(person)}
        subject = render_to_string(f"cms/mail/{template}_subject.txt", words).strip()
        body = render_to_string(f"cms/mail/{template}.txt", words)
    EmailMessage(subject, body, to=[person.email or ""]).send()
