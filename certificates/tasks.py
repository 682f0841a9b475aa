"""What the outbox asks of certificates."""

from typing import Any

from . import actions
from .models import Certificate
from .queries import PRINT

__all__ = ["PRINT", "print_certificate"]


def print_certificate(payload: dict[str, Any]) -> None:
    actions.print_certificate(Certificate.objects.get(pk=payload["certificate"]))
