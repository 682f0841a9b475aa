import pytest

from foundation.models import AuditLine
from people.actions import tiers
from people.actions.tiers import ProductLineNotAccepted, TierNotAccepted
from tests.factories.people import ProductLineFactory, TierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_ladder_is_the_manufacturers_own():
    tier = tiers.add_tier("钻石", rank=1, name_en="Diamond", plaque_colour="GOLD")

    changed = tiers.change_tier(tier, name="钻石级", rank=1)

    assert (changed.name, changed.name_in("en"), changed.name_in("zh-hans")) == ("钻石级", "Diamond", "钻石级")
    assert AuditLine.objects.get(action="change_tier").facts == {"changed": ["name"]}


@pytest.mark.parametrize(("name", "rank"), [("金牌", 2), ("银牌", 1), ("铜牌", 0)])
def test_tier_has_its_own_name_and_rank_from_one(name, rank):
    TierFactory(name="金牌", rank=1)

    with pytest.raises(TierNotAccepted):
        tiers.add_tier(name, rank=rank)


def test_product_line_goes_from_launch_to_phasing_out():
    line = tiers.add_product_line("冷凝壁挂炉", code="CB", life_cycle="LAUNCH", name_en="Condensing Boilers")

    tiers.change_product_line(line, life_cycle="PHASING_OUT")

    line.refresh_from_db()
    assert line.life_cycle == "PHASING_OUT"
    facts = AuditLine.objects.get(action="change_product_line").facts
    assert (facts["before"], facts["life_cycle"]) == ("LAUNCH", "PHASING_OUT")


@pytest.mark.parametrize(("name", "code"), [("冷凝炉", "X"), ("别的", "CB"), ("☃", "Y")])
def test_product_line_has_its_own_name_and_code(name, code):
    ProductLineFactory(name="冷凝炉", code="CB")

    with pytest.raises(ProductLineNotAccepted):
        tiers.add_product_line(name, code=code, life_cycle="MAIN")
