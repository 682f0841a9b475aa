"""Logos as they come and as they are served."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from PIL import Image

from foundation.pictures import NotAPicture, opened_picture

LOWEST = 64  # px: a bar of 36 on a screen of two pixels to one
SHOWN_WITHIN = (640, 144)  # px
WIDEST = 6  # times its height


def logo_png(content: bytes) -> tuple[bytes, int, int]:
    """(PNG, width, height) of an upload, read and written anew. Raises NotAPicture."""
    picture = opened_picture(content).convert("RGBA")
    if picture.height < LOWEST:
        raise NotAPicture(
            _("This logo is %(height)s pixels high; on phones it would be blurred. Upload one of %(wanted)s or more.")
            % {"height": picture.height, "wanted": LOWEST}
        )
    if picture.width > WIDEST * picture.height:
        raise NotAPicture(
            _("This logo is too wide for the bar of a phone. Upload one at most six times as wide as high.")
        )
    picture.thumbnail(SHOWN_WITHIN, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue(), picture.width, picture.height
