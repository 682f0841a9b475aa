import unicodedata

import pytest
from django.core.exceptions import ValidationError

from foundation.characters import RARE_CHINESE, validate_printable


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "欧阳文静",
        "迪丽热巴·迪力木拉提",
        "买买提•艾力",
        "王喆堃㛃䶮",
        "龘𬭎𪩘",
        "Nguyễn Thị Ánh",
        "Müller-Lüdenscheidt",
        "Иван Ёлкин",
        "样本家电（杭州）有限公司",
        "ソニー・ジャパン",
        "",
    ],
)
def test_names_of_people_and_firms_are_fine(name):
    validate_printable(name)


@pytest.mark.parametrize("name", ["王\ue863", "\U000f0001明"])
def test_private_character_is_refused_with_a_way_out(name):
    with pytest.raises(ValidationError) as refused:
        validate_printable(name)

    assert refused.value.code == "private_character"


@pytest.mark.parametrize("name", ["王\U0002a6d6明", "أحمد", "王\x00明", "王\u202e明", "王👍", "王\n明"])
def test_character_that_no_font_has_is_named(name):
    with pytest.raises(ValidationError) as refused:
        validate_printable(name)

    assert refused.value.code == "unprintable"
    assert refused.value.params["characters"] in name


def test_rare_characters_survive_unicode_normalisation():
    assert unicodedata.normalize("NFC", RARE_CHINESE) == RARE_CHINESE
    assert len(set(RARE_CHINESE)) == len(RARE_CHINESE)
