"""The project's settings for a site that tests start as real processes, with little patience."""

from celery.schedules import schedule

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.serving"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
OUTBOX_LEASE_SECONDS = 4
WEB_WORKERS = 1
CELERY_BEAT_SCHEDULE = {
    "deliver-due-messages": {"task": "foundation.tasks.deliver_due_messages", "schedule": schedule(run_every=1)}
}
