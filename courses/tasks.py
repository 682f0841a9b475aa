from celery import shared_task

from .actions import exams


@shared_task
def submit_overdue_attempts() -> None:
    exams.submit_overdue_attempts()
