"""Pictures that somebody uploaded: opened with care, so that nothing but pixels is read."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST = 5 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000


class NotAPicture(Exception):
    """Why not, as a sentence."""


def opened_picture(content: bytes) -> Image.Image:
    """Raises NotAPicture. Drawings in lines (SVG) are none: they can carry scripts."""
    if len(content) > LARGEST:
        raise NotAPicture(_("This file is larger than 5 MB. Save the picture smaller, and upload it again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture(_("This picture has too many pixels. Save it smaller, and upload it again."))
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError,
            Image.DecompressionBombWarning) as error:  # fmt: skip
        raise NotAPicture(_("This is not a picture that can be read. Upload a PNG, JPEG or WebP file.")) from error
    return picture
