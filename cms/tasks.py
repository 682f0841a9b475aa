from celery import shared_task

from . import actions


@shared_task
def publish_scheduled_pages() -> None:
    actions.take_back_expired()
    actions.publish_due()


@shared_task
def release_missing_courses() -> None:
    actions.release_missed()
