import pytest
from django.core.exceptions import ValidationError

from people.places import PROVINCES_EN, Place, counties, place_of, validate_place


def test_list_has_every_county_once_with_its_province():
    assert len(counties()) == 2981
    assert {place.province for place in counties().values()} == set(PROVINCES_EN)
    assert list(counties()) == sorted(counties())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("410122", "河南省郑州市中牟县"),
        ("110105", "北京市朝阳区"),
        ("441900", "广东省东莞市"),
        ("429004", "湖北省仙桃市"),
        ("810000", "香港特别行政区"),
    ],
)
def test_place_says_its_whole_name_without_repeating_itself(code, said):
    assert str(place_of(code)) == said


def test_province_is_said_in_english_too():
    place = place_of("150102")

    assert place.province_in("en") == "Inner Mongolia"
    assert place.province_in("zh-hans") == "内蒙古自治区"


def test_code_that_is_in_no_list_stays_readable():
    assert str(place_of("999999")) == "999999"
    assert place_of("DE-BY") == Place(code="DE-BY", name="DE-BY")


@pytest.mark.parametrize("code", ["410122", "DE-BY", "US-CA", "VN-29"])
def test_counties_and_regions_abroad_are_places(code):
    validate_place(code)


@pytest.mark.parametrize("code", ["419999", "100000"])
def test_unknown_county_is_refused_with_the_year_of_the_list(code):
    with pytest.raises(ValidationError, match="of counties of 2023"):
        validate_place(code)


@pytest.mark.parametrize("code", ["", "CN-41", "41012", "410122 ", "中牟县", "de-by", "DE-", "012345"])
def test_what_is_no_place_is_refused_with_an_example(code):
    with pytest.raises(ValidationError, match="like 410122"):
        validate_place(code)
