"""Prints certificates: a paper's lines, a plate and a QR code become a tagged PDF.

Importing it points this process's fontconfig at the fonts that lie here and at no others, before WeasyPrint starts.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .fonts import FONT_FILES, FONTCONFIG, unprintable_in

if TYPE_CHECKING:
    from certificates.paper import Paper
    from certificates.posters import PosterWords

os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG)

WEASYPRINT = "70.0"  # the version that weasyprint_inside.py was read against
PICTURE_EDITION = 1  # one more whenever pictures come out otherwise: browsers then ask for them anew
POSTER_EDITION = 1  # likewise


def print_paper(paper: "Paper", drawings: Mapping[str, bytes] | None = None) -> bytes:
    """As a PDF/UA-1 of one page, A4 landscape; a plaque is A3. `drawings` are those that it names, by digest."""
    from .press import press  # noqa: PLC0415 - WeasyPrint takes half a second to import, and web processes never print

    return press().print(paper, drawings or {})


def draw_picture(paper: "Paper", drawings: Mapping[str, bytes] | None = None) -> bytes:
    """The certificate's picture for chat groups, as PNG, 1080 by 1440 pixels."""
    from . import picture  # noqa: PLC0415 - Pillow's drawing is needed for nothing else

    return picture.draw_picture(paper, drawings or {})


def draw_poster(words: "PosterWords", *, emblem: bytes | None, accent: str) -> bytes:
    """A poster for chat groups, as PNG, 1080 by 1440 pixels."""
    from . import poster  # noqa: PLC0415 - as above

    return poster.draw_poster(words, emblem=emblem, accent=accent)


__all__ = [
    "FONT_FILES",
    "PICTURE_EDITION",
    "POSTER_EDITION",
    "WEASYPRINT",
    "draw_picture",
    "draw_poster",
    "print_paper",
    "unprintable_in",
]
