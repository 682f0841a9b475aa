import io

import pytest
from PIL import Image, ImageChops

from certificates.posters import PosterWords, house_poster
from certificates.printing import draw_poster
from certificates.printing.canvas import wrapped
from certificates.printing.drawings import trace
from certificates.printing.fonts import LATIN, MEDIUM
from tests.factories.pictures import emblem

WORDS = {
    "above": "课程",
    "title": "库存管理",
    "question": "这批货到底该不该压？",
    "figure": "60 天",
    "figure_note": "够卖多久",
    "call": "扫码或长按，手机上就能学",
    "facts": "6 课，大约 50 分钟",
    "address": "https://university.example.com/s/7KQ2M9XDAB",
}
ACCENT = "#0a6470"
FRAME = (60, 60, 1020, 1400)


def drawn(accent=ACCENT, own=None, **words):
    png = draw_poster(PosterWords(house="经销商大学", **WORDS | words), emblem=own, accent=accent)
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink_of(picture):
    """Where anything stands on the paper."""
    ground = Image.new("RGB", picture.size, picture.getpixel((2, 2)))
    return ImageChops.difference(picture, ground).convert("L").point([0] * 40 + [255] * 216).getbbox()


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"title": "新版经销商渠道与终端网点精细化管理实务操作", "question": "买" * 300, "facts": "货" * 90},
        {"title": "Negotiating annual agreements with manufacturers", "question": "Should I " * 40, "figure": "9" * 40},
        {"question": "", "figure": "", "figure_note": ""},
        {"title": "<b>" + "W" * 200, "question": "https://example.com/" + "x" * 300},
    ],
)
def test_everything_stands_inside_the_margin_however_long(words):
    picture = drawn(**words)
    left, top, right, bottom = ink_of(picture)

    assert picture.size == (1080, 1440)
    assert (left, top) >= FRAME[:2]
    assert right <= FRAME[2]
    assert bottom <= FRAME[3]


def test_colour_and_emblem_are_the_houses():
    assert drawn(accent="#aa2211").getpixel((500, 208)) == pytest.approx((170, 34, 17), abs=6)
    assert ImageChops.difference(drawn(), drawn(own=trace(emblem()))).getbbox()


def test_lines_begin_with_no_closing_mark_and_end_with_no_opening_one():
    lines = wrapped("厂家说“满三十万返两个点”，我库里已有（六十二万）货。", MEDIUM, 46, 400)

    assert len(lines) > 1
    assert not any(line[0] in "，。”）" or line[-1] in "“（" for line in lines)


def test_english_breaks_between_words():
    assert wrapped("one two three four", (LATIN,), 40, 200) == ["one two", "three four"]


@pytest.mark.django_db
def test_digest_stands_for_all_that_is_drawn(django_assert_num_queries):
    with django_assert_num_queries(1):
        one = house_poster(accent=ACCENT, **WORDS)

    assert house_poster(accent=ACCENT, **WORDS).digest == one.digest
    others = [
        {"accent": "#000000"},
        {"accent": ACCENT, "title": "盈利能力"},
        {"accent": ACCENT, "address": "https://x"},
    ]
    assert len({one.digest, *(house_poster(**WORDS | other).digest for other in others)}) == 4
    assert one.draw().startswith(b"\x89PNG")
