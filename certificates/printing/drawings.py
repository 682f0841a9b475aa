"""Drawings of one colour, such as a house's emblem: traced from what was uploaded, printed in any ink."""

import io
import re

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageStat

from foundation.pictures import NotAPicture, opened_picture

ALL_INK = 250  # of 255, on average: a picture without a ground
SMALLEST = 120  # px, of the longer side of what is drawn
SHOWN_WITHIN = (240, 120)  # px
KEPT_WITHIN = (720, 480)  # px: 600 dpi and more at the sizes that are printed


class NotDrawable(NotAPicture):
    """Why not, as a sentence."""


def trace(content: bytes) -> bytes:
    """The drawing in an uploaded picture as a PNG of 1 bit, cut to its edges. Raises NotDrawable.

    Nothing of the upload itself is kept: pixels are read and written anew. Drawn is what is not transparent; without
    transparency, what is dark.
    """
    try:
        ink = _ink_of(opened_picture(content))
    except NotAPicture as error:
        raise NotDrawable(str(error)) from error
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
