"""Outbox messages for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation import outbox
from foundation.models import OutboxMessage


class GivenUpFactory(DjangoModelFactory):
    """A message that was tried as often as may be; `gave_up_at=None` still waits."""

    class Meta:
        model = OutboxMessage

    handler = "note"
    key = factory.Sequence(lambda n: f"note:{n}")
    run_at = gave_up_at = factory.LazyFunction(timezone.now)
    attempts = outbox.ATTEMPTS_ALLOWED
    last_error = "OSError: disk full"
