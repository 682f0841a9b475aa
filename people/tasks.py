from celery import shared_task

from .actions import message_pruning


@shared_task
def prune_messages() -> None:
    message_pruning.prune_messages()
