"""From a dealer without an owner to a guide who learns there, and on to the next dealer; on phones."""

import datetime as dt
import re

import pytest

from people.actions.memberships import today_at
from people.models import JoinCode, Membership, SignInCode
from people.queries import people_visible_to
from people.signing_in.codes import digits_of
from tests.factories.courses import enrolled, released
from tests.factories.joining import JoinCodeFactory, JoinRequestFactory
from tests.factories.people import DealerFactory, LearnerFactory, OwnerFactory, RepFactory, TerritoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def scan(one):
    """What a camera reads off a poster: the address that stands below it too."""
    return "/join/" + re.search(r"/join/(\w{8})/", one.page.inner_text("main"))[1] + "/"


def join(one, path, name, login, position=""):
    page = one.page
    one.open(path)
    page.fill("input[name=full_name]", name)
    page.fill("input[name=login]", login)
    if position:
        page.select_option("select[name=position]", position)
    one.look()
    page.click("main form button.button-wide")
    page.wait_for_url("**/join/prove/")
    page.fill("input[name=code]", digits_of(SignInCode.objects.latest("pk").uuid))
    one.look()
    page.click("main form button.button-wide")


def show_code(one, *buttons):
    one.open("/team/")
    one.look()
    for button in buttons:
        one.page.click(button)
    one.page.wait_for_url("**/team/codes/**")
    one.look()


def approve(one, path, name):
    one.open(path)
    one.page.click(f"a:has-text('{name}')")
    one.page.wait_for_url("**/team/requests/**")
    one.look()
    one.page.click("button[value=approve]")
    one.page.wait_for_selector("text=已经放行")


def test_rep_makes_the_owner_whose_poster_brings_a_guide_who_learns(phone, site):
    dealer = DealerFactory(name="样本店")
    course = released()
    rep = RepFactory(territory=TerritoryFactory(dealers=[dealer]))
    of_rep, of_owner, of_guide = phone(site, person=rep), phone(site), phone(site)

    show_code(of_rep, "button:has-text('出示二维码')")
    join(of_owner, scan(of_rep), "王老板", "139 0000 0021")
    of_owner.page.wait_for_url(f"{site}/")

    show_code(of_owner, "a:has-text('新邀请码')", "button:has-text('生成海报')")
    join(of_guide, scan(of_owner), "周婷", "139 0000 0022", "SHOP_GUIDE")
    of_guide.page.wait_for_url("**/joining/**")
    of_guide.look()
    assert "王老板" in of_guide.page.inner_text("main")

    approve(of_owner, "/team/", "周婷")
    of_guide.open(course_page(course))
    of_guide.page.click("main form button")
    of_guide.page.wait_for_url("**/lessons/**")

    of_owner.open("/team/")
    assert "开始了 1 门" in of_owner.page.inner_text("main")
    assert JoinCode.objects.get(makes_owner=False).uses == 1


def course_page(course):
    return f"/learn/courses/{course.uuid}/"


def test_guide_moves_and_keeps_the_record_of_which_the_old_dealer_sees_nothing(phone, site):
    old, new = DealerFactory(name="旧店"), DealerFactory(name="新店")
    old_owner, new_owner = OwnerFactory(at=old), OwnerFactory(at=new)
    guide = LearnerFactory(at=old, full_name="周婷")
    enrolment = enrolled(guide)
    code = JoinCodeFactory(dealer=new)
    of_guide, of_old, of_new = (phone(site, person=person) for person in (guide, old_owner, new_owner))

    of_guide.open("/me/")
    of_guide.look()
    of_guide.page.click("a:has-text('离开旧店')")
    of_guide.look()
    of_guide.page.click("main form button")
    of_guide.page.wait_for_url(f"{site}/")
    of_guide.open(code.get_absolute_url())
    of_guide.look()
    of_guide.page.select_option("select[name=position]", "SALES")
    of_guide.page.click("main form button")
    of_guide.page.wait_for_url("**/joining/**")
    approve(of_new, "/team/", "周婷")

    assert Membership.objects.filter(person=guide).count() == 2
    assert guide not in people_visible_to(old_owner)
    of_guide.open(course_page(enrolment.course))
    of_guide.look()
    of_old.open("/team/")
    of_old.look()
    gone = of_old.page.inner_text("main")
    assert "已经离开的人" in gone
    assert "周婷" not in gone.partition("已经离开的人")[0]
    of_new.open("/team/")
    assert "周婷" in of_new.page.inner_text("main")


def test_owner_s_deputy_lets_somebody_in_and_the_owner_takes_it_back(phone, site):
    dealer = DealerFactory(name="样本店")
    owner, finance = OwnerFactory(at=dealer), LearnerFactory(at=dealer, full_name="马玉珍")
    JoinRequestFactory(dealer=dealer, person__full_name="周婷")
    of_owner, of_deputy = phone(site, person=owner), phone(site, person=finance)

    of_owner.open("/team/")
    of_owner.page.click("a:has-text('谁替你管')")
    of_owner.page.select_option("select[name=person]", label="马玉珍")
    of_owner.page.fill("input[name=valid_until]", (today_at(dealer) + dt.timedelta(days=14)).isoformat())
    of_owner.look()
    of_owner.page.click("main form button.button-wide")
    of_owner.page.wait_for_selector("button:has-text('现在结束')")
    of_owner.look()

    approve(of_deputy, "/team/", "周婷")
    of_owner.page.click("button:has-text('现在结束')")
    of_owner.page.wait_for_selector("button:has-text('现在结束')", state="detached")
    of_deputy.open("/")
    assert of_deputy.page.locator("nav a[href='/team/']").count() == 0
    assert Membership.objects.filter(organisation=dealer, person__full_name="周婷").count() == 1
