"""What the machine must have to print."""

from ctypes import CDLL
from ctypes.util import find_library
from importlib.metadata import version
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name

from .printing import FONT_FILES, WEASYPRINT

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


@register
def check_weasyprint(**_kwargs: Any) -> list[CheckMessage]:
    installed = version("weasyprint")
    if installed == WEASYPRINT:
        return []
    return [
        Error(
            f"WeasyPrint {installed} is installed; certificates are printed with inner classes of {WEASYPRINT}.",
            hint=f"Install weasyprint=={WEASYPRINT}. To change over, see printing/weasyprint_inside.py.",
            id="certificates.E001",
        )
    ]


@register
def check_fonts(**_kwargs: Any) -> list[CheckMessage]:
    missing = [path.name for path in FONT_FILES if not path.is_file()]
    if not missing:
        return []
    return [
        Error(
            f"Certificates cannot be printed: {', '.join(missing)} is missing.",
            hint="The fonts belong to the project; a download that was cut short or Git LFS may have left them out.",
            id="certificates.E002",
        )
    ]
