from celery import shared_task

from .signing_in import actions


@shared_task
def prune_security_log() -> None:
    actions.prune_security_log()
