"""Our own screens of the admin: axe has nothing serious to say, the policy is kept, and a phone shows them whole."""

import pytest

from tests import scenes

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("language", "look"),
    [("zh-hans", {"viewport": DESK}), ("en", {})],
    ids=["Chinese, desk", "English, phone"],
)
def test_every_screen_of_ours_in_the_admin_passes_axe(phone, demo, language, look):
    screens = scenes.play_admin()
    mine = phone(demo, person=scenes.person_called(scenes.ADMIN), language=language, **look)

    for screen in screens:
        mine.open(screen.path)
        mine.look()
