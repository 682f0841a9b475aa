import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

TRANSPORT_ALIASES["filesystem"] = "foundation.spool:Transport"

app = Celery("dealer_university")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
