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


def make_plaque(**fields):
    dealer = {"name": "示例县样本家用电器有限公司", "latin_name": "Sample County Home Appliances Co., Ltd."}
    return make_paper(**{"kind": "PLAQUE", "holder": dealer, "organisation": None} | fields)


LONGEST = "买买提江吐尔逊阿卜杜热合曼阿不都克里木艾合买提江努尔麦麦"
HARDEST = {
    "usual": make_paper(),
    "two-characters": named("王伟", "Wang Wei"),
    "middle-dot": named("迪丽热巴·迪力木拉提", "Dilraba Dilmurat"),
    "rare": named("王喆堃㛃䶮", "Wang Zhekun"),
    "rarest": named("龘𬭎𪩘"),
    "longest": named(LONGEST, "Maimaitijiang Tuerxun"),
    "many-dots": named("阿卜杜热依木·阿卜杜克里木·麦麦提艾力·吐尔逊"),
    "latin": named("Alexandra Montgomery-Featherstonehaugh"),
    "vietnamese": named("Nguyễn Thị Ánh-Đào"),
    "attendance": make_paper(kind="ATTENDANCE"),
    "coaching": make_paper(kind="COACHING"),
    "curriculum": make_paper(kind="CURRICULUM"),
    "plaque": make_plaque(),
    **{
        f"plaque-{colour.lower()}": make_plaque(plaque_colour=colour, tier={"zh-hans": tier, "en": colour.title()})
        for colour, tier in (("GOLD", "金牌"), ("SILVER", "银牌"), ("BRONZE", "铜牌"))
    },
    "plaque-hardest": make_plaque(
        plaque_colour="SILVER",
        tier={"zh-hans": "战略合作伙伴级经销商"},
        holder={"name": "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯市某某家电服务有限责任公司", "latin_name": ""},
        words=SNAPSHOT["words"]
        | {"what": {"zh-hans": "库存管理与渠道发展达标经销商（华东大区）", "en": "Inventory and Channels, " * 3}},
        signers=SNAPSHOT["signers"][:1],
        signatures=[None],
    ),
    "english-only": make_paper(
        words={part: {"en": texts["en"]} for part, texts in SNAPSHOT["words"].items()}, organisation=None
    ),
    "long-dealer": make_paper(
        organisation={
            "zh-hans": "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯市某某家用电器销售服务有限责任公司第一分公司",
            "en": "The First Branch of the So-and-so Household Appliance Sales and Service Company, Khorgos, Xinjiang",
        }
    ),
    "one-signer": make_paper(
        house={"zh-hans": "华东大区经销商管理与渠道发展学院", "en": "East China School of Dealers and Channels"},
        signers=[
            {"zh-hans": "华东大区经销商管理与渠道发展学院院长兼总教习", "en": "Dean and Chief Instructor of the School"}
        ],
        signatures=[None],
    ),
    "no-expiry": make_paper(valid_until=None),
}
