"""Every screen of the demo: axe has nothing serious to say, and nothing hangs over the side."""

import pytest

from people.models import Organisation, Person
from tests import scenes
from tests.screenshots import show

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHOLE = {"width": 390, "height": 844}
OTHER_SIZES = [
    {"width": 320, "height": 640},
    {"width": 360, "height": 740},
    {"width": 640, "height": 450},  # 200 % of 1280 × 900
]
LONG_NAME = "阿卜杜热合曼·买买提尼亚孜·麦麦提依明江"
LONG_LATIN_NAME = "Abdurehman Mamatniyaz-Memtiminjan von Wittelsbach"
LONG_FIRM = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县家用电器销售服务有限责任公司"
LONG_LATIN_FIRM = "Bayingolin Mongol Autonomous Prefecture Household Appliances Sales and Services Company Limited"
# What hangs over the side; text in a box that hides what does not fit; words of a chart that lie upon each other, or
# outside of it. What ends in … says so; what only readers of screens read is meant.
MEASURES = """
const overhang = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const isOver = (one) => !one.closest("svg") && one.getBoundingClientRect().right > width + 1;
  const last = [...document.querySelectorAll("body *")].filter(isOver).pop();
  return [last ? `${last.tagName} ${last.className}: ${last.textContent.trim().slice(0, 40)}` : "something"];
};
const cutOff = () => {
  const hides = (way) => way === "hidden" || way === "clip";
  const isCut = (one) => {
    const style = getComputedStyle(one);
    const hasDots = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    const isOver = (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
    return isOver && !hasDots && !one.matches(".visually-hidden, svg, svg *") && Boolean(one.innerText?.trim());
  };
  const cut = [...document.querySelectorAll("body *")].find(isCut);
  return cut ? [`${cut.tagName} ${cut.className} is cut off: ${cut.innerText.trim().slice(0, 40)}`] : [];
};
const overlaps = () => [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
  const texts = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const edge = chart.getBoundingClientRect();
  const outside = texts.filter(([, box]) => box.left < edge.left - 1 || box.right > edge.right + 1);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const over = texts.flatMap(([first, a], at) =>
    texts.slice(at + 1).filter(([, b]) => meet(a, b)).map(([second]) => `${first} upon ${second}`));
  return [...outside.map(([text]) => `${text} outside of its chart`), ...over];
});
"""
UNFOLDED = f"""() => {{{MEASURES}
  document.querySelectorAll("main details").forEach((one) => (one.open = true));
  return [...overlaps(), ...overhang(), ...cutOff()];
}}"""
AS_IT_IS = f"() => {{{MEASURES} return [...overhang(), ...cutOff()]; }}"
WITH_WIDE_TEXT = f"() => {{{MEASURES} document.documentElement.style.fontSize = '200%'; return overhang(); }}"


def open_screen(mine, screen, session, language):
    """One phone goes from hand to hand: what they all need is fetched once."""
    mine.is_expecting_trouble = screen.name in {"missing", "looking-only"}
    mine.hand_to(session, language)
    mine.page.set_extra_http_headers(screen.headers)
    mine.page.set_viewport_size(WHOLE)
    show(mine.page, screen, language)


@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "dark"), ("en", "light")])
def test_every_screen_passes_axe_and_nothing_is_cut_off_or_hangs_over_the_side(phone, demo, language, theme):
    """On small phones, with text twice as large, and at 200 % on a desk; with names as long as names can be.

    Every screen in English, whose words are longer, and every other one in Chinese. At those axe looks in Chinese and
    dark, at the others in English and light; at lessons the journey of a newcomer looks, one by one.
    """
    screens = scenes.play()
    in_chinese = screens[::2]
    sessions = {name: scenes.session_of(name) if name else "" for name in {screen.person for screen in screens}}
    mine = phone(demo)
    mine.page.emulate_media(color_scheme=theme)
    Person.objects.update(full_name=LONG_NAME, latin_name=LONG_LATIN_NAME)
    Organisation.objects.update(name=LONG_FIRM, name_en=LONG_LATIN_FIRM)

    problems = {}
    for screen in in_chinese if language == "zh-hans" else screens:
        open_screen(mine, screen, sessions[screen.person], language)
        problems[screen.name, "unfolded"] = mine.page.evaluate(UNFOLDED)
        if (language == "zh-hans" or screen not in in_chinese) and "/lessons/" not in screen.path:
            mine.look()
        for size in OTHER_SIZES:
            mine.page.set_viewport_size(size)
            problems[screen.name, size["width"]] = mine.page.evaluate(AS_IT_IS)
        problems[screen.name, "text twice as large"] = mine.page.evaluate(WITH_WIDE_TEXT)

    assert {place: what for place, what in problems.items() if what} == {}
