"""Drawings of one colour, such as a house's emblem: traced from what was uploaded, printed in any ink."""

import io
import re
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageStat, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST = 5 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
ALL_INK = 250  # of 255, on average: a picture without a ground
SMALLEST = 120  # px, of the longer side of what is drawn
SHOWN_WITHIN = (240, 120)  # px
KEPT_WITHIN = (720, 480)  # px: 600 dpi and more at the sizes that are printed


class NotDrawable(Exception):
    """Why not, as a sentence."""


def trace(content: bytes) -> bytes:
    """The drawing in an uploaded picture as a PNG of 1 bit, cut to its edges. Raises NotDrawable.

    Nothing of the upload itself is kept: pixels are read and written anew. Drawn is what is not transparent; without
    transparency, what is dark.
    """
    ink = _ink_of(_opened(content))
    box = _in_black_and_white(ink).getbbox()
    if box is None or ImageStat.Stat(ink.crop(box)).mean[0] > ALL_INK:
        raise NotDrawable(_("This picture shows no drawing. Upload dark lines on white, or on a transparent ground."))
    ink = ink.crop(box)
    if max(ink.size) < SMALLEST:
        raise NotDrawable(
            _("This drawing is %(size)s pixels wide or high; on paper it would be blurred. Upload one of %(wanted)s.")
            % {"size": max(ink.size), "wanted": SMALLEST}
        )
    ink.thumbnail(KEPT_WITHIN, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    _in_black_and_white(ink).convert("1", dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _in_black_and_white(ink: Image.Image) -> Image.Image:
    return ink.point([0] * 128 + [255] * 128)


def _opened(content: bytes) -> Image.Image:
    if len(content) > LARGEST:
        raise NotDrawable(_("This file is larger than 5 MB. Save the picture smaller, and upload it again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotDrawable(_("This picture has too many pixels. Save it smaller, and upload it again."))
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError,
            Image.DecompressionBombWarning) as error:  # fmt: skip
        raise NotDrawable(_("This is not a picture that can be read. Upload a PNG, JPEG or WebP file.")) from error
    return picture


def _ink_of(picture: Image.Image) -> Image.Image:
    """How much ink each pixel takes, 0 to 255."""
    shown = picture.convert("RGBA")
    opaque = shown.getchannel("A")
    is_cut_out = opaque.histogram()[0] > 0
    return opaque if is_cut_out else ImageChops.invert(shown.convert("L"))


def shown(drawing: bytes) -> bytes:
    """To look at on a page: black on white, of a handy size."""
    with Image.open(io.BytesIO(drawing), formats=("PNG",)) as kept:
        picture = ImageChops.invert(kept.convert("L"))
    picture.thumbnail(SHOWN_WITHIN, Image.Resampling.LANCZOS)
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def path_of(drawing: bytes) -> tuple[str, int, int]:
    """A drawing as an SVG path of the runs along its rows, with its width and height in units of that path."""
    with Image.open(io.BytesIO(drawing), formats=("PNG",)) as picture:
        mask = picture.convert("L")
    width, pixels = mask.width, mask.tobytes()
    rows = (pixels[y * width : (y + 1) * width] for y in range(mask.height))
    runs = (
        f"M{run.start()} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, row in enumerate(rows)
        for run in re.finditer(b"\xff+", row)
    )
    return "".join(runs), width, mask.height
