"""Whether a subject expert stands between author and release."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, WorkflowState

from cms import workflow_mails
from cms.models import ExamQuestion, PublishingSettings
from foundation import audit
from people.api import Person, StaffGroup


@transaction.atomic
def switch_review(*, is_reviewed: bool, by: Person) -> int:
    """With a review only curriculum admins publish; without one, whoever writes does.

    What is under review when it is switched off goes back to its authors as a draft, and they are told. How many that
    were.
    """
    setting = PublishingSettings.objects.select_for_update().get(pk=PublishingSettings.load().pk)
    if setting.is_reviewed == is_reviewed:
        return 0
    setting.is_reviewed = is_reviewed
    setting.save(update_fields=["is_reviewed"])
    _let_writers_publish(not is_reviewed)
    sent_back = 0 if is_reviewed else _send_back(by)
    audit.record("switch_review", obj=by, actor=by, is_reviewed=is_reviewed, sent_back=sent_back)
    return sent_back


def _let_writers_publish(may_publish: bool) -> None:  # noqa: FBT001
    writers = Group.objects.get(name=StaffGroup.EDITORS)
    root = Page.objects.get(depth=1)
    of_pages = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    of_questions = Permission.objects.get(
        content_type=ContentType.objects.get_for_model(ExamQuestion), codename="publish_examquestion"
    )
    if may_publish:
        GroupPagePermission.objects.get_or_create(group=writers, page=root, permission=of_pages)
        writers.permissions.add(of_questions)
    else:
        GroupPagePermission.objects.filter(group=writers, page=root, permission=of_pages).delete()
        writers.permissions.remove(of_questions)


def _send_back(by: Person) -> int:
    states = list(WorkflowState.objects.active())
    for state in states:
        state.cancel(user=by)
        workflow_mails.tell_author(state, kind=workflow_mails.REVIEW_ENDED)
    return len(states)
