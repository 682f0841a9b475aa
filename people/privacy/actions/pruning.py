"""What has grown older than the site keeps it, deleted in batches. docs/reference/retention.md has it in a table."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from foundation.files import KeptFile
from foundation.forgetting import forget_files, prune
from foundation.models import OutboxMessage
from people.messaging.actions.sending import SEND_SECRET
from people.models import Invitation, JoinCode, JoinRequest, PersonalExport, Question

STORAGE = "private"
SECRETS_KEPT_FOR = timedelta(days=1)


def prune_old_rows() -> int:
    """Returns how many went."""
    now = timezone.now()
    joined_before = now - timedelta(days=settings.JOINING_KEPT_DAYS)
    answered_before = now - timedelta(days=settings.QUESTIONS_KEPT_DAYS)
    codes = JoinCode.objects.filter(expires_at__lt=joined_before, requests=None)
    secrets = OutboxMessage.objects.filter(handler=SEND_SECRET, created_at__lt=now - SECRETS_KEPT_FOR)
    return forget_exports(now) + sum(
        prune(rows)
        for rows in (
            Question.objects.filter(answered_at__lt=answered_before),
            JoinRequest.objects.filter(answered_at__lt=joined_before),
            Invitation.objects.filter(answered_at__lt=joined_before),
            Invitation.objects.filter(answered_at=None, expires_at__lt=joined_before),
            codes,
            secrets,
            Session.objects.filter(expire_date__lt=now),
        )
    )


def forget_exports(now: datetime) -> int:
    """Rows and their files. Returns how many there were."""
    expired = list(PersonalExport.objects.filter(expires_at__lt=now).order_by("pk"))
    for export in expired:
        with transaction.atomic():
            forget_files([KeptFile(STORAGE, str(export.file.name))], cause=f"export:{export.uuid}")
            export.delete()
    return len(expired)
