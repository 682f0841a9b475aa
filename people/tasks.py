"""What beat has people do."""

from celery import shared_task

from .actions import message_pruning
from .actions.importing.forgetting import forget_old_sheets


@shared_task
def forget_old_lists() -> None:
    forget_old_sheets()


@shared_task
def prune_messages() -> None:
    message_pruning.prune_messages()
