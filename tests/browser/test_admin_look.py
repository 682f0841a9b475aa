"""Our own screens of the admin: axe has nothing serious to say, the policy is kept, and a phone shows them whole."""

import pytest

from tests import scenes, scenes_of_admin
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 900}
# Rows are looked at one by one, each as long as the first: a few of every table tell what there is to tell.
REMOVE = "(these) => document.querySelectorAll(these).forEach((one) => one.remove())"
MANY_ROWS, FRAME = "tbody tr:nth-child(n+6)", "aside"


def test_every_screen_of_ours_in_the_admin_passes_axe_and_fits_a_phone(phone, demo):
    """Chinese and a desk for one half, English and a phone for the other; before that, sizes change. Wagtail's frame
    around ours is looked at once in each."""
    screens = scenes_of_admin.play_admin()
    admin = scenes.person_called(scenes.ADMIN)
    desk = phone(demo, person=admin, language="zh-hans", viewport=DESK)
    small = phone(demo, person=admin, language="en")

    for number, screen in enumerate(screens):
        mine, other = (desk, PHONE) if number % 2 else (small, DESK)
        mine.open(screen.path)
        for size in (other, mine.page.viewport_size):
            mine.page.set_viewport_size(size)
            assert mine.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (screen.path, size)
        is_first = number < 2
        mine.page.evaluate(REMOVE, MANY_ROWS if is_first else f"{MANY_ROWS}, {FRAME}")
        mine.look("html" if is_first else "main")
