"""Messages are kept for a while, then nobody's inbox has them any more."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from foundation.forgetting import prune
from people.models import Message


def prune_messages() -> int:
    """Whatever is older than MESSAGES_KEPT_DAYS, read or not. Returns how many went."""
    oldest = timezone.now() - timedelta(days=settings.MESSAGES_KEPT_DAYS)
    return prune(Message.objects.filter(sent_at__lt=oldest))
