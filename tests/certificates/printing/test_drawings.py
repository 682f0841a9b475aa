import io
import re

import pytest
from django.utils import translation
from PIL import Image

from certificates.printing.drawings import NotDrawable, path_of, shown, trace
from foundation import pictures
from tests.factories.pictures import emblem, picture


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def opened(png):
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_dark_lines_on_white_are_traced_and_cut_to_their_edges(kind):
    traced = opened(trace(picture(kind)))

    assert (traced.format, traced.mode) == ("PNG", "1")
    assert traced.size == pytest.approx((201, 201), abs=3)
    assert traced.getpixel((100, 100)) == 255
    assert traced.getpixel((0, 0)) == 0


def test_on_a_transparent_ground_whatever_is_there_is_drawn():
    traced = opened(trace(picture(mode="RGBA", ground=(0, 0, 0, 0), ink=(255, 255, 0, 255))))

    assert traced.getpixel((100, 100)) == 255
    assert traced.getpixel((0, 0)) == 0


def test_large_picture_is_made_smaller():
    assert max(opened(trace(picture(size=(4000, 3000), box=(100, 100, 3900, 2900)))).size) <= 720


def test_same_picture_is_traced_the_same():
    assert trace(emblem()) == trace(emblem())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a picture"),
        (picture()[:30], "not a picture"),
        (picture("GIF"), "not a picture"),
        (picture(ink=None), "shows no drawing"),
        (picture(ground="black", ink=None), "shows no drawing"),
        (picture(box=(100, 50, 150, 100)), "would be blurred"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(NotDrawable, match=sentence):
        trace(content)


def test_picture_of_too_many_pixels_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 400 * 300 - 1)

    with pytest.raises(NotDrawable, match="too many pixels"):
        trace(picture())


def test_path_covers_the_pixels_that_are_drawn():
    png = trace(emblem())

    path, width, height = path_of(png)

    drawn = {
        (x + i, y)
        for x, y, length in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path))
        for i in range(length)
    }
    mask = opened(png)
    assert (width, height) == mask.size
    assert drawn == {(x, y) for x in range(width) for y in range(height) if mask.getpixel((x, y))}


def test_drawing_is_shown_in_black_on_white():
    picture = opened(shown(trace(emblem())))

    assert max(picture.size) <= 240
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == 0
    assert picture.getpixel((0, 0)) == 255
