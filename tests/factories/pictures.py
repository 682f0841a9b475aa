"""Pictures as somebody uploads them."""

import io

from PIL import ExifTags, Image, ImageDraw

MARK = b"Telephone of Zhang"


def picture(kind="PNG", size=(400, 300), mode="RGB", ground="white", ink="black", box=(100, 50, 300, 250)):
    """A disc of ink on a ground."""
    image = Image.new(mode, size, ground)
    if ink:
        ImageDraw.Draw(image).ellipse(box, fill=ink)
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def photograph(kind="JPEG"):
    """As a phone takes it: with the place, and the phone's name, in bytes that are MARK."""
    image = Image.new("RGB", (400, 300), "white")
    exif = image.getexif()
    exif[ExifTags.Base.Model] = MARK.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (31.0, 14.0, 22.5)
    told = {"comment": MARK} if kind == "JPEG" else {}
    content = io.BytesIO()
    image.save(content, kind, exif=exif, xmp=b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>", **told)
    return content.getvalue()


def emblem():
    return picture(mode="RGBA", ground=(0, 0, 0, 0), ink=(200, 30, 30, 255))
