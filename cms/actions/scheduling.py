"""What goes out and what is taken back at its hour."""

from __future__ import annotations

from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms.models import CoursePage, ExamQuestion

log = structlog.get_logger("cms")


def publish_due() -> int:
    """How many went out. One that fails is logged, tried again the next time, and does not hold up the others."""
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).select_related("content_type")
    return sum(_publish(revision) for revision in sorted(due, key=_place))


def _place(revision: Revision) -> tuple[bool, Any]:
    """Courses after their lessons and questions, so that a course goes out with what was meant for the same hour."""
    return revision.content_type.model_class() is CoursePage, revision.approved_go_live_at


def _publish(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        log.exception("publish_due", revision=revision.pk)
        return False
    return True


def take_back_expired() -> int:
    """How many were taken back."""
    now = timezone.now()
    pages = [page.specific for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("-path")]
    questions = ExamQuestion.objects.filter(live=True, expire_at__lt=now)
    expired: list[DraftStateMixin] = [*pages, *questions]
    for each in expired:
        each.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(expired)
