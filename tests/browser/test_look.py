"""Every screen of the demo: axe has nothing serious to say, and nothing hangs over the side."""

import pytest

from tests import scenes

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
WIDE_TEXT = "document.documentElement.style.fontSize = '200%'"
OVERHANG = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const isOver = (one) => !one.closest("svg") && one.getBoundingClientRect().right > width + 1;
  const last = [...document.querySelectorAll("body *")].filter(isOver).pop();
  return last ? `${last.tagName} ${last.className}: ${last.textContent.trim().slice(0, 40)}` : "something";
}"""


@pytest.fixture
def phone_of(phone, demo):
    """One phone a person and look, kept over all screens."""
    phones = {}

    def get(name, **look):
        key = (name, str(look))
        if key not in phones:
            phones[key] = phone(demo, person=scenes.person_called(name) if name else None, **look)
        return phones[key]

    return get


def show(mine, screen):
    mine.is_expecting_trouble = screen.name == "missing"
    mine.open(screen.path)


@pytest.mark.parametrize(
    ("language", "theme", "look"),
    [("zh-hans", "dark", {}), ("en", "light", {"viewport": DESK})],
    ids=["Chinese, dark, phone", "English, light, desk"],
)
def test_every_screen_passes_axe(phone_of, demo, language, theme, look):
    for screen in scenes.play():
        mine = phone_of(screen.person, language=language, **look)
        mine.page.emulate_media(color_scheme=theme)
        show(mine, screen)
        mine.look()


def test_nothing_hangs_over_the_side_of_a_small_phone_or_with_text_twice_as_large(phone_of, demo):
    """In English, whose words are longer."""
    overhangs = {}
    for screen in scenes.play():
        small = phone_of(screen.person, language="en", viewport=NARROW)
        show(small, screen)
        overhangs[screen.name, "320 px"] = small.page.evaluate(OVERHANG)
        phone = phone_of(screen.person, language="en")
        show(phone, screen)
        phone.page.evaluate(WIDE_TEXT)
        overhangs[screen.name, "text twice as large"] = phone.page.evaluate(OVERHANG)

    assert {place: what for place, what in overhangs.items() if what} == {}
