"""What beat has people do."""

from celery import shared_task

from .actions.importing.forgetting import forget_old_sheets
from .joining.actions import requests as join_requests
from .messaging.actions import pruning
from .privacy import actions as privacy
from .signing_in import actions as signing_in


@shared_task
def prune_old_rows() -> None:
    privacy.prune_old_rows()


@shared_task
def end_overdue_impersonations() -> None:
    privacy.end_overdue_impersonations()


@shared_task
def forget_old_lists() -> None:
    forget_old_sheets()


@shared_task
def prune_messages() -> None:
    pruning.prune_messages()


@shared_task
def prune_security_log() -> None:
    signing_in.prune_security_log()


@shared_task
def pass_on_old_requests() -> None:
    join_requests.pass_on_old_requests()
