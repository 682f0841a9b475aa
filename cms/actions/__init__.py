"""What becomes of what editors write."""

from .copying import complete_copy
from .deleting import StillLearned, refuse_to_delete
from .releasing import (
    LOG_ACTION,
    close_unpublished_course,
    hand_on,
    note_missing,
    release_missed,
    release_published_course,
)
from .reviewing import switch_review
from .scheduling import publish_due, take_back_expired
from .site_settings import SiteSettingsNotAccepted, change_site_settings

__all__ = [
    "LOG_ACTION",
    "SiteSettingsNotAccepted",
    "StillLearned",
    "change_site_settings",
    "close_unpublished_course",
    "complete_copy",
    "hand_on",
    "note_missing",
    "publish_due",
    "refuse_to_delete",
    "release_missed",
    "release_published_course",
    "switch_review",
    "take_back_expired",
]
