"""How messages leave the house: one adapter a channel, named in the setting MESSAGE_CHANNELS.

The inbox is none of them: every message stands there. Another channel is a class here and a line in the setting.
"""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Channel, Letter

__all__ = ["Channel", "Letter", "channel_named", "channels"]


@lru_cache
def _made(path: str) -> Channel:
    return import_string(path)()


def channels() -> list[Channel]:
    """In the order in which they are tried for somebody who has no wish."""
    return [_made(path) for path in settings.MESSAGE_CHANNELS]


def channel_named(name: str) -> Channel | None:
    return next((channel for channel in channels() if channel.name == name), None)
