from celery import shared_task
from django.core.management import call_command

from . import actions


@shared_task
def publish_scheduled_pages() -> None:
    call_command("publish_scheduled")


@shared_task
def release_missing_courses() -> None:
    actions.release_missed()
