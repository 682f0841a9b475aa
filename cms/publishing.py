"""Where Wagtail's signals are heard, and nowhere else. Everything that publishes sends them: the button, workflows,
schedules, translations, reverting.

Nothing is caught here: a page whose release failed stays live, and `actions.release_missed` makes up for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import pre_delete
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from people.api import Person

from . import actions, workflow_mails
from .models import CoursePage, ExamQuestion, LessonPage, Publication

_happened: ContextVar[list[Publication] | None] = ContextVar("happened", default=None)


@contextmanager
def gathered_publications() -> Iterator[list[Publication]]:
    """All that is published meanwhile, for messages to the editor who did it."""
    told: list[Publication] = []
    token = _happened.set(told)
    try:
        yield told
    finally:
        _happened.reset(token)


def connect() -> None:
    for model in (CoursePage, LessonPage):
        page_published.connect(_on_page_published, sender=model, dispatch_uid=f"cms {model.__name__} published")
    page_unpublished.connect(_on_course_unpublished, sender=CoursePage, dispatch_uid="cms course unpublished")
    page_unpublished.connect(_on_lesson_unpublished, sender=LessonPage, dispatch_uid="cms lesson unpublished")
    post_page_move.connect(_on_page_moved, dispatch_uid="cms page moved")
    published.connect(_on_question_published, sender=ExamQuestion, dispatch_uid="cms question published")
    unpublished.connect(_on_question_unpublished, sender=ExamQuestion, dispatch_uid="cms question unpublished")
    for model in (CoursePage, LessonPage, ExamQuestion):
        pre_delete.connect(_on_delete, sender=model, dispatch_uid=f"cms {model.__name__} deleted")
    _replace_mails_of_wagtail()


def _on_delete(instance: CoursePage | LessonPage | ExamQuestion, **_kwargs: Any) -> None:
    """The last door: Wagtail deletes in many ways, and below the models' own `delete`. Forms say it before."""
    if not getattr(instance, "alias_of_id", None):
        actions.refuse_to_delete(instance)


def _replace_mails_of_wagtail() -> None:
    """By its own ids: a signal takes an id once, and we come first. Its mails are sent while the editor waits."""
    for signal, receiver, sender, uid in (
        (task_submitted, _on_task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, _on_workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_approved, _on_workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
        (workflow_rejected, _on_workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=uid)


def _on_task_submitted(instance: TaskState, user: Person | None = None, **_kwargs: Any) -> None:
    workflow_mails.ask_for_approval(instance, by=user)


def _on_workflow_submitted(**_kwargs: Any) -> None:
    """Whoever is to approve was mailed about the task."""


def _on_workflow_approved(instance: WorkflowState, **_kwargs: Any) -> None:
    workflow_mails.tell_author(instance, kind=workflow_mails.APPROVED)


def _on_workflow_rejected(instance: WorkflowState, **_kwargs: Any) -> None:
    workflow_mails.tell_author(instance, kind=workflow_mails.SENT_BACK)


def _on_page_published(instance: Page, revision: Revision, alias: bool = False, **_kwargs: Any) -> None:  # noqa: FBT001, FBT002 as the signal has it
    is_scheduled = not instance.live
    if is_scheduled or alias or instance.alias_of_id:
        return
    by = _by(revision)
    _tell(actions.hand_on(instance, by=by))


def _on_question_published(instance: ExamQuestion, revision: Revision, **_kwargs: Any) -> None:
    if instance.live:
        by = _by(revision)
        _tell(actions.hand_on(instance, by=by))


def _on_course_unpublished(instance: CoursePage, **_kwargs: Any) -> None:
    if not instance.alias_of_id:
        actions.close_unpublished_course(instance, by=_by(None))


def _on_lesson_unpublished(instance: LessonPage, **_kwargs: Any) -> None:
    if not instance.alias_of_id:
        _tell(actions.note_missing(instance, instance.get_parent().translation_key))


def _on_question_unpublished(instance: ExamQuestion, **_kwargs: Any) -> None:
    _tell(actions.note_missing(instance, instance.course.translation_key))


def _on_page_moved(instance: Page, parent_page_before: Page, **_kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, LessonPage) and page.live and not page.alias_of_id:
        _tell(actions.note_missing(page, parent_page_before.translation_key))


def _by(revision: Revision | None) -> Person | None:
    return get_active_log_context().user or (revision.user if revision else None)


def _tell(publication: Publication | None) -> None:
    """To whoever is at it."""
    told = _happened.get()
    if publication is not None and told is not None:
        told.append(publication)
