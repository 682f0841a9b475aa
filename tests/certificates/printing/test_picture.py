import io

import pytest
from PIL import Image, ImageChops

from certificates.printing import draw_picture
from certificates.printing.drawings import trace
from tests.certificates.papers import SNAPSHOT, make_paper, named
from tests.factories.pictures import emblem

NAME, CODE = (90, 640, 1000, 745), (100, 1130, 324, 1354)
NAMES = ["王伟", "迪丽热巴·迪力木拉提", "王喆堃㛃䶮", "龘𬭎𪩘", "Alexandra Montgomery-Featherstonehaugh", "买" * 28]


def opened(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink_in(picture, box):
    """Where something stands on the ground, in a part of the picture."""
    ground = opened(draw_picture(named(" ")))
    changed = ImageChops.difference(picture.crop(box), ground.crop(box)).convert("L")
    return changed.point([0] * 60 + [255] * 196).getbbox()


def test_picture_is_a_png_for_a_phone_and_small_enough_for_a_group():
    png = draw_picture(make_paper())

    assert png.startswith(b"\x89PNG")
    assert opened(png).size == (1080, 1440)
    assert len(png) < 400_000


def test_same_paper_is_drawn_the_same():
    assert draw_picture(make_paper()) == draw_picture(make_paper())


@pytest.mark.parametrize("name", NAMES)
def test_name_stands_whole_inside_the_frame(name):
    left, top, right, _bottom = ink_in(opened(draw_picture(named(name))), NAME)

    assert right - left > 60
    assert NAME[0] + right < 990
    assert NAME[1] + top > 640


def test_rare_character_is_drawn_and_not_left_out():
    rare, common = (opened(draw_picture(named(name))).crop(NAME) for name in ("王㛃", "王"))

    assert ImageChops.difference(rare, common).getbbox()


def test_code_has_its_white_margin_and_dark_dots():
    code = opened(draw_picture(make_paper())).crop(CODE)

    assert code.getpixel((2, 2)) == (255, 255, 255)
    dark = sum(code.convert("L").histogram()[:40]) / (code.width * code.height)
    assert 0.2 < dark < 0.5


def test_own_emblem_takes_the_place_of_ours():
    field = (95, 100, 195, 195)
    ours = opened(draw_picture(make_paper())).crop(field)

    own = opened(draw_picture(make_paper(emblem="digest"), {"digest": trace(emblem())})).crop(field)

    assert ImageChops.difference(ours, own).getbbox()


def test_emblem_that_is_missing_is_no_other():
    with pytest.raises(KeyError):
        draw_picture(make_paper(emblem="digest"))


def test_paper_in_english_alone_is_drawn():
    words = {part: {"en": texts["en"]} for part, texts in SNAPSHOT["words"].items()}

    assert opened(draw_picture(make_paper(words=words, organisation=None))).size == (1080, 1440)
