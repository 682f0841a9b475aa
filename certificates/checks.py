"""What the machine must have to print."""

from ctypes import CDLL
from ctypes.util import find_library
from typing import Any

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's name

LIBRARIES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")


def has_font_subsetter() -> bool:
    """Whether HarfBuzz's subsetter can be loaded, asked as WeasyPrint asks, without importing WeasyPrint."""
    names = [name for name in (find_library("harfbuzz-subset"), *LIBRARIES) if name]
    return any(map(_can_load, names))


def _can_load(name: str) -> bool:
    try:
        CDLL(name)
    except OSError:
        return False
    return True


@register
def check_font_subsetter(**_kwargs: Any) -> list[CheckMessage]:
    if has_font_subsetter():
        return []
    return [
        Warning(
            "libharfbuzz-subset is not installed: printing a certificate takes seconds instead of a tenth of one.",
            hint="On Debian or Ubuntu: apt-get install libharfbuzz-subset0",
            id="certificates.W001",
        )
    ]
