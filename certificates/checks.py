"""What the machine must have to print."""

import os
from ctypes import CDLL
from ctypes.util import find_library
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name

FONTS = Path(__file__).parent / "printing" / "fonts"
FACES = (
    "CertLatin-Italic",
    "CertLatin-Medium",
    "CertSerif-Medium",
    "CertSerif-SemiBold",
    "CertSerifTwo-Medium",
    "CertSerifTwo-SemiBold",
    "CertSerifThree-SemiBold",
)
WEASYPRINT = "70.0"  # whose inner classes printing/weasyprint_inside.py was read against
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
def check_fonts(**_kwargs: Any) -> list[CheckMessage]:
    missing = [name for name in FACES if not os.access(FONTS / f"{name}.ttf", os.R_OK)]
    if not missing:
        return []
    return [
        Error(
            f"Fonts that certificates are printed with are not there or not readable: {', '.join(missing)}.",
            hint=f"They belong to the program: put back {FONTS} as it was delivered.",
            id="certificates.E001",
        )
    ]


@register
def check_weasyprint(**_kwargs: Any) -> list[CheckMessage]:
    """Asked without importing it, which takes a second."""
    try:
        installed = version("weasyprint")
    except PackageNotFoundError:
        installed = "none"
    if installed == WEASYPRINT:
        return []
    return [
        Error(
            f"WeasyPrint is {installed}, and printing was made for {WEASYPRINT}: certificates may come out otherwise.",
            hint="Install what requirements.txt locks: scripts/install run",
            id="certificates.E002",
        )
    ]
