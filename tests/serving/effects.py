import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from foundation.models import AuditLine


def slow_effect(payload):
    """Says that it began, waits while a file “hold” is there, then has its effect once."""
    folder = Path(settings.VAR_DIR)
    (folder / "began").touch()
    while (folder / "hold").exists():
        time.sleep(0.05)
    AuditLine.objects.get_or_create(
        object_uuid=UUID(payload["uuid"]), defaults={"action": "effect", "object_type": "tests"}
    )
