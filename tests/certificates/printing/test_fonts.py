import pytest
from fontTools.ttLib import TTFont

from certificates.printing.fonts import FONTS, printable_characters, unprintable_in
from foundation.characters import _PRINTABLE


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.name)
def test_font_is_truetype_under_a_name_of_its_own(path):
    with TTFont(path, lazy=True) as font:
        assert "glyf" in font
        assert font.flavor is None
        assert str(font["name"].getDebugName(1)).startswith("Cert ")
        assert str(font["name"].getDebugName(6)).startswith("Cert")


def test_fonts_bring_their_licences_and_stay_small():
    licences = [path.read_text("utf-8") for path in FONTS.glob("OFL-*.txt")]

    assert len(licences) == 2
    assert all("SIL Open Font License" in text for text in licences)
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 20_000_000


def test_whole_of_gb2312_and_every_basic_chinese_character_can_be_printed():
    everything = {*range(0x4E00, 0xA000), *range(0x3400, 0x4DC0), *range(0x20, 0x7F)}

    assert everything <= printable_characters()


def test_every_character_that_a_name_may_have_can_be_printed():
    assert printable_characters() >= _PRINTABLE


def test_characters_that_no_font_has_are_named_once():
    assert unprintable_in("王\ue863伟\U0002a6d6\ue863") == ["\ue863", "\U0002a6d6"]
    assert unprintable_in("欧阳文静 Ouyang 㛃䶮·𬭎") == []
