"""What to say when."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def greeting_at(hour: int) -> str:
    """For the hour where the person works."""
    if 5 <= hour < 11:
        return _("Good morning")
    if 11 <= hour < 13:
        return pgettext("at noon", "Hello")
    return _("Good afternoon") if 13 <= hour < 18 else _("Good evening")
