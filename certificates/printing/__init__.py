"""Prints certificates: a paper's lines, a plate and a QR code become a tagged PDF.

Importing it points this process's fontconfig at the fonts that lie here and at no others, before WeasyPrint starts.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .fonts import FONT_FILES, FONTCONFIG, unprintable_in

if TYPE_CHECKING:
    from certificates.paper import Paper

os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG)

WEASYPRINT = "70.0"  # the version that weasyprint_inside.py was read against
PICTURE_EDITION = 1  # one more whenever pictures come out otherwise: browsers then ask for them anew


def print_paper(paper: "Paper", drawings: Mapping[str, bytes] | None = None) -> bytes:
    """The certificate as a PDF/UA-1 of one page, A4 landscape. `drawings` are those that it names, by digest."""
    from .press import press  # noqa: PLC0415 - WeasyPrint takes half a second to import, and web processes never print

    return press().print(paper, drawings or {})


def draw_picture(paper: "Paper", drawings: Mapping[str, bytes] | None = None) -> bytes:
    """The certificate's picture for chat groups, as PNG, 1080 by 1440 pixels."""
    from . import picture  # noqa: PLC0415 - Pillow's drawing is needed for nothing else

    return picture.draw_picture(paper, drawings or {})


__all__ = ["FONT_FILES", "PICTURE_EDITION", "WEASYPRINT", "draw_picture", "print_paper", "unprintable_in"]
