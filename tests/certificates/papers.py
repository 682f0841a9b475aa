"""Snapshots that need no database."""

from certificates.paper import read_paper
from tests.factories.certificates import WORDS

CODE = "K7QXM2PDW8RSVT3YZ4HJ"
SNAPSHOT = {
    "kind": "COURSE",
    "emblem": None,
    "signatures": [None, None],
    "house": {"zh-hans": "经销商大学", "en": "Dealer University"},
    "signers": [
        {"zh-hans": "经销商大学 校长", "en": "Dean, Dealer University"},
        {"zh-hans": "培训总监", "en": "Director of Training"},
    ],
    "holder": {"name": "欧阳文静", "latin_name": "Ouyang Wenjing"},
    "organisation": {"zh-hans": "示例县样本家用电器有限公司", "en": "Sample County Home Appliances Co., Ltd."},
    "words": {part: {language: words[part] for language, words in WORDS.items()} for part in WORDS["en"]},
    "number": "DU-2026-004217",
    "code": CODE,
    "verify_url": f"https://learn.example.org/verify/{CODE}/",
    "issued_on": "2026-03-18",
    "valid_until": "2028-03-17",
}


def make_paper(**fields):
    return read_paper(SNAPSHOT | fields)


def named(name, latin_name=""):
    return make_paper(holder={"name": name, "latin_name": latin_name})
