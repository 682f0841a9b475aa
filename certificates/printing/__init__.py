"""Prints certificates: a paper's lines, a plate and a QR code become a tagged PDF.

Importing it points this process's fontconfig at the fonts that lie here and at no others, before WeasyPrint starts.
"""

import os
from typing import TYPE_CHECKING

from .fonts import FONTCONFIG, unprintable_in

if TYPE_CHECKING:
    from certificates.paper import Paper

os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG)


def print_paper(paper: "Paper") -> bytes:
    """The certificate as a PDF/UA-1 of one page, A4 landscape."""
    from .press import press  # noqa: PLC0415 - WeasyPrint takes half a second to import, and web processes never print

    return press().print(paper)


__all__ = ["print_paper", "unprintable_in"]
