"""Celery's way into the outbox."""

from celery import shared_task

from . import health, outbox


@shared_task
def deliver_message(message_id: int) -> None:
    outbox.deliver(message_id)


@shared_task
def deliver_due_messages() -> None:
    health.note_heartbeat()
    outbox.deliver_due(seconds=20)
