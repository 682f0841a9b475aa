import pytest

from tests import scenes
from tests.browser.test_look import *

play = scenes.play


@pytest.fixture(autouse=True)
def fewer(monkeypatch):
    monkeypatch.setattr(
        scenes,
        "play",
        lambda: [
            *scenes.team_screens(),
            *scenes.help_screens(),
            *[s for s in scenes.home_screens() if s.name in ("home-owner", "me")],
            *scenes.course_screens(scenes.course_called("inventory")),
        ],
    )
