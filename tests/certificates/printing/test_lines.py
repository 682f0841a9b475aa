import pytest

from certificates.printing.fonts import Ruler
from certificates.printing.lines import break_line, fit_line, is_latin, name_spread


@pytest.fixture(scope="module")
def serif():
    return Ruler("CertSerif-SemiBold.ttf")


def test_short_line_keeps_its_size(serif):
    line = fit_line("欧阳文静", serif, width=222, size=40, smallest=25)

    assert line.text == "欧阳文静"
    assert line.style == "font-size:40.0pt"


def test_long_line_shrinks_until_it_fits(serif):
    line = fit_line("库" * 20, serif, width=222, size=40, smallest=25)

    assert "\n" not in line.text
    assert line.style == "font-size:31.4pt"


def test_line_that_would_be_too_small_goes_on_two(serif):
    line = fit_line("库" * 30, serif, width=222, size=40, smallest=25)

    assert line.text == "库" * 15 + "\n" + "库" * 15
    assert line.style == "font-size:19.9pt;line-height:1.14"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("迪丽热巴·迪力木拉提", "迪丽热巴·", "迪力木拉提"),
        ("Alexandra Montgomery", "Alexandra", "Montgomery"),
        ("买·买提江吐尔逊阿卜杜热合曼阿不都", "买·买提江吐尔逊阿", "卜杜热合曼阿不都"),
    ],
)
def test_line_breaks_at_a_dot_or_space_near_the_middle(serif, text, first, second):
    assert break_line(text, serif) == (first, second)


def test_short_chinese_names_are_spread():
    assert name_spread("王伟") > name_spread("王小明") > name_spread("欧阳文静") > name_spread("迪丽热巴迪力木拉提") > 0
    assert name_spread("买" * 12) == 0


def test_latin_is_told_from_chinese():
    assert is_latin("Nguyễn Thị Ánh-Đào")
    assert not is_latin("王 Wei")
