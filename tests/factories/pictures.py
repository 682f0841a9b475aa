"""Pictures as somebody uploads them."""

import io

from PIL import Image, ImageDraw


def picture(kind="PNG", size=(400, 300), mode="RGB", ground="white", ink="black", box=(100, 50, 300, 250)):
    """A disc of ink on a ground."""
    image = Image.new(mode, size, ground)
    if ink:
        ImageDraw.Draw(image).ellipse(box, fill=ink)
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def emblem():
    return picture(mode="RGBA", ground=(0, 0, 0, 0), ink=(200, 30, 30, 255))
